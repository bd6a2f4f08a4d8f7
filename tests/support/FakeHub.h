#pragma once
// What the hub's API says of one small model and how it hands out its files, with a script of mishaps.
#include "core/base/Digest.h"
#include "core/base/Json.h"
#include "core/hub/Settings.h"
#include "tests/support/LoopbackServer.h"

#include <deque>
#include <set>

namespace espalier::test {

inline std::string gitSha1(const std::string& bytes) {
    Digest digest(Digest::Sha1);
    digest.add("blob " + std::to_string(bytes.size()) + '\0' + bytes);
    return digest.hex();
}

class FakeHub {
public:
    FakeHub() : server_([this](const Asked& asked) { return answer(asked); }) {
        files["config.json"] = "{\"model_type\": \"bert\"}";
        files["tokenizer.json"] = "{}";
        files["README.md"] = "---\nlicense: mit\n---\n# Notes\n";
        files["model.safetensors"] = weights();
        files["training_args.bin"] = "not needed";
        large = {"model.safetensors", "pytorch_model.bin"};
    }

    static std::string weights() {
        std::string bytes;
        for (int i = 0; i < 5000; ++i) bytes += std::to_string(i * 7919 % 1000) + ";";
        return bytes;
    }

    std::map<std::string, std::string> files;
    std::set<std::string> large; // kept as LFS, with SHA-256
    std::string commit = std::string(39, 'a') + "1";
    Json changes = Json::object(); // of the API's answer, as a merge patch

    // The next answers to requests whose target contains `part`, before it does as it should.
    void script(const std::string& part, std::vector<std::function<Answer(const Asked&)>> answers) {
        const std::lock_guard lock(mutex_);
        scripts_[part].assign(answers.begin(), answers.end());
    }

    std::string hashOf(const std::string& path) const {
        return large.contains(path) ? sha256(files.at(path)) : gitSha1(files.at(path));
    }

    HubSettings settings(const std::filesystem::path& cache) {
        HubSettings s;
        s.endpoint = server_.url();
        s.cache = cache;
        s.stall = std::chrono::seconds(20);
        s.waits.assign(3, std::chrono::milliseconds(1));
        s.wait = [this](std::chrono::milliseconds time, const StopToken&) { waited.push_back(time); };
        return s;
    }

    Json description() const {
        Json siblings = Json::array();
        for (const auto& [path, bytes] : files) {
            Json file{{"rfilename", path}, {"size", bytes.size()}, {"blobId", gitSha1(bytes)}};
            if (large.contains(path))
                file["lfs"] = {{"sha256", sha256(bytes)}, {"size", bytes.size()}, {"pointerSize", 130}};
            siblings.push_back(file);
        }
        Json json{{"id", "clinic/notes"},
                  {"sha", commit},
                  {"gated", false},
                  {"cardData", {{"license", "mit"}}},
                  {"siblings", siblings}};
        json.merge_patch(changes);
        return json;
    }

    // A file as it should be handed out: all, or from where "Range: bytes=N-" says.
    Answer handOut(const std::string& path, const Asked& asked) const {
        const auto& bytes = files.at(path);
        const auto range = asked.header("range");
        if (range.empty()) return {.body = bytes};
        const auto from = std::stoull(range.substr(std::string("bytes=").size()));
        if (from >= bytes.size()) return {.status = 416};
        return {.status = 206,
                .body = bytes.substr(from),
                .headers = {"Content-Range: bytes " + std::to_string(from) + "-" +
                            std::to_string(bytes.size() - 1) + "/" + std::to_string(bytes.size())}};
    }

    LoopbackServer& server() { return server_; }
    std::vector<std::chrono::milliseconds> waited;

private:
    Answer answer(const Asked& asked) {
        {
            const std::lock_guard lock(mutex_);
            for (auto& [part, answers] : scripts_) {
                if (asked.target.find(part) == std::string::npos || answers.empty()) continue;
                const auto next = answers.front();
                answers.pop_front();
                return next(asked);
            }
        }
        if (asked.target.find("/api/models/") != std::string::npos) return {.body = description().dump()};
        const auto marker = "/resolve/" + commit + "/";
        const auto at = asked.target.find(marker);
        const auto path = at == std::string::npos ? "" : asked.target.substr(at + marker.size());
        if (!files.contains(path)) return {.status = 404};
        return handOut(path, asked);
    }

    std::mutex mutex_;
    std::map<std::string, std::deque<std::function<Answer(const Asked&)>>> scripts_;
    LoopbackServer server_; // last: its thread ends first
};

} // namespace espalier::test
