#pragma once
// Notices that a run's disk gets full while there is still room for a snapshot.
#include <cstdint>
#include <filesystem>

namespace espalier {

class DiskWatch {
public:
    explicit DiskWatch(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // Whether less than `bytes` are left, once until it has become twice as much again.
    bool runsLow(std::int64_t bytes) {
        std::error_code error;
        const auto space = std::filesystem::space(folder_, error);
        if (error) return false;
        left_ = static_cast<std::int64_t>(space.available);
        if (left_ > 2 * bytes) told_ = false;
        if (told_ || left_ >= bytes) return false;
        return told_ = true;
    }
    std::int64_t left() const { return left_; } // bytes, as of the last look

private:
    std::filesystem::path folder_;
    std::int64_t left_ = 0;
    bool told_ = false;
};

} // namespace espalier
