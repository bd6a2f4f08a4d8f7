#include "core/tokenizer/files/SentencePieceModel.h"

#include "core/base/Files.h"
#include "core/base/Json.h"
#include "core/base/Text.h"
#include "core/tokenizer/files/Protobuf.h"

#include <bit>
#include <cmath>

namespace espalier {

namespace {

constexpr std::size_t longestPiece = 1024; // bytes; those of the field have at most a hundred

// The numbers of the fields.
namespace model {
enum { pieces = 1, trainer = 2, normalizer = 3 };
}
namespace piece {
enum { text = 1, score = 2, type = 3 };
}
namespace trainer {
enum { kind = 3, unknownId = 40 };
}
namespace normalizer {
enum { characterMap = 2 };
}

template<class Each>
void forEachField(std::string_view message, Each&& each) {
    ProtobufReader reader(message);
    while (const auto field = reader.next()) each(*field);
}

SentencePieceModel::Piece readPiece(std::string_view message) {
    SentencePieceModel::Piece read;
    forEachField(message, [&](const ProtobufField& field) {
        if (field.number == piece::text) read.text = field.content;
        if (field.number == piece::score)
            read.score = std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
        if (field.number == piece::type && field.value >= 1 && field.value <= 6)
            read.type = static_cast<SentencePieceModel::Piece::Type>(field.value);
    });
    if (read.text.empty()) throw std::runtime_error("a piece has no text");
    if (read.text.size() > longestPiece) throw std::runtime_error("a piece is longer than any word");
    if (!isValidUtf8(read.text)) throw std::runtime_error("a piece is not valid UTF-8");
    if (!std::isfinite(read.score)) throw std::runtime_error("a piece has a score that is no number");
    return read;
}

SentencePieceModel readModel(std::string_view bytes) {
    SentencePieceModel read;
    forEachField(bytes, [&](const ProtobufField& field) {
        if (field.number == model::pieces) read.pieces.push_back(readPiece(field.content));
        if (field.number == model::trainer)
            forEachField(field.content, [&](const ProtobufField& inner) {
                if (inner.number == trainer::kind && inner.value >= 1 && inner.value <= 4)
                    read.kind = static_cast<SentencePieceModel::Kind>(inner.value);
                if (inner.number == trainer::unknownId)
                    read.unknownId = static_cast<std::int32_t>(inner.value);
            });
        if (field.number == model::normalizer)
            forEachField(field.content, [&](const ProtobufField& inner) {
                if (inner.number == normalizer::characterMap) read.characterMap = inner.content;
            });
    });
    if (read.pieces.empty()) throw std::runtime_error("it has no pieces");
    if (read.unknownId < 0 || static_cast<std::size_t>(read.unknownId) >= read.pieces.size())
        throw std::runtime_error("the id of the unknown piece is none of its pieces'");
    return read;
}

} // namespace

SentencePieceModel SentencePieceModel::parse(std::string_view bytes, const std::string& origin) {
    try {
        return readModel(bytes);
    } catch (const std::runtime_error& e) {
        throw Error(ErrorKind::Format,
                    message("tokenizer", "{0} is no sentencepiece model: {1}.", origin, e.what()),
                    message("tokenizer", "Download the file again."));
    }
}

SentencePieceModel SentencePieceModel::read(const std::filesystem::path& file) {
    return parse(MappedFile(file).bytes(), file.string());
}

} // namespace espalier
