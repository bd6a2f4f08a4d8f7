#include "core/base/Digest.h"

#include "core/base/Error.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <vector>

namespace espalier {

struct Digest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Digest::Digest(Algorithm algorithm) : state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context, algorithm == Sha1 ? EVP_sha1() : EVP_sha256(), nullptr);
}
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

void Digest::addField(std::string_view bytes) {
    const std::uint64_t size = bytes.size();
    add({reinterpret_cast<const char*>(&size), sizeof size});
    add(bytes);
}

std::string Digest::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(state_->context, raw.data(), &size);
    std::string out;
    for (unsigned int i = 0; i < size; ++i) out += fmt::format("{:02x}", raw[i]);
    return out;
}

std::string sha256(std::string_view bytes) {
    Digest digest;
    digest.add(bytes);
    return digest.hex();
}

std::string sha256OfFile(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorKind::File, message("base", "{0} can't be opened for reading.", file.string()));
    Digest digest;
    std::vector<char> buffer(1 << 20);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
        digest.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
    return digest.hex();
}

} // namespace espalier
