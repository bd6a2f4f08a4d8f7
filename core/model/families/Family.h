#pragma once
// What sets one model family apart: its config keys, its weights' names and its arithmetic. A new family is
// one file here and one line in Family.cpp.
#include "core/model/Config.h"

#include <map>
#include <memory>

namespace espalier {

class Encoder;
class Parameters;
class Seq2Seq;

struct TensorSpec {
    std::string name; // as in a Hugging Face classifier: "bert.encoder.layer.0.…", "classifier.weight"
    std::vector<std::int64_t> shape;
    int rung = 0;                                                   // index in the anatomy
    enum class Start { Normal, Zeros, Ones } start = Start::Normal; // for weights a checkpoint lacks
    bool optional = false; // may be missing: it is initialised and named in the log
    bool byRows = false;   // Parameter::byRows
    bool inByOut = false;  // Parameter::inByOut
};

// A head that says something of every token, by the names of its weights (TokenHead.h).
struct TokenHeadLayout {
    std::string task = {};         // "token-classification", "question-answering", "masked-lm", "causal-lm"
    std::string architecture = {}; // "BertForTokenClassification"
    std::string projection = {};   // the last layer, without ".weight"
    std::string bias = {};         // of the last layer, whole name; empty: none
    std::string dense = {}, norm = {}; // a layer before, and what closes it; empty: none
    bool plain = false;                // these two have no biases
    std::string activation = {};       // between the two; empty: that of the blocks
    std::int64_t outputs = 0;          // where it is fixed; else one a label, or
    bool overWords = false;            // one a piece of the vocabulary:
    std::string words = {}; // then this table takes the last layer's place, where config.json ties them
    bool tiedByDefault = true;
    std::string textHead =
        {}; // a second head, on the pooler's output, of two labels: next-sentence prediction
};

// The heads that are the same in most families; architectures: what theirs begin with, "Bert".
TokenHeadLayout wordLabels(const std::string& architectures, const std::string& projection = "classifier");
TokenHeadLayout answerSpans(const std::string& architectures);

// What the last block computes of tokens that the pooler doesn't read: everything; keys and values; or, on
// the CPU, not even these (FirstTokenAttention.h).
enum class LastBlock { Everything, KeysAndValues, Nothing };

struct Family {
    std::string modelType;              // config.json's model_type
    std::string title;                  // as people write it: "DistilBERT"
    std::string prefix;                 // of the encoder's weights in a classifier; absent in a bare encoder
    std::string headPrefix;             // of the classifier's weights
    std::string classifierArchitecture; // "BertForSequenceClassification"
    std::vector<TokenHeadLayout> tokenHeads;
    std::vector<std::string> otherHeads; // weights of heads that are left out: "cls."
    std::vector<std::string>
        buffers; // in files, but no weights: "embeddings.position_ids", "*.rotary_emb.inv_freq"
    std::map<std::string, std::string>
        projections; // what it calls query, key, value and dense, where otherwise
    LastBlock lastBlock = LastBlock::KeysAndValues;
    bool paddedAttention = false; // it has no kernel: Padding.h
    ModelConfig (*readConfig)(const Json& json, const std::string& origin);
    std::vector<TensorSpec> (*tensors)(const ModelConfig& config, std::int64_t labels);
    std::unique_ptr<Encoder> (*makeEncoder)(const ModelConfig& config, const Parameters& parameters);
    // Of a family that reads one text and writes another; such a one has no encoder for classifiers.
    std::unique_ptr<Seq2Seq> (*makeSeq2Seq)(const ModelConfig& config,
                                            const Parameters& parameters) = nullptr;
};

constexpr const char* poolingQuery = "pooling.query"; // of attention pooling

// The layer that classifies texts, without ".weight"; empty where config.tokenHead has none.
std::string textHeadOf(const ModelConfig& config);

// All weights of a model: the family's, with another pooler or head where the config asks for one.
std::vector<TensorSpec> tensorsOf(const ModelConfig& config, std::int64_t labels);

// Throws Error(Mismatch) for a model that can't have a classifier's head.
void checkClassifies(const ModelConfig& config, const std::string& origin);

// Throws Error(Format) that lists the families there are.
const Family& familyNamed(const std::string& modelType, const std::string& origin);

} // namespace espalier
