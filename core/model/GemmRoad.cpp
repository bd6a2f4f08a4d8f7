#include "core/model/GemmRoad.h"

#include "core/base/Clock.h"
#include "core/base/Files.h"
#include "core/model/kernels/Kernels.h"
#include "core/model/layers/KernelProduct.h"

#include <torch/torch.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace espalier {

namespace {

struct Road {
    const char* name;
    const char* setting; // LibTorch's "float32 matmul precision"; "medium" is its name for the oneDNN road
};                       // none: by our kernels, and what is too small for them as before

// The usual one, a distribution's LibTorch having another BLAS than the wheel's, oneDNN and, last, our own.
const std::vector<Road>& roadList() {
    static const std::vector<Road> roads{
        {at::hasMKL() ? "MKL" : "BLAS", "highest"}, {"oneDNN", "medium"}, {"Espalier", nullptr}};
    return roads;
}

void take(const std::string& name) {
    for (const auto& road : roadList()) {
        if (name != road.name) continue;
        takeKernelProducts(!road.setting);
        if (road.setting) at::globalContext().setFloat32MatmulPrecision(road.setting);
    }
}

// The three products of a linear layer's step: forward, gradient of the input, gradient of the weight.
struct Layer {
    torch::Tensor x, weight, dY;

    explicit Layer(const GemmShape& shape)
        : x(torch::empty({shape.tokens, shape.in})), weight(torch::empty({shape.out, shape.in})),
          dY(torch::empty({shape.tokens, shape.out})) {
        auto generator = at::make_generator<at::CPUGeneratorImpl>(1);
        for (auto* tensor : {&x, &weight, &dY}) tensor->normal_(0, 1, generator);
    }
    std::vector<torch::Tensor> products() const {
        const auto product = [](const torch::Tensor& a, const torch::Tensor& b) {
            return kernelProductsTaken() ? kernelProduct(a, b) : torch::mm(a, b);
        };
        return {product(x, weight.t()), product(dY, weight), product(dY.t(), x)};
    }
    std::vector<torch::Tensor> exactProducts() const {
        const auto exact = [](const torch::Tensor& t) { return t.to(torch::kFloat64); };
        return {torch::mm(exact(x), exact(weight).t()), torch::mm(exact(dY), exact(weight)),
                torch::mm(exact(dY).t(), exact(x))};
    }
};

double errorOf(const Layer& layer) {
    double worst = 0;
    const auto found = layer.products(), exact = layer.exactProducts();
    for (std::size_t i = 0; i < found.size(); ++i)
        worst = std::max(
            worst,
            ((found[i].to(torch::kFloat64) - exact[i]).abs().max() / exact[i].abs().max()).item<double>());
    return worst;
}

// Best of several short rounds, in turn, so that a disturbance hits all roads alike.
std::vector<GemmRoad> measure(const std::vector<GemmShape>& shapes) {
    constexpr int rounds = 5, repetitions = 3;
    constexpr double floatLike = 1e-5; // float32 products of such sizes stay below 3e-6, bf16 ones above 1e-3
    std::vector<GemmRoad> roads;
    for (const auto& road : roadList()) roads.push_back({road.name});
    std::vector<double> seconds(roads.size(), 0);
    double work = 0;
    for (const auto& shape : shapes) {
        const Layer layer(shape);
        work += 6.0 * static_cast<double>(shape.tokens * shape.in * shape.out);
        std::vector<double> best(roads.size(), 1e9);
        for (std::size_t i = 0; i < roads.size(); ++i) {
            take(roads[i].name);
            roads[i].error = std::max(roads[i].error, errorOf(layer)); // warms up, too
        }
        for (int round = 0; round < rounds; ++round)
            for (std::size_t i = 0; i < roads.size(); ++i) {
                take(roads[i].name);
                const Stopwatch watch;
                for (int k = 0; k < repetitions; ++k) layer.products();
                best[i] = std::min(best[i], watch.seconds() / repetitions);
            }
        for (std::size_t i = 0; i < roads.size(); ++i) seconds[i] += best[i];
    }
    for (std::size_t i = 0; i < roads.size(); ++i) {
        roads[i].gflops = work / seconds[i] * 1e-9;
        roads[i].allowed = roads[i].error < floatLike;
    }
    return roads;
}

std::string processorName() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "processor";
}

std::string keyFor(const std::vector<GemmShape>& shapes) {
    auto key = fmt::format("{}, LibTorch {}, Espalier {} {}, {} threads", processorName(), TORCH_VERSION,
                           ESPALIER_VERSION, kernel::kernels().name, at::get_num_threads());
    for (const auto& s : shapes) key += fmt::format(", {}x{}x{}", s.tokens, s.in, s.out);
    return key;
}

// What cannot be read counts as not measured; it is only a memory.
Json remembered(const fs::path& memory) {
    if (memory.empty() || !fs::exists(memory)) return Json::object();
    try {
        const auto json = readJson(memory);
        if (json.is_object()) return json;
    } catch (const Error&) {
    }
    return Json::object();
}

// None, unless they are those that there are.
std::vector<GemmRoad> roadsFrom(const Json& json) {
    try {
        std::vector<GemmRoad> roads;
        for (const auto& item : json)
            roads.push_back({item.at("name"), item.at("gflops"), item.at("error"), item.at("allowed")});
        const bool all = std::equal(roads.begin(), roads.end(), roadList().begin(), roadList().end(),
                                    [](const auto& a, const auto& b) { return a.name == b.name; });
        return all ? roads : std::vector<GemmRoad>();
    } catch (const Json::exception&) {
        return {};
    }
}

void remember(const fs::path& memory, const std::string& key, const std::vector<GemmRoad>& roads) {
    if (memory.empty()) return;
    auto json = remembered(memory);
    json[key] = Json::array();
    for (const auto& road : roads)
        json[key].push_back(
            {{"name", road.name}, {"gflops", road.gflops}, {"error", road.error}, {"allowed", road.allowed}});
    std::error_code ignored;
    fs::create_directories(memory.parent_path(), ignored);
    try {
        writeFileAtomically(memory, json.dump(1) + "\n");
    } catch (const Error&) {
        // A folder that can't be written to costs the next start half a second, no more.
    }
}

} // namespace

std::vector<GemmShape> gemmShapes(std::int64_t hiddenSize, std::int64_t intermediateSize) {
    constexpr std::int64_t tokens = 512; // a batch of 32 short texts
    return {{tokens, hiddenSize, hiddenSize},
            {tokens, hiddenSize, intermediateSize},
            {tokens, intermediateSize, hiddenSize}};
}

GemmChoice chooseGemmRoad(const std::vector<GemmShape>& shapes, const fs::path& memory) {
    GemmChoice choice;
    const auto key = keyFor(shapes);
    choice.roads = roadsFrom(memberOf(remembered(memory), key));
    if (choice.roads.empty()) {
        const c10::InferenceMode inference;
        choice.roads = measure(shapes);
        choice.measuredNow = true;
        remember(memory, key, choice.roads);
    }
    auto bySpeed = choice.roads;
    std::stable_sort(bySpeed.begin(), bySpeed.end(),
                     [](const auto& a, const auto& b) { return a.gflops < b.gflops; });
    takeUsualGemmRoad();
    choice.chosen = presentGemmRoad();
    // The fastest last: what our kernels leave to a library goes the faster library's road.
    for (const auto& road : bySpeed)
        if (road.allowed) take(choice.chosen = road.name);
    return choice;
}

void takeUsualGemmRoad() {
    take(roadList().front().name);
}

std::string presentGemmRoad() {
    const bool usual = at::globalContext().float32MatmulPrecision() == at::Float32MatmulPrecision::HIGHEST;
    return kernelProductsTaken() ? roadList().back().name : roadList()[usual ? 0 : 1].name;
}

fs::path gemmMemoryFile() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache && *cache) return fs::path(cache) / "espalier" / "gemm-roads.json";
    if (home && *home) return fs::path(home) / ".cache" / "espalier" / "gemm-roads.json";
    return {};
}

} // namespace espalier
