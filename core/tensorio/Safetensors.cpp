#include "core/tensorio/Safetensors.h"

#include "core/base/Json.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>

namespace espalier {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

namespace {

constexpr std::size_t maxHeaderBytes = 100u << 20; // the reference implementation's limit
constexpr std::size_t maxDimensions = 16;

struct TypeRow {
    ElementType type;
    const char* name;
    std::size_t bytes;
};
constexpr std::array<TypeRow, 10> types{{{ElementType::F64, "F64", 8},
                                         {ElementType::F32, "F32", 4},
                                         {ElementType::F16, "F16", 2},
                                         {ElementType::BF16, "BF16", 2},
                                         {ElementType::I64, "I64", 8},
                                         {ElementType::I32, "I32", 4},
                                         {ElementType::I16, "I16", 2},
                                         {ElementType::I8, "I8", 1},
                                         {ElementType::U8, "U8", 1},
                                         {ElementType::Bool, "BOOL", 1}}};

[[noreturn]] void fail(const fs::path& file, const Message& why) {
    throw Error(ErrorKind::Format,
                message("tensorio", "{0} is not a sound safetensors file: {1}", file.string(), why.english()),
                message("tensorio", "Download or copy the file again."));
}

// Refuses a header that names a tensor twice, which a JSON object would silently merge.
Json parseHeader(std::string_view text, const fs::path& file) {
    std::set<std::string> names;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > 4) fail(file, message("tensorio", "the header nests too deep."));
        if (event == Json::parse_event_t::key && depth == 1 && !names.insert(value.get<std::string>()).second)
            fail(file, message("tensorio", "it names \"{0}\" twice.", value.get<std::string>()));
        return true;
    };
    auto header = Json::parse(text, watch, false);
    if (!header.is_object()) fail(file, message("tensorio", "the header is not a JSON object."));
    return header;
}

TensorEntry parseEntry(const std::string& name, const Json& json, std::string_view data,
                       const fs::path& file) {
    const bool complete = json.is_object() && json.contains("dtype") && json["dtype"].is_string() &&
                          json.contains("shape") && json["shape"].is_array() &&
                          json.contains("data_offsets") && json["data_offsets"].is_array() &&
                          json["data_offsets"].size() == 2;
    if (!complete) fail(file, message("tensorio", "\"{0}\" lacks its dtype, shape or data_offsets.", name));

    TensorEntry entry;
    const auto typeName = json["dtype"].get<std::string>();
    const auto row =
        std::find_if(types.begin(), types.end(), [&](const TypeRow& t) { return typeName == t.name; });
    if (row == types.end())
        fail(file, message("tensorio", "\"{0}\" has the unknown element type \"{1}\".", name, typeName));
    entry.type = row->type;

    if (json["shape"].size() > maxDimensions)
        fail(file, message("tensorio", "\"{0}\" has too many dimensions.", name));
    std::uint64_t bytes = row->bytes;
    for (const auto& size : json["shape"]) {
        if (!size.is_number_unsigned())
            fail(file, message("tensorio", "\"{0}\" has a shape that is not whole numbers.", name));
        entry.shape.push_back(size.get<std::int64_t>());
        if (entry.shape.back() < 0 || __builtin_mul_overflow(bytes, size.get<std::uint64_t>(), &bytes))
            fail(file, message("tensorio", "\"{0}\" has an impossible size.", name));
    }
    const auto &begin = json["data_offsets"][0], &end = json["data_offsets"][1];
    if (!begin.is_number_unsigned() || !end.is_number_unsigned() ||
        begin.get<std::uint64_t>() > end.get<std::uint64_t>() || end.get<std::uint64_t>() > data.size())
        fail(file, message("tensorio", "\"{0}\" lies outside the file; it is truncated or damaged.", name));
    const auto length = end.get<std::uint64_t>() - begin.get<std::uint64_t>();
    if (length != bytes)
        fail(file,
             message("tensorio", "\"{0}\" holds {1} bytes, its shape asks for {2}.", name, length, bytes));
    entry.bytes = data.substr(begin.get<std::uint64_t>(), length);
    return entry;
}

void checkLayout(const std::map<std::string, TensorEntry>& tensors, std::string_view data,
                 const fs::path& file) {
    std::vector<std::pair<const char*, const std::string*>> begins;
    for (const auto& [name, entry] : tensors)
        if (!entry.bytes.empty()) begins.emplace_back(entry.bytes.data(), &name);
    std::sort(begins.begin(), begins.end());
    const char* expected = data.data();
    for (const auto& [begin, name] : begins) {
        if (begin != expected)
            fail(file, begin < expected ? message("tensorio", "\"{0}\" overlaps another tensor.", *name)
                                        : message("tensorio", "there is a gap before \"{0}\".", *name));
        expected = begin + tensors.at(*name).bytes.size();
    }
    if (expected != data.data() + data.size())
        fail(file, message("tensorio", "bytes follow after the last tensor."));
}

} // namespace

const char* nameOf(ElementType type) {
    return std::find_if(types.begin(), types.end(), [&](const TypeRow& t) { return t.type == type; })->name;
}

std::size_t sizeOf(ElementType type) {
    return std::find_if(types.begin(), types.end(), [&](const TypeRow& t) { return t.type == type; })->bytes;
}

std::int64_t TensorEntry::elements() const {
    return static_cast<std::int64_t>(bytes.size() / sizeOf(type));
}

std::string shapeText(std::span<const std::int64_t> shape) {
    return fmt::format("[{}]", fmt::join(shape.begin(), shape.end(), ", "));
}

SafetensorsFile::SafetensorsFile(const fs::path& file) : path_(file), mapped_(file) {
    const auto all = mapped_.bytes();
    std::uint64_t headerBytes = 0;
    if (all.size() < 8) fail(file, message("tensorio", "it ends before the header."));
    std::memcpy(&headerBytes, all.data(), 8);
    if (headerBytes > maxHeaderBytes || headerBytes > all.size() - 8)
        fail(file,
             message("tensorio", "its header claims {0} bytes, the file has {1}.", headerBytes, all.size()));
    const auto data = all.substr(8 + headerBytes);

    const auto header = parseHeader(all.substr(8, headerBytes), file);
    for (const auto& [name, value] : header.items()) {
        if (name != "__metadata__") {
            tensors_.emplace(name, parseEntry(name, value, data, file));
            continue;
        }
        if (!value.is_object()) fail(file, message("tensorio", "its metadata is not a table of texts."));
        for (const auto& [key, text] : value.items()) {
            if (!text.is_string()) fail(file, message("tensorio", "its metadata is not a table of texts."));
            metadata_.emplace(key, text.get<std::string>());
        }
    }
    checkLayout(tensors_, data, file);
}

void writeSafetensors(const fs::path& file, const std::map<std::string, TensorEntry>& tensors,
                      const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, entry] : tensors) {
        header[name] = {{"dtype", nameOf(entry.type)},
                        {"shape", entry.shape},
                        {"data_offsets", {offset, offset + entry.bytes.size()}}};
        offset += entry.bytes.size();
    }
    auto text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // tensors begin aligned
    const std::uint64_t headerBytes = text.size();

    AtomicFile out(file);
    out.write({reinterpret_cast<const char*>(&headerBytes), 8});
    out.write(text);
    for (const auto& [name, entry] : tensors) out.write(entry.bytes);
    out.commit();
}

} // namespace espalier
