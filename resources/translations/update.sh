#!/bin/sh
# Brings espalier_zh_CN.ts (or the file given) up to date with the sources, without dropping what is translated.
# lupdate knows tr(); of core's message("context", "text {0}", values…) it would read only those without
# values, so both strings of every such call are handed to it in a form that it knows.
set -eu
ts=$(realpath "${1:-$(dirname "$0")/espalier_zh_CN.ts}")
cd "$(dirname "$0")/../.."
lupdate=${LUPDATE:-$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)}
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

find core ui -name '*.cpp' -o -name '*.h' | sort | xargs perl -0777 -ne '
    while (/\bmessage\(\s*"(\w+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
        my ($context, $text) = ($1, $2);
        $text =~ s/\n\s*/ /g;
        print "QT_TRANSLATE_NOOP(\"$context\", $text);\n";
    }
' | sort -u > "$work/messages.cpp"
# A recipe's keys and what they do: the first text of every entry, and the one that is a sentence.
perl -0777 -ne '
    while (/\b(?:number|yesNo|text|choice|named|list)(?:<\w+>)?\(\s*"(\w+)",\s*&R::.*?\{\s*((?:"(?:[^"\\]|\\.)*"\s*)*"(?:[^"\\]|\\.)*\.")\s*[,}]/sg) {
        my ($key, $meaning) = ($1, $2);
        $key =~ tr/_/ /;
        $meaning =~ s/\n\s*/ /g;
        print "QT_TRANSLATE_NOOP(\"recipe\", \"$key\");\nQT_TRANSLATE_NOOP(\"recipe\", $meaning);\n";
    }
' core/train/RecipeKeys.cpp >> "$work/messages.cpp"
# The titles of their groups.
perl -0777 -ne 'print "QT_TRANSLATE_NOOP(\"recipe\", \"$1\");\n" while /\{"([A-Z][a-z ]+)",\s*\{\s*(?:number|yesNo|text|choice|named|list)\(/g' \
    core/train/RecipeKeys.cpp >> "$work/messages.cpp"
"$lupdate" -locations none -no-obsolete -no-ui-lines -I . ui "$work/messages.cpp" \
    -ts "$ts"
