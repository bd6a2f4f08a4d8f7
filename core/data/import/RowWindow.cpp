#include "core/data/import/RowWindow.h"

#include <algorithm>
#include <cstring>

namespace espalier {

namespace {
constexpr std::size_t stepBytes = 1 << 20;
}

RowWindow::RowWindow(const std::filesystem::path& file, const std::string& encoding, StopToken stop,
                     Progress progress)
    : source_(file, encoding), stop_(std::move(stop)), progress_(std::move(progress)) {
    grow();
}

void RowWindow::grow() {
    const std::size_t kept = end_ - begin_;
    if (kept > 0 && begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
    begin_ = 0;
    end_ = kept;
    const std::size_t wanted = kept + std::max(stepBytes, kept);
    if (buffer_.size() < wanted) buffer_.resize(wanted);
    while (!atEnd_ && end_ + stepBytes <= wanted) {
        throwIfStopped(stop_);
        const std::size_t size = source_.read(buffer_.data() + end_, stepBytes);
        end_ += size;
        atEnd_ = size < stepBytes;
        if (progress_) progress_(source_.bytesDone(), source_.bytesTotal());
    }
}

} // namespace espalier
