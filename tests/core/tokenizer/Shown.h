#pragma once
// Tables of what a stage, described as in tokenizer.json, makes of texts.
#include "core/base/Json.h"
#include "core/tokenizer/Normalizer.h"
#include "core/tokenizer/PreTokenizer.h"
#include "core/tokenizer/SubwordModel.h"

#include <QTest>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace espalier {

struct Shown {
    std::string text;    // words and pieces with a bar between them: "a|##b"
    std::string sources; // of characters "0 1 1"; of words and pieces "0-2 2-3"
};

inline Shown shown(const Normalizer& normalizer, const std::string& text) {
    NormalizedText out;
    normalizer.normalize(text, 0, out);
    std::string sources;
    for (std::size_t i = 0; i < out.text.size(); nextCodePoint(out.text, i))
        sources += fmt::format("{}{}", i == 0 ? "" : " ", out.sources.at(i));
    return {out.text, sources};
}

inline Shown shown(const PreTokenizer& preTokenizer, const std::string& text) {
    NormalizedText normalized;
    normalized.appendEach(text, 0);
    std::vector<Span> words;
    if (!text.empty()) preTokenizer.split(normalized, {0, text.size()}, words);
    Shown out;
    for (const Span word : words) {
        out.text += fmt::format("{}{}", out.sources.empty() ? "" : "|", normalized[word]);
        out.sources += fmt::format("{}{}-{}", out.sources.empty() ? "" : " ", normalized.sourceBegin(word),
                                   normalized.sourceEnd(word));
    }
    return out;
}

// Sources are bytes of the word.
inline Shown shown(const SubwordModel& model, const std::string& word) {
    std::vector<Piece> pieces;
    model.tokenize(word, pieces);
    Shown out;
    for (const Piece& p : pieces) {
        out.text += (out.sources.empty() ? "" : "|") + model.vocabulary().token(p.id);
        out.sources += fmt::format("{}{}-{}", out.sources.empty() ? "" : " ", p.begin, p.end);
    }
    return out;
}

struct ShownRow {
    const char *name, *json, *text, *expected, *sources;
};

template<std::size_t N>
void addShownRows(const ShownRow (&rows)[N]) {
    for (const char* column : {"json", "text", "expected", "sources"}) QTest::addColumn<QString>(column);
    for (const auto& row : rows)
        QTest::newRow(row.name) << row.json << row.text << row.expected << row.sources;
}

template<class Stage>
void compareShown(std::unique_ptr<Stage> (*make)(const Json& json, const std::string& origin)) {
    QFETCH(QString, json);
    QFETCH(QString, text);
    const Shown found = shown(*make(parseJson(json.toStdString(), "test"), "test"), text.toStdString());
    QTEST(QString::fromStdString(found.text), "expected");
    QTEST(QString::fromStdString(found.sources), "sources");
}

// What an error says that `action` ends in, "" where it does not.
template<class Action>
QString errorOf(Action&& action) {
    try {
        action();
    } catch (const Error& e) {
        return QString::fromUtf8(e.what());
    }
    return {};
}

} // namespace espalier
