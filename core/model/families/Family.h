#pragma once
// What sets one model family apart: its config keys, its weights' names and its arithmetic. A new family is
// one file here and one line in Family.cpp.
#include "core/model/Config.h"

#include <map>
#include <memory>

namespace espalier {

class Encoder;
class Parameters;

struct TensorSpec {
    std::string name; // as in a Hugging Face classifier: "bert.encoder.layer.0.…", "classifier.weight"
    std::vector<std::int64_t> shape;
    int rung = 0;                                                   // index in the anatomy
    enum class Start { Normal, Zeros, Ones } start = Start::Normal; // for weights a checkpoint lacks
    bool optional = false; // may be missing: it is initialised and named in the log
    bool byRows = false;   // Parameter::byRows
};

struct Family {
    std::string modelType;               // config.json's model_type
    std::string title;                   // as people write it: "DistilBERT"
    std::string prefix;                  // of the encoder's weights in a classifier; absent in a bare encoder
    std::string headPrefix;              // of the classifier's weights
    std::string classifierArchitecture;  // "BertForSequenceClassification"
    std::vector<std::string> otherHeads; // weights of heads that are left out: "cls."
    std::vector<std::string> buffers;    // weights that are not learned: "embeddings.position_ids"
    std::map<std::string, std::string>
        projections; // what it calls query, key, value and dense, where otherwise
    ModelConfig (*readConfig)(const Json& json, const std::string& origin);
    std::vector<TensorSpec> (*tensors)(const ModelConfig& config, std::int64_t labels);
    std::unique_ptr<Encoder> (*makeEncoder)(const ModelConfig& config, const Parameters& parameters);
};

constexpr const char* poolingQuery = "pooling.query"; // of attention pooling

// All weights of a classifier: the family's, with another pooler where the config asks for one.
std::vector<TensorSpec> tensorsOf(const ModelConfig& config, std::int64_t labels);

// Throws Error(Format) that lists the families there are.
const Family& familyNamed(const std::string& modelType, const std::string& origin);

} // namespace espalier
