#pragma once
// What a sentencepiece model file says, as far as tokenising goes. The arithmetic is that of our own models,
// as Transformers converts these files too:
// https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

struct SentencePieceModel {
    enum class Kind { Unigram = 1, Bpe = 2, Word = 3, Character = 4 };
    struct Piece {
        enum class Type { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
        std::string text;
        double score = 0;
        Type type = Type::Normal;
    };

    std::vector<Piece> pieces; // by id
    Kind kind = Kind::Unigram;
    std::int32_t unknownId = 0;
    std::string characterMap; // CharacterMap.h

    // Throws Error(File) or Error(Format).
    static SentencePieceModel read(const std::filesystem::path& file);
    static SentencePieceModel parse(std::string_view bytes, const std::string& origin);
};

} // namespace espalier
