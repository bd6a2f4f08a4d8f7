#pragma once
// SHA-256, and where git's objects ask for it SHA-1, as lower-case hexadecimal.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace espalier {

class Digest {
public:
    enum Algorithm { Sha256, Sha1 };
    explicit Digest(Algorithm algorithm = Sha256);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void add(std::string_view bytes);
    // Adds bytes with their length, so that ("ab","c") and ("a","bc") differ.
    void addField(std::string_view bytes);
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);
std::string sha256OfFile(const std::filesystem::path& file);

} // namespace espalier
