// A model from the hub into the Hugging Face cache: first what it is and how large, then the bytes.
#include "app/cli/ByteProgress.h"
#include "app/cli/ModelCommands.h"
#include "core/hub/Cache.h"
#include "core/hub/Download.h"
#include "core/model/families/Family.h"

#include <algorithm>
#include <memory>

namespace espalier::cli {

namespace {

struct Arguments {
    std::string model;
    bool yes = false, offline = false;
};

// The snapshot that the cache has of it; none where it was never fetched.
std::optional<std::filesystem::path> cached(const RepositoryName& name, const HubSettings& settings) {
    const CachedRepository repository(settings.cache, name.id);
    for (const auto& snapshot : repository.snapshots()) {
        const auto commit = snapshot.folder.filename().string();
        const auto revisions = repository.revisionsOf(commit);
        if (commit == name.revision ||
            std::find(revisions.begin(), revisions.end(), name.revision) != revisions.end())
            return snapshot.folder;
    }
    return std::nullopt;
}

Json planInJson(const RepositoryInfo& info, std::uint64_t missing, const HubSettings& settings) {
    Json files = Json::array();
    for (const auto& file : info.files) files.push_back({{"name", file.path}, {"bytes", file.bytes}});
    return {{"event", "plan"},
            {"model", info.name.id},
            {"revision", info.name.revision},
            {"commit", info.commit},
            {"page", info.page},
            {"license", info.license},
            {"gated", info.gated},
            {"bytes", info.bytes()},
            {"bytes_to_fetch", missing},
            {"cache", settings.cache.string()},
            {"files", std::move(files)}};
}

std::string licenceOf(const RepositoryInfo& info) {
    const auto named = info.license.empty() ? "not named" : info.license;
    if (info.gated) return fmt::format("{}, to be accepted on {}", named, info.page);
    return info.license.empty() ? fmt::format("{}: see {} before you use it", named, info.page) : named;
}

void tellPlan(const RepositoryInfo& info, std::uint64_t missing, const HubSettings& settings) {
    constexpr int shownDigits = 12;
    printNote(fmt::format("{}, revision {}, commit {:.{}}", info.name.id, info.name.revision, info.commit,
                          shownDigits));
    printNote(fmt::format("licence: {}", licenceOf(info)));
    for (const auto& file : info.files) printNote(fmt::format("{:>8}  {}", byteSize(file.bytes), file.path));
    printNote(missing == 0 ? fmt::format("{} in {} files, all of them here already", byteSize(info.bytes()),
                                         info.files.size())
                           : fmt::format("{} in {} files, {} to fetch into {}", byteSize(info.bytes()),
                                         info.files.size(), byteSize(missing), settings.cache.string()));
}

int tellStopped(const RepositoryInfo& info, const HubSettings& settings, const Context& context) {
    const auto kept = info.bytes() - bytesToFetch(info, settings);
    if (context.json)
        printJson({{"event", "result"}, {"state", "stopped"}, {"bytes", kept}, {"all_bytes", info.bytes()}});
    else
        printNote(fmt::format("Stopped. {} of {} are kept: the same command goes on with them.",
                              byteSize(kept), byteSize(info.bytes())));
    return Interrupted;
}

int fetch(const RepositoryInfo& info, const HubSettings& settings, const Context& context) {
    ByteProgress progress("Fetching", context);
    std::string told; // the same reason, told for every wait, is told once
    const auto onProgress = [&](const DownloadProgress& p) {
        if (p.waiting.empty())
            progress.show(p.bytes, p.allBytes);
        else if (const auto why = p.waiting.english(); why != told)
            progress.say(p.waiting), told = why;
    };
    try {
        const auto folder = download(info, settings, onProgress, context.stop);
        progress.clear();
        tellArrived(folder, "fetched", context);
        return Done;
    } catch (const Stopped&) {
        progress.clear();
        return tellStopped(info, settings, context);
    }
}

int get(const Arguments& a, const Context& context) {
    const auto name = parseRepositoryName(a.model);
    auto settings = hubSettings();
    settings.offline = settings.offline || a.offline;
    if (const auto folder = cached(name, settings); settings.offline && folder) {
        tellArrived(*folder, "here already", context);
        return Done;
    }
    if (!context.json && !settings.offline)
        printNote(fmt::format("Asking {} about {} …", settings.endpoint, name.id));
    const auto info = describeRepository(name, settings, context.stop);
    const auto missing = bytesToFetch(info, settings);
    if (context.json)
        printJson(planInJson(info, missing, settings));
    else
        tellPlan(info, missing, settings);
    if (missing > 0) {
        familyNamed(modelTypeOf(info, settings, context.stop), info.page); // before anything large is fetched
        const bool ask = !a.yes && !context.json && canAsk();
        if (ask && !isAgreed(fmt::format("Fetch {}?", byteSize(missing)), true, context.stop)) {
            printNote("Nothing was fetched.");
            return Failed;
        }
    }
    return fetch(info, settings, context);
}

} // namespace

void addModelGet(CLI::App& model, Context& context) {
    auto* command = model.add_subcommand("get", "Fetch a model from the hub");
    command->footer("HF_ENDPOINT names another hub, HF_TOKEN a token, HF_HOME or HF_HUB_CACHE where models "
                    "are kept; https_proxy, http_proxy and no_proxy are followed.");
    const auto a = std::make_shared<Arguments>();
    command->add_option("MODEL", a->model, "ORG/NAME, or ORG/NAME@REVISION: a branch, tag or commit")
        ->required();
    command->add_flag("--yes", a->yes, "Fetch without asking; away from a terminal nobody is asked");
    command->add_flag("--offline", a->offline,
                      "Ask nobody on the network: is it here? HF_HUB_OFFLINE=1 does the same");
    command->add_flag("--json", context.json, "JSON lines, the result last");
    command->callback([=, &context] { context.run = [=, &context] { return get(*a, context); }; });
}

} // namespace espalier::cli
