#!/usr/bin/env python3
"""Makes the files that the fuzzers begin with, in corpus/: python make_corpus.py

Needs torch, safetensors, tokenizers and sentencepiece. Each file is as small as its form allows: a mutation is then likely to
hit something that matters.
"""
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

CORPUS = Path(__file__).parent / "corpus"


def folder(name):
    path = CORPUS / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def weights():
    both = torch.arange(4.0)
    tied = {"a": both, "b": both}
    strided = {"t": torch.arange(4).half().reshape(2, 2).t(), "e": torch.zeros(0, 2)}
    for name, state in {"tied": tied, "strided": strided, "nested": {"epoch": 1, "state_dict": tied}}.items():
        for protocol in (2, 4):
            for zipped in (True, False):
                form = "zip" if zipped else "legacy"
                torch.save(state, folder("pickle") / f"{name}-{form}-{protocol}.bin", pickle_protocol=protocol,
                           _use_new_zipfile_serialization=zipped)
    save_file({"a": both}, folder("safetensors") / "one.safetensors", metadata={"format": "pt"})
    save_file({"a": both, "b": torch.zeros(2, 0), "c": torch.ones(3).bfloat16()},
              folder("safetensors") / "three.safetensors")
    (folder("safetensors") / "none.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")


def tokenizers():
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##ff", "un", "##able", "words"]
    wordpiece = Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    wordpiece.normalizer = normalizers.BertNormalizer()
    wordpiece.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    wordpiece.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    wordpiece.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])

    pieces = ["a", "d", "o", "r", "s", "w", "\u0120", "wo", "wor"]
    bpe = Tokenizer(models.BPE({piece: i for i, piece in enumerate(pieces)}, [("w", "o"), ("wo", "r")]))
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel()
    bpe.decoder = decoders.ByteLevel()
    bpe.post_processor = processors.TemplateProcessing(
        single="a $A", pair="a $A a $B:1", special_tokens=[("a", 0)])

    unigram = Tokenizer(models.Unigram([("<unk>", 0.0), ("\u2581a", -1.5), ("words", -2.0), ("\u2581", -3.0)], unk_id=0))
    unigram.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("  ", " ")])
    unigram.pre_tokenizer = pre_tokenizers.Metaspace()
    for name, tokenizer in {"wordpiece": wordpiece, "bpe": bpe, "unigram": unigram}.items():
        text = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
        (folder("tokenizer_json") / f"{name}.json").write_text(text)


def sentencepieces():
    special = {"unigram": ["<pad>", "</s>", "<unk>"], "classes": ["<unk>", "[CLS]", "[SEP]", "<s>", "</s>"],
               "xlnet": ["<unk>", "<s>", "</s>", "<cls>", "<sep>"], "bpe": ["<unk>", "<s>", "</s>"]}
    texts = ["\u2581", "\u2581a", "a", "n", "o", "w", "or", "wor", "\u4e2d", "\u00e9", ","]
    # What a letter with an accent becomes, as sentencepiece writes it: the trie (Darts-clone) and the texts.
    trained = (CORPUS.parent.parent / "fixtures/tokenizer/unigram.model").read_bytes()
    table = sentencepiece_model_pb2.ModelProto.FromString(trained).normalizer_spec.precompiled_charsmap
    for name, controls in special.items():
        model = sentencepiece_model_pb2.ModelProto()
        for text in controls:
            model.pieces.add(piece=text, score=0, type=2 if text == "<unk>" else 3)
        for i, text in enumerate(texts):
            model.pieces.add(piece=text, score=-1 - i / 4)
        model.pieces.add(piece="<own>", score=0, type=4)
        model.trainer_spec.model_type = 2 if name == "bpe" else 1
        model.trainer_spec.unk_id = controls.index("<unk>")
        if name == "xlnet":
            model.normalizer_spec.precompiled_charsmap = table
        (folder("sentencepiece") / f"{name}.model").write_bytes(model.SerializeToString(deterministic=True))


def configs():
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
             "vocab_size": 100, "max_position_embeddings": 64, "type_vocab_size": 2, "hidden_act": "gelu",
             "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
             "initializer_range": 0.02}
    small = {"dim": 32, "n_layers": 2, "n_heads": 4, "hidden_dim": 64, "vocab_size": 100, "activation": "gelu",
             "max_position_embeddings": 64, "dropout": 0.1, "attention_dropout": 0.1}
    labels = {"id2label": {"0": "no", "1": "yes"}, "label2id": {"no": 0, "yes": 1}}
    for name, config in {"bert": {**sizes, **labels}, "electra": {**sizes, "embedding_size": 16},
                         "distilbert": small, "roberta": {**sizes, "pad_token_id": 1},
                         "llama": {**sizes, "num_key_value_heads": 2, "rope_theta": 10000.0, "rms_norm_eps": 1e-6,
                                   "rope_scaling": {"type": "linear", "factor": 2.0}},
                         "qwen2": {**sizes, "num_key_value_heads": 2, "rope_parameters":
                                   {"rope_type": "longrope", "rope_theta": 10000.0, "factor": 2.0,
                                    "original_max_position_embeddings": 32, "long_factor": [4.0, 3.0, 2.0, 1.0],
                                    "short_factor": [1.0, 1.0, 1.0, 1.0]}},
                         "camembert": {**sizes, "pad_token_id": 1, "position_embedding_type": "relative_key_query"},
                         "t5": {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_heads": 4,
                                "vocab_size": 100, "feed_forward_proj": "gated-gelu"}}.items():
        (folder("config") / f"{name}.json").write_text(json.dumps({"model_type": name, **config}))


def tables():
    for name, text in {"plain.csv": "text,label\ngood,1\nbad,0\n",
                       "quoted.csv": 'text,label\r\n"a ""b"",\nc",1\r\n"never closed,0\r\n',
                       "wide.tsv": "text\tlabel\none\ttwo\tthree\nfour\n",
                       "semicolon.csv": "\ufefftext;label\nna\u00efve;1\n\n;\n"}.items():
        (folder("csv") / name).write_bytes(text.encode())
    (folder("csv") / "gb18030.csv").write_bytes("文本,标签\n很好,1\n不好,0\n".encode("gb18030"))
    (folder("csv") / "utf16.csv").write_bytes("text,label\ngood,1\n".encode("utf-16"))


if __name__ == "__main__":
    weights()
    tokenizers()
    sentencepieces()
    configs()
    tables()
