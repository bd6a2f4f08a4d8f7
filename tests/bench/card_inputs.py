#!/usr/bin/env python3
"""Writes what compare.py --card trains on: a BERT-base with random weights and tables of texts that all have the
same number of tokens.

    card_inputs.py --model DIR --out FOLDER        (DIR: any model with a WordPiece tokenizer, whose words it takes)
"""
import argparse
import csv
import random
from pathlib import Path

LENGTHS = {128: 80_000, 512: 6_000}  # tokens, [CLS] and [SEP] included → texts
LABELS = 8


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", required=True)
    arguments.add_argument("--out", required=True, type=Path)
    a = arguments.parse_args()
    import torch
    import transformers

    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = transformers.AutoTokenizer.from_pretrained(a.model)
    torch.manual_seed(1)
    config = transformers.BertConfig(vocab_size=len(tokenizer), num_labels=LABELS)
    transformers.BertForSequenceClassification(config).save_pretrained(a.out / "base")
    tokenizer.save_pretrained(a.out / "base")

    words = sorted(w for w in tokenizer.get_vocab() if w.isascii() and w.isalpha() and w.islower() and len(w) > 1)
    drawn = random.Random(1)
    for tokens, texts in LENGTHS.items():
        example = " ".join(words[: tokens - 2])
        assert len(tokenizer(example)["input_ids"]) == tokens, "a word of the vocabulary is not one token"
        with open(a.out / f"tokens-{tokens}.csv", "w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["text", "label"])
            for _ in range(texts):
                rows.writerow([" ".join(drawn.choices(words, k=tokens - 2)), f"label{drawn.randrange(LABELS)}"])


if __name__ == "__main__":
    main()
