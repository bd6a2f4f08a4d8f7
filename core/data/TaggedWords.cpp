#include "core/data/TaggedWords.h"

#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/data/ChosenColumns.h"
#include "core/data/import/RefusedRows.h"

#include <algorithm>

namespace espalier {

namespace {

constexpr std::size_t sampleBytes = 1 << 16;
constexpr std::size_t linesBetweenLooks = 10000; // at the stop token

std::string_view nextLine(std::string_view& rest) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// Apart by tabs where there are any, so that a word may hold a space; else by spaces.
std::vector<std::string_view> fieldsOf(std::string_view line) {
    const char between = line.find('\t') == std::string_view::npos ? ' ' : '\t';
    std::vector<std::string_view> fields;
    while (!line.empty()) {
        const auto end = line.find(between);
        if (end != 0) fields.push_back(line.substr(0, end));
        line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    }
    return fields;
}

bool looksLikeTag(std::string_view field) {
    return field == "O" || (field.size() > 2 && field[1] == '-' &&
                            std::string_view("BIESLU").find(field[0]) != std::string::npos);
}

bool isPassedOver(std::string_view line) { // CoNLL 2003's borders of documents, remarks
    return line.starts_with("-DOCSTART-") || (line.starts_with("# ") && line.find('\t') == std::string::npos);
}

// As one word, whatever stood inside it.
void appendWord(std::string& words, std::string_view field) {
    if (!words.empty()) words += ' ';
    for (const char c : field) words += c == ' ' ? '_' : c;
}

} // namespace

bool isTaggedWords(const std::filesystem::path& file) {
    const MappedFile mapped(file);
    const auto begin = byteOrderMarkLength(mapped.bytes());
    const auto sample = toUtf8(mapped.bytes().substr(begin, sampleBytes), "UTF-8");
    std::string_view rest = sample;
    if (mapped.bytes().size() > sampleBytes) rest = rest.substr(0, rest.rfind('\n')); // without half a line
    std::size_t fields = 0;
    bool apart = false;
    while (!rest.empty()) {
        const auto line = nextLine(rest);
        if (isPassedOver(line)) continue;
        if (isBlank(line)) {
            apart = apart || fields > 0;
            continue;
        }
        const auto found = fieldsOf(line);
        if (found.size() < 2 || (fields > 0 && found.size() != fields) || !looksLikeTag(found.back()))
            return false;
        fields = found.size();
    }
    return apart;
}

LabelledFile readTaggedWords(const std::filesystem::path& file, const StopToken& stop,
                             const std::filesystem::path& refusedFile) {
    const MappedFile mapped(file);
    const auto bytes = mapped.bytes();
    const auto text =
        toUtf8(bytes.substr(byteOrderMarkLength(bytes)), detectEncoding(bytes.substr(0, sampleBytes)));
    LabelledFile out;
    RefusedRows refused(refusedFile);
    Example example;
    std::int64_t line = 0, first = 0;
    bool sound = true;
    const auto close = [&] {
        if (!example.text.empty() && sound) {
            example.row = std::ssize(out.examples) + 1;
            out.lines.push_back(first);
            out.examples.push_back(std::move(example));
        }
        example = {};
        sound = true;
    };
    std::string_view rest = text;
    while (!rest.empty()) {
        if (++line % linesBetweenLooks == 0) throwIfStopped(stop);
        const auto words = nextLine(rest);
        if (isBlank(words)) {
            close();
            continue;
        }
        if (isPassedOver(words)) continue;
        const auto fields = fieldsOf(words);
        if (fields.size() < 2) {
            refused.add(line, message("data", "There is a word without a label, or a label without a word."),
                        words);
            sound = false;
            continue;
        }
        if (example.text.empty()) first = line;
        appendWord(example.text, fields.front());
        appendWord(example.label, fields.back());
    }
    close();
    out.report.rows = std::ssize(out.examples);
    refused.finish(out.report);
    if (out.examples.empty()) failNoRows(file, out.report);
    return out;
}

} // namespace espalier
