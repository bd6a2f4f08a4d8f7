#include "core/model/SentenceTransformer.h"

#include "core/base/Files.h"
#include "core/model/Pooling.h"
#include "core/model/Tensors.h"
#include "core/model/families/Family.h"

namespace espalier {

void writeSentenceTransformer(const Model& model, std::int64_t maxLength, const fs::path& folder) {
    const auto& pooling = model.config().pooling;
    if (pooling == "auto" || pooling == "attention" || pooling == allTokens) return;
    const auto write = [&](const char* name, const Json& json) {
        writeFileAtomically(folder / name, json.dump(2) + "\n");
    };
    fs::create_directories(folder / "1_Pooling");
    fs::create_directories(folder / "2_Dense");
    const auto module = [](int index, const char* path, const char* type) {
        return Json{{"idx", index},
                    {"name", std::to_string(index)},
                    {"path", path},
                    {"type", fmt::format("sentence_transformers.models.{}", type)}};
    };
    write("modules.json",
          {module(0, "", "Transformer"), module(1, "1_Pooling", "Pooling"), module(2, "2_Dense", "Dense")});
    write("sentence_bert_config.json", {{"max_seq_length", maxLength}, {"do_lower_case", false}});
    write("1_Pooling/config.json", {{"word_embedding_dimension", model.config().hiddenSize},
                                    {"pooling_mode_cls_token", pooling == "first"},
                                    {"pooling_mode_mean_tokens", pooling == "mean"},
                                    {"pooling_mode_max_tokens", pooling == "max"},
                                    {"pooling_mode_mean_sqrt_len_tokens", false}});
    write("2_Dense/config.json", {{"in_features", model.config().hiddenSize},
                                  {"out_features", model.labels().size()},
                                  {"bias", true},
                                  {"activation_function", "torch.nn.modules.linear.Identity"}});
    const auto& head = familyNamed(model.config().modelType, "").headPrefix;
    const auto of = [&](const char* name) {
        return model.parameters().at(head + name).detach().to(torch::kCPU).contiguous();
    };
    const auto weight = of("weight"), bias = of("bias");
    writeSafetensors(folder / "2_Dense" / "model.safetensors",
                     {{"linear.weight", toEntry(weight)}, {"linear.bias", toEntry(bias)}});
}

} // namespace espalier
