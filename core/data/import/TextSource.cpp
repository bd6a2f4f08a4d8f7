#include "core/data/import/TextSource.h"

#include "core/base/Error.h"
#include "core/base/Text.h"

#include <unicode/ucnv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace espalier {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void failToRead(const fs::path& file, const std::string& reason) {
    throw Error(ErrorKind::File, message("data", "{0} can't be read: {1}.", file.string(), reason),
                message("data", "Check that the file is there and that you may open it."));
}

bool isUtf8(const std::string& encoding) {
    return ucnv_compareNames(encoding.c_str(), "UTF-8") == 0 ||
           ucnv_compareNames(encoding.c_str(), "US-ASCII") == 0;
}

} // namespace

ByteSource::ByteSource(const fs::path& file) : file_(file) {
    std::error_code error;
    if (fs::is_directory(file, error)) failToRead(file, std::strerror(EISDIR));
    errno = 0;
    in_.open(file, std::ios::binary);
    if (!in_) failToRead(file, std::strerror(errno ? errno : EIO));
    const auto size = fs::file_size(file, error);
    total_ = error ? 0 : static_cast<std::int64_t>(size);
}

std::size_t ByteSource::read(char* into, std::size_t capacity) {
    errno = 0;
    in_.read(into, static_cast<std::streamsize>(capacity));
    if (in_.bad()) failToRead(file_, std::strerror(errno ? errno : EIO));
    done_ += in_.gcount();
    return static_cast<std::size_t>(in_.gcount());
}

struct TextSource::Converter {
    explicit Converter(const std::string& encoding) {
        UErrorCode status = U_ZERO_ERROR;
        from = ucnv_open(encoding.c_str(), &status);
        if (U_FAILURE(status))
            throw Error(
                ErrorKind::Usage, message("data", "The encoding \"{0}\" is not known.", encoding),
                message("data", "Use a name such as UTF-8, GB18030, Big5, windows-1252 or UTF-16LE."));
        to = ucnv_open("UTF-8", &status);
    }
    ~Converter() {
        ucnv_close(from);
        ucnv_close(to);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    std::size_t read(ByteSource& bytes, char* into, std::size_t capacity) {
        char* target = into;
        while (target < into + capacity && !finished) {
            if (source == sourceEnd && !drained) {
                const std::size_t size = bytes.read(input.data(), input.size());
                source = input.data();
                sourceEnd = source + size;
                drained = size == 0;
            }
            UErrorCode status = U_ZERO_ERROR;
            ucnv_convertEx(to, from, &target, into + capacity, &source, sourceEnd, pivot.data(), &pivotSource,
                           &pivotTarget, pivot.data() + pivot.size(), false, drained, &status);
            finished = drained && status != U_BUFFER_OVERFLOW_ERROR;
        }
        return static_cast<std::size_t>(target - into);
    }

    UConverter* from = nullptr;
    UConverter* to = nullptr;
    std::array<char, 1 << 16> input;
    std::array<UChar, 1 << 14> pivot;
    const char* source = nullptr;
    const char* sourceEnd = nullptr;
    UChar* pivotSource = pivot.data();
    UChar* pivotTarget = pivot.data();
    bool drained = false, finished = false;
};

TextSource::TextSource(const fs::path& file, const std::string& encoding)
    : bytes_(file), converter_(isUtf8(encoding) ? nullptr : std::make_unique<Converter>(encoding)) {}

TextSource::~TextSource() = default;

std::size_t TextSource::read(char* into, std::size_t capacity) {
    std::size_t size = converter_ ? converter_->read(bytes_, into, capacity) : bytes_.read(into, capacity);
    if (!std::exchange(atStart_, false)) return size;
    const std::string_view mark = "\xEF\xBB\xBF";
    if (!std::string_view(into, size).starts_with(mark)) return size;
    std::memmove(into, into + mark.size(), size - mark.size());
    size -= mark.size();
    return size + read(into + size, capacity - size);
}

} // namespace espalier
