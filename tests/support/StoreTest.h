#pragma once
// A data set in a folder of its own, fresh for each test.
#include "core/project/DatasetStore.h"
#include "tests/support/ScratchFolder.h"

#include <QObject>

namespace espalier::test {

inline ImportRequest requestFor(const fs::path& file) {
    ImportRequest request;
    request.file = file;
    request.columns.text = "text";
    request.columns.label = "label";
    return request;
}

// 40 rows: labels a (20), b (12), c (8); lines 2 to 41.
inline std::string forty() {
    std::string bytes = "text,label\n";
    for (int i = 0; i < 40; ++i) {
        const char* label = i % 2 == 0 ? "a" : i % 5 == 0 || i % 3 == 0 ? "c" : "b";
        bytes += "Text number " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 7), '!') +
                 "," + label + "\n";
    }
    return bytes;
}

class StoreTest : public QObject {
protected:
    void openStore() { store_ = std::make_unique<DatasetStore>(*folder_ / "data.sqlite"); }
    void freshStore() {
        store_.reset();
        folder_ = std::make_unique<ScratchFolder>();
        openStore();
    }
    ImportReport importText(std::string_view bytes) {
        return store_->import(requestFor(folder_->write("rows.csv", bytes)));
    }

    std::unique_ptr<ScratchFolder> folder_; // outlives the store
    std::unique_ptr<DatasetStore> store_;
};

} // namespace espalier::test
