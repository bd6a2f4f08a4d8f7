// Compares a tokenizer with what the reference returned for many texts.
//   espalier-encodings --tokenizer DIR FILE.jsonl.gz…
// A line of a file is one case: {text, pair|null, max_length|null, ids, type_ids, offsets}.
#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/tokenizer/Tokenizer.h"

#include <zlib.h>

#include <fmt/ranges.h>

#include <cstdio>
#include <memory>

using namespace espalier;

namespace {

constexpr int differencesShown = 5;

struct Count {
    int passed = 0, failed = 0, unsupported = 0;
};

std::string readGzip(const std::string& path) {
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), gzclose);
    std::string text;
    char buffer[1 << 16];
    int got = file ? 0 : -1;
    while (file && (got = gzread(file.get(), buffer, sizeof buffer)) > 0)
        text.append(buffer, static_cast<std::size_t>(got));
    if (got < 0) throw Error(ErrorKind::File, message("tools", "{0} can't be read.", path));
    return text;
}

template<class Values>
void printDifference(const char* what, const Values& expected, const Values& found) {
    if (expected == found) return;
    fmt::print("    {}\n      expected {}\n      found    {}\n", what, fmt::join(expected, " "),
               fmt::join(found, " "));
}

void printCase(const Json& line, const Encoding& expected, const Encoding& found,
               const Tokenizer& tokenizer) {
    fmt::print("  text {}\n", line["text"].dump());
    if (!line["pair"].is_null()) fmt::print("  pair {}\n", line["pair"].dump());
    if (!line["max_length"].is_null()) fmt::print("  max_length {}\n", line["max_length"].dump());
    std::vector<std::string> expectedTokens, foundTokens;
    for (const auto id : expected.ids) expectedTokens.push_back(tokenizer.token(id));
    for (const auto id : found.ids) foundTokens.push_back(tokenizer.token(id));
    printDifference("tokens", expectedTokens, foundTokens);
    printDifference("ids", expected.ids, found.ids);
    printDifference("type ids", expected.typeIds, found.typeIds);
    printDifference("offsets", expected.offsets, found.offsets);
}

bool passes(const Json& line, const Tokenizer& tokenizer, bool print) {
    const auto text = line["text"].get<std::string>();
    const auto pair = line["pair"].is_null() ? std::optional<std::string>() : line["pair"].get<std::string>();
    EncodeOptions options;
    options.maxLength = line["max_length"].is_null() ? 0 : line["max_length"].get<std::int32_t>();
    const Encoding found = tokenizer.encode({text, pair}, options);
    Encoding expected;
    line["ids"].get_to(expected.ids);
    line["type_ids"].get_to(expected.typeIds);
    line["offsets"].get_to(expected.offsets);
    if (found.ids == expected.ids && found.typeIds == expected.typeIds && found.offsets == expected.offsets)
        return true;
    if (print) printCase(line, expected, found, tokenizer);
    return false;
}

Count checkFile(const std::string& path, const Tokenizer* tokenizer) {
    const std::string text = readGzip(path);
    Count count;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (line.empty()) continue;
        if (!tokenizer)
            ++count.unsupported;
        else if (passes(parseJson(line, path), *tokenizer, count.failed < differencesShown))
            ++count.passed;
        else
            ++count.failed;
    }
    fmt::print("{}: {} passed, {} failed, {} unsupported\n", path, count.passed, count.failed,
               count.unsupported);
    return count;
}

std::unique_ptr<Tokenizer> loadIfSupported(const std::string& folder) {
    try {
        return loadTokenizer(folder);
    } catch (const UnsupportedTokenizer& e) {
        fmt::print("{}\n", e.what());
        return nullptr;
    }
}

int run(const std::vector<std::string>& args) {
    if (args.size() < 3 || args[0] != "--tokenizer") {
        fmt::print(stderr, "Usage: espalier-encodings --tokenizer DIR FILE.jsonl.gz...\n");
        return 2;
    }
    const auto tokenizer = loadIfSupported(args[1]);
    Count total;
    for (std::size_t i = 2; i < args.size(); ++i) {
        const Count count = checkFile(args[i], tokenizer.get());
        total.passed += count.passed;
        total.failed += count.failed;
        total.unsupported += count.unsupported;
    }
    fmt::print("{} passed, {} failed, {} unsupported\n", total.passed, total.failed, total.unsupported);
    return total.failed ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 1;
    }
}
