#pragma once
#include "core/base/Stop.h"
#include "core/data/import/TextSource.h"

#include <functional>
#include <string_view>
#include <vector>

namespace espalier {

// The unread beginning of a text file: slides forward by consume(), reaches further by grow().
class RowWindow {
public:
    using Progress = std::function<void(std::int64_t bytesDone, std::int64_t bytesTotal)>;
    RowWindow(const std::filesystem::path& file, const std::string& encoding, StopToken stop = {},
              Progress progress = {});

    std::string_view view() const { return {buffer_.data() + begin_, end_ - begin_}; }
    bool atEnd() const { return atEnd_; } // nothing comes after view()
    void consume(std::size_t bytes) { begin_ += bytes; }
    // Reads 1 MB more, or as much as is unread if that is more, so that rereading a long row stays cheap; the
    // view moves. Throws Stopped.
    void grow();

private:
    TextSource source_;
    StopToken stop_;
    Progress progress_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;
    bool atEnd_ = false;
};

} // namespace espalier
