#include "core/data/LanguageGuess.h"

#include "core/base/Text.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>

namespace espalier {

namespace {

constexpr double leastShare = 0.06; // of all words: fewer common ones are names and loan words
constexpr double clearly = 1.25;    // so much more than the next language

// The commonest words of languages in Latin letters; a word of several languages counts for each.
const std::map<std::string, std::string>& commonWords() {
    static const std::map<std::string, std::string> words{
        {"de", "der die und das ist nicht ich ein eine zu mit den dem auf sie für von es wir auch sich im"},
        {"en", "the and of to is in that it for you with was on not this are have my i be"},
        {"es", "el la los las de que y en un una no es por con para se lo mi su muy"},
        {"fr", "le la les de des et est un une je pas que dans pour vous il du en ne sur"},
        {"it", "il di che e la un per è non sono una con del mi le ho della si ma anche"},
        {"nl", "de het een en van ik is dat niet in op te zijn voor met er ook maar mijn"},
        {"pl", "i w nie na się jest to z do że jak ale co za od po"},
        {"pt", "o de que e do da em um uma não para com os é se meu foi muito mas eu"},
        {"tr", "bir ve bu için çok da ne ile ben var değil gibi daha ama"},
        {"vi", "và của là không có tôi được cho này một rất với các"},
    };
    return words;
}

struct Letters {
    std::map<UScriptCode, std::int64_t> scripts;
    std::int64_t ukrainian = 0, persian = 0; // letters that the script's largest language lacks

    std::int64_t of(UScriptCode script) const {
        const auto it = scripts.find(script);
        return it == scripts.end() ? 0 : it->second;
    }
};

Letters countLetters(const std::vector<std::string_view>& texts) {
    constexpr std::u32string_view ukrainian = U"іїєґІЇЄҐ", persian = U"پچژگیک";
    Letters letters;
    for (const auto text : texts)
        for (std::size_t i = 0; i < text.size();) {
            const auto c = nextCodePoint(text, i);
            if (!u_isalpha(static_cast<UChar32>(c))) continue;
            UErrorCode error = U_ZERO_ERROR;
            ++letters.scripts[uscript_getScript(static_cast<UChar32>(c), &error)];
            letters.ukrainian += ukrainian.find(c) != std::u32string_view::npos;
            letters.persian += persian.find(c) != std::u32string_view::npos;
        }
    return letters;
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < text.size();) {
        const auto c = nextCodePoint(text, i);
        if (u_isalpha(static_cast<UChar32>(c)))
            appendUtf8(words.back(), static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::string latinLanguage(const std::vector<std::string_view>& texts) {
    std::unordered_map<std::string, std::vector<std::string>> languagesOf;
    for (const auto& [language, words] : commonWords()) {
        std::istringstream in(words);
        for (std::string word; in >> word;) languagesOf[word].push_back(language);
    }
    std::map<std::string, double> found;
    double all = 0;
    for (const auto text : texts)
        for (const auto& word : wordsOf(text)) {
            ++all;
            if (const auto it = languagesOf.find(word); it != languagesOf.end())
                for (const auto& language : it->second) ++found[language];
        }
    std::string best;
    double most = 0, next = 0;
    for (const auto& [language, count] : found) {
        if (count > most) best = language;
        next = std::max(next, std::min(most, count));
        most = std::max(most, count);
    }
    return most >= leastShare * all && most >= clearly * next ? best : std::string();
}

} // namespace

std::string guessLanguage(const std::vector<std::string_view>& texts) {
    const auto letters = countLetters(texts);
    const auto kana = letters.of(USCRIPT_HIRAGANA) + letters.of(USCRIPT_KATAKANA);
    const auto han = letters.of(USCRIPT_HAN);
    const auto cyrillic = letters.of(USCRIPT_CYRILLIC), arabic = letters.of(USCRIPT_ARABIC);
    // A Chinese character says as much as some letters.
    const std::vector<std::pair<std::int64_t, std::string>> scripts{
        {letters.of(USCRIPT_LATIN), ""},
        {3 * (han + kana), 10 * kana > han ? "ja" : "zh"},
        {2 * letters.of(USCRIPT_HANGUL), "ko"},
        {cyrillic, 50 * letters.ukrainian > cyrillic ? "uk" : "ru"},
        {arabic, 20 * letters.persian > arabic ? "fa" : "ar"},
        {letters.of(USCRIPT_DEVANAGARI), "hi"},
        {letters.of(USCRIPT_GREEK), "el"},
        {letters.of(USCRIPT_HEBREW), "he"},
        {letters.of(USCRIPT_THAI), "th"},
    };
    const auto& [count, language] =
        *std::max_element(scripts.begin(), scripts.end(), [](auto& a, auto& b) { return a.first < b.first; });
    if (count == 0) return {};
    return language.empty() ? latinLanguage(texts) : language;
}

} // namespace espalier
