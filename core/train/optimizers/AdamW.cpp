// Adam (Kingma & Ba 2015, arXiv:1412.6980) with decoupled weight decay (Loshchilov & Hutter 2019,
// arXiv:1711.05101), and without. On the CPU by our kernel, in one pass over a parameter; on cards by
// LibTorch's fused one.
#include "core/base/Error.h"
#include "core/model/kernels/Kernels.h"
#include "core/train/optimizers/Chunks.h"
#include "core/train/optimizers/Optimizer.h"
#include "core/train/optimizers/RowMoments.h"

#include <cmath>

namespace espalier {

namespace {

bool byRowsHere(const Parameter& parameter) {
    return parameter.byRows && parameter.value.is_cpu();
}

// Our kernel and LibTorch's fused one both write behind autograd's back: whoever keeps a copy in another
// precision looks at the version.
void tellOfChange(const torch::Tensor& value) {
    value.unsafeGetTensorImpl()->bump_version();
}

class AdamW : public Optimizer {
public:
    AdamW(std::vector<Trained> trained, const OptimizerSettings& settings, bool decoupled)
        : Optimizer(std::move(trained)), settings_(settings), decoupled_(decoupled) {
        for (const auto& one : trained_)
            if (followsRows(one.parameter))
                tables_.push_back({one, RowMoments(one.parameter.value)});
            else
                dense_.push_back({one, torch::zeros_like(one.parameter.value),
                                  torch::zeros_like(one.parameter.value),
                                  torch::zeros({}, one.parameter.value.options())});
    }

    void settle(const torch::Tensor& rows) override {
        for (auto& table : tables_) table.moments.settle(rows);
    }
    void settleAll() override {
        for (auto& table : tables_) table.moments.settleAll();
    }

    TensorMap state() const override {
        TensorMap state;
        for (const auto& [of, mean, square, steps] : dense_) {
            state[of.parameter.name + ".mean"] = mean;
            state[of.parameter.name + ".square"] = square;
            state[of.parameter.name + ".steps"] = steps;
        }
        for (const auto& table : tables_)
            for (auto& [kind, tensor] : table.moments.state())
                state[table.of.parameter.name + "." + kind] = tensor;
        for (const auto& table : tables_)
            state[table.of.parameter.name + ".steps"] =
                torch::scalar_tensor(static_cast<double>(table.steps));
        return state;
    }

    void restore(const TensorMap& state) override {
        const torch::NoGradGuard guard;
        const auto at = [&](const Trained& of, const char* kind) {
            const auto it = state.find(of.parameter.name + "." + kind);
            if (it == state.end())
                throw Error(ErrorKind::Format, message("train", "The optimiser's state lacks \"{0}\".",
                                                       of.parameter.name + "." + kind));
            return it->second;
        };
        for (auto& moments : dense_) {
            moments.mean.copy_(at(moments.of, "mean"));
            moments.square.copy_(at(moments.of, "square"));
            moments.steps.copy_(at(moments.of, "steps"));
        }
        for (auto& table : tables_) {
            table.moments.restore([&](const char* kind) { return at(table.of, kind); });
            table.steps = at(table.of, "steps").item<std::int64_t>();
        }
    }

private:
    struct Moments {
        Trained of;
        torch::Tensor mean, square, steps; // steps: float32 []
    };
    struct Table {
        Trained of;
        RowMoments moments;
        std::int64_t steps = 0;
    };

    bool followsRows(const Parameter& parameter) const override {
        return decoupled_ && byRowsHere(parameter); // decay within the gradient touches every row
    }

    void update(double learningRate) override {
        if (!decoupled_) addDecayToGradients();
        const bool cpu = trained_.empty() || trained_.front().parameter.value.is_cpu();
        if (cpu)
            updateOnCpu(learningRate);
        else
            updateFused(learningRate);
    }

    // Before the clipping's factor, which is applied later.
    void addDecayToGradients() {
        for (const auto& [of, mean, square, steps] : dense_) {
            const auto& value = of.parameter.value;
            if (!value.grad().defined() || of.decay == 0) continue;
            const auto pull = value * (of.decay / gradientScale_);
            value.mutable_grad() =
                value.grad() + (gradientDivisor_.defined() ? pull * gradientDivisor_ : pull);
        }
    }

    kernel::AdamWStep stepOf(const Trained& of, double learningRate, double t) const {
        const double rate = learningRate * of.rate;
        kernel::AdamWStep step{};
        step.beta1 = static_cast<float>(settings_.beta1);
        step.beta2 = static_cast<float>(settings_.beta2);
        step.epsilon = static_cast<float>(settings_.epsilon);
        step.decay = static_cast<float>(decoupled_ ? 1 - rate * of.decay : 1);
        step.stepSize = static_cast<float>(rate / (1 - std::pow(settings_.beta1, t)));
        step.rootCorrection = static_cast<float>(std::sqrt(1 - std::pow(settings_.beta2, t)));
        step.gradientScale = static_cast<float>(gradientScale_);
        return step;
    }

    void updateOnCpu(double learningRate) {
        std::vector<std::int64_t> sizes;
        std::vector<kernel::AdamWStep> steps;
        for (auto& moments : dense_) {
            const auto& value = moments.of.parameter.value;
            sizes.push_back(value.grad().defined() ? value.numel() : 0);
            auto& count = *moments.steps.mutable_data_ptr<float>();
            if (sizes.back()) ++count;
            steps.push_back(stepOf(moments.of, learningRate, static_cast<double>(count)));
        }
        forEachChunk(sizes, [&](std::int64_t, std::size_t item, std::int64_t begin, std::int64_t end) {
            const auto& [of, mean, square, count] = dense_[item];
            const auto& value = of.parameter.value;
            kernel::kernels().adamW(steps[item], end - begin, value.grad().const_data_ptr<float>() + begin,
                                    value.mutable_data_ptr<float>() + begin,
                                    mean.mutable_data_ptr<float>() + begin,
                                    square.mutable_data_ptr<float>() + begin);
        });
        for (std::size_t i = 0; i < dense_.size(); ++i)
            if (sizes[i]) tellOfChange(dense_[i].of.parameter.value);
        for (auto& table : tables_)
            if (const auto gradient = table.of.parameter.value.grad(); gradient.defined()) {
                const auto rows = gradient.coalesce();
                table.moments.step(stepOf(table.of, learningRate, static_cast<double>(++table.steps)),
                                   rows.indices()[0], rows.values());
            }
    }

    void updateFused(double learningRate) {
        struct Group {
            std::vector<torch::Tensor> values, gradients, means, squares, steps;
        };
        std::map<std::pair<double, double>, Group> groups; // by rate and decay
        for (const auto& [of, mean, square, steps] : dense_) {
            if (!of.parameter.value.grad().defined()) continue;
            auto& group = groups[{of.rate, decoupled_ ? of.decay : 0}];
            group.values.push_back(of.parameter.value);
            group.gradients.push_back(of.parameter.value.grad());
            group.means.push_back(mean);
            group.squares.push_back(square);
            group.steps.push_back(steps);
        }
        const auto optional = [](const torch::Tensor& x) {
            return x.defined() ? std::optional(x) : std::nullopt;
        };
        for (auto& [key, group] : groups) {
            at::_foreach_add_(group.steps, 1);
            at::_fused_adamw_(group.values, group.gradients, group.means, group.squares, {}, group.steps,
                              learningRate * key.first, settings_.beta1, settings_.beta2, key.second,
                              settings_.epsilon, /*amsgrad=*/false, /*maximize=*/false,
                              optional(gradientDivisor_), optional(spoilt_));
            for (const auto& value : group.values) tellOfChange(value);
        }
    }

    OptimizerSettings settings_;
    bool decoupled_;
    std::vector<Moments> dense_;
    std::vector<Table> tables_;
};

} // namespace

std::unique_ptr<Optimizer> makeAdamW(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<AdamW>(std::move(trained), settings, true);
}

std::unique_ptr<Optimizer> makeAdam(std::vector<Trained> trained, const OptimizerSettings& settings) {
    return std::make_unique<AdamW>(std::move(trained), settings, false);
}

} // namespace espalier
