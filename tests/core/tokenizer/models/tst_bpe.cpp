// Values of the reference, tokenizers 0.23.
#include "../Shown.h"
#include "core/tokenizer/models/Bpe.h"
#include "core/tokenizer/models/Models.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <random>

using namespace espalier;

namespace {

constexpr const char* plain =
    R"({"type": "BPE", "vocab": {"l": 0, "o": 1, "w": 2, "e": 3, "r": 4, "é": 5, "中": 6, "lo": 7, "low": 8, "er": 9, "ow": 10, "文": 11}, "merges": [["l", "o"], ["lo", "w"], ["e", "r"], ["o", "w"]]})";
constexpr const char* lines =
    R"({"type": "BPE", "vocab": {"l": 0, "o": 1, "w": 2, "e": 3, "r": 4, "é": 5, "中": 6, "lo": 7, "low": 8, "er": 9, "ow": 10, "文": 11}, "merges": ["l o", "lo w", "e r", "o w"]})";
constexpr const char* unknown =
    R"({"type": "BPE", "unk_token": "<unk>", "vocab": {"<unk>": 0, "l": 1, "o": 2, "w": 3, "e": 4, "r": 5, "é": 6, "中": 7, "lo": 8, "low": 9, "er": 10, "ow": 11, "文": 12}, "merges": [["l", "o"], ["lo", "w"], ["e", "r"], ["o", "w"]]})";
constexpr const char* fused =
    R"({"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "vocab": {"<unk>": 0, "l": 1, "o": 2, "w": 3, "e": 4, "r": 5, "é": 6, "中": 7, "lo": 8, "low": 9, "er": 10, "ow": 11, "文": 12}, "merges": [["l", "o"], ["lo", "w"], ["e", "r"], ["o", "w"]]})";
constexpr const char* suffixed =
    R"({"type": "BPE", "end_of_word_suffix": "</w>", "vocab": {"l": 0, "o": 1, "w</w>": 2, "w": 3, "lo": 4, "low</w>": 5, "o</w>": 6}, "merges": [["l", "o"], ["lo", "w</w>"]]})";
constexpr const char* prefixed =
    R"({"type": "BPE", "continuing_subword_prefix": "##", "vocab": {"l": 0, "##o": 1, "##w": 2, "lo": 3, "low": 4, "w": 5}, "merges": [["l", "##o"], ["lo", "##w"]]})";
constexpr const char* whole =
    R"({"type": "BPE", "ignore_merges": true, "vocab": {"l": 0, "o": 1, "w": 2, "low": 3, "lo": 4}, "merges": [["l", "o"]]})";
constexpr const char* twice =
    R"({"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "aa": 3, "ba": 4}, "merges": [["a", "b"], ["a", "a"], ["b", "a"], ["a", "b"]]})";
constexpr const char* ranks =
    R"({"type": "BPE", "vocab": {"a": 0, "aa": 1, "aaa": 2, "aaaa": 3}, "merges": [["aa", "aa"], ["aa", "a"], ["a", "aa"], ["a", "a"]]})";

constexpr ShownRow rows[] = {
    {"joined by rank", plain, "lower", "low|er", "0-3 3-5"},
    {"pairs as lines", lines, "lower", "low|er", "0-3 3-5"},
    {"lower rank first", plain, "ower", "ow|er", "0-2 2-4"},
    {"one letter", plain, "w", "w", "0-1"},
    {"nothing to join", plain, "wol", "w|o|l", "0-1 1-2 2-3"},
    {"unknown letters are left out", plain, "lxow", "low", "0-3"},
    {"only unknown", plain, "xyz", "", ""},
    {"nothing", plain, "", "", ""},
    {"accent and ideograph", plain, "é中", "é|中", "0-2 2-5"},
    {"unknown", unknown, "lxyow", "l|<unk>|<unk>|ow", "0-1 1-2 2-3 3-5"},
    {"unknown ideographs", unknown, "国lo国国", "<unk>|lo|<unk>|<unk>", "0-3 3-5 5-8 8-11"},
    {"fused", fused, "lxyow国国", "l|<unk>|ow|<unk>", "0-1 1-3 3-5 5-11"},
    {"fused emoji", fused, "👩\U0001f3fd\u200d🚀lo", "<unk>|lo", "0-15 15-17"},
    {"combining mark is a letter", unknown, "e\u0301r", "e|<unk>|r", "0-1 1-3 3-4"},
    {"right to left", fused, "\u05e9\u05dcl", "<unk>|l", "0-4 4-5"},
    {"end of word", suffixed, "low", "low</w>", "0-3"},
    {"one letter with the end", suffixed, "o", "o</w>", "0-1"},
    {"no such end", suffixed, "wl", "w", "0-1"},
    {"continued", prefixed, "low", "low", "0-3"},
    {"no such continuation", prefixed, "lw", "l|##w", "0-1 1-2"},
    {"a token needs no merges", whole, "low", "low", "0-3"},
    {"no token needs merges", whole, "lowlo", "lo|w|lo", "0-2 2-3 3-5"},
    {"the later rank counts", twice, "aab", "aa|b", "0-2 2-3"},
    {"same letters", ranks, "aaaaa", "aaa|aa", "0-3 3-5"},
    {"seven of them", ranks, "aaaaaaa", "aaa|aaa|a", "0-3 3-6 6-7"},
    {"more than twenty-four", plain, "lowerlowerlowerlowerlowerlower",
     "low|er|low|er|low|er|low|er|low|er|low|er",
     "0-3 3-5 5-8 8-10 10-13 13-15 15-18 18-20 20-23 23-25 25-28 28-30"},
    {"more than twenty-four, same", ranks, "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "aaa|aaa|aaa|aaa|aaa|aaa|aaa|aaa|aaa", "0-3 3-6 6-9 9-12 12-15 15-18 18-21 21-24 24-27"},
    {"more than twenty-four, unknown", fused, "lowxlowxlowxlowxlowxlowxlowxlowx",
     "low|<unk>|low|<unk>|low|<unk>|low|<unk>|low|<unk>|low|<unk>|low|<unk>|low|<unk>",
     "0-3 3-4 4-7 7-8 8-11 11-12 12-15 15-16 16-19 19-20 20-23 23-24 24-27 27-28 28-31 31-32"},
};

// All words of a's and b's up to six letters, each joined from any two, in an order without order.
struct Letters {
    std::vector<std::string> tokens;
    std::vector<Bpe::Merge> merges;
    std::map<Bpe::Merge, std::size_t> ranks;

    Letters() {
        for (std::size_t length = 1; length <= 6; ++length)
            for (unsigned bits = 0; bits < 1u << length; ++bits) {
                std::string token;
                for (std::size_t i = 0; i < length; ++i) token += bits >> i & 1 ? 'b' : 'a';
                for (std::size_t cut = 1; cut < length; ++cut)
                    merges.emplace_back(token.substr(0, cut), token.substr(cut));
                tokens.push_back(token);
            }
        std::shuffle(merges.begin(), merges.end(), std::mt19937(1));
        for (const auto& merge : merges) ranks.emplace(merge, ranks.size());
    }
    Bpe model() const { return Bpe(Vocabulary(tokens, "test"), merges, {}, "test"); }

    // By the book: join the first of the pairs with the lowest rank, until none has one.
    std::string joined(const std::string& word) const {
        std::vector<std::string> parts;
        for (const char letter : word) parts.emplace_back(1, letter);
        for (;;) {
            auto best = ranks.end();
            std::size_t place = 0;
            for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
                const auto found = ranks.find({parts[i], parts[i + 1]});
                if (found == ranks.end() || (best != ranks.end() && best->second <= found->second)) continue;
                best = found;
                place = i;
            }
            if (best == ranks.end()) return fmt::format("{}", fmt::join(parts, "|"));
            parts[place] += parts[place + 1];
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(place) + 1);
        }
    }
};

} // namespace

class TestBpe : public QObject {
    Q_OBJECT
private slots:
    void merges_data() { addShownRows(rows); }
    void merges() { compareShown(modelFromJson); }

    void wordsOfAnyLengthAreMergedByTheBook() { // short and long ones go different ways
        const Letters letters;
        const Bpe model = letters.model();
        std::mt19937 random(2);
        for (std::size_t length = 1; length < 200; ++length) {
            std::string word;
            while (word.size() < length) word += random() % 2 ? 'a' : 'b';
            QCOMPARE(shown(model, word).text, letters.joined(word));
        }
    }

    void aVeryLongWord() {
        std::vector<Piece> pieces;
        Bpe(Vocabulary({"a", "aa", "aaaa"}, "test"), {{"a", "a"}, {"aa", "aa"}}, {}, "test")
            .tokenize(std::string(100'000, 'a'), pieces);
        QCOMPARE(pieces.size(), std::size_t(25'000));
        QCOMPARE(pieces.back().end, std::uint32_t(100'000));
    }

    void appends() {
        std::vector<Piece> pieces{{7, 0, 1}};
        Bpe(Vocabulary({"a"}, "test"), {}, {}, "test").tokenize("a", pieces);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[0].id, 7);
    }

    void refuses_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* json, const char* says) {
            QTest::newRow(name) << json << says;
        };
        row("no merges", R"({"type": "BPE", "vocab": {"a": 0}})", "\"merges\" is null, expected a list");
        row("merges as a text", R"({"type": "BPE", "vocab": {"a": 0}, "merges": "a a"})", "merges");
        row("merge of one", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]})", "\"merges\" is \"a\"");
        row("merge of three", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a a a"]})", "\"a a a\"");
        row("list of three", R"({"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "a", "a"]]})", "merges");
        row("merge of numbers", R"({"type": "BPE", "vocab": {"a": 0}, "merges": [[1, 2]]})", "[1,2]");
        row("left is unknown", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["b a"]})", "\"b\"");
        row("right is unknown", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a b"]})", "\"b\"");
        row("both are unknown as one", R"({"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": ["a b"]})",
            "\"ab\"");
        row("half of a merge is empty", R"({"type": "BPE", "vocab": {"a": 0}, "merges": ["a "]})", "\"\"");
        row("unknown token", R"({"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "<unk>"})",
            "\"<unk>\"");
        row("dropout", R"({"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.1})", "dropout");
        row("same id twice", R"({"type": "BPE", "vocab": {"a": 0, "b": 0}, "merges": []})", "same id 0");
        row("a hole", R"({"type": "BPE", "vocab": {"a": 0, "b": 2}, "merges": []})", "from 0 to 1");
        row("no vocabulary", R"({"type": "BPE", "vocab": {}, "merges": []})", "empty");
        row("prefix is a number",
            R"({"type": "BPE", "vocab": {"a": 0}, "merges": [], "continuing_subword_prefix": 1})",
            "continuing_subword_prefix");
    }
    void refuses() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const QString error = errorOf([&] { modelFromJson(parseJson(json.toStdString(), "test"), "test"); });
        QVERIFY2(error.contains(says) && error.startsWith("test: "), qPrintable(error));
    }
};

QTEST_APPLESS_MAIN(TestBpe)
#include "tst_bpe.moc"
