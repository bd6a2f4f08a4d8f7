#include "core/data/import/RefusedRows.h"

#include "core/base/Text.h"

namespace espalier {

namespace {
constexpr std::size_t keptCodePoints = 500, bufferBytes = 1 << 16;
}

void RefusedRows::add(std::int64_t line, const Message& reason, std::string_view text) {
    ++count_;
    if (first_.size() < ImportReport::keptRefusals)
        first_.push_back({line, reason, shortened(text, keptCodePoints)});
    if (path_.empty()) return;
    if (!file_) {
        file_ = std::make_unique<AtomicFile>(path_);
        buffer_ = "line,reason,row\n";
    }
    const std::string number = std::to_string(line), sentence = reason.english();
    const std::string_view fields[] = {number, sentence, text};
    buffer_ += csvRecord(fields);
    if (buffer_.size() < bufferBytes) return;
    file_->write(buffer_);
    buffer_.clear();
}

void RefusedRows::finish(ImportReport& report) {
    report.refused = count_;
    report.refusedRows = std::move(first_);
    if (!file_) return;
    file_->write(buffer_);
    file_->commit();
    report.refusedFile = path_;
}

} // namespace espalier
