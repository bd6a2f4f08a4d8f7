#!/usr/bin/env python3
"""Trains a vocabulary of every kind, and lets Transformers read texts with it.

  check_vocabularies.py --cli espalier-cli TEXTS [--adapt CHECKPOINT] [--time]

TEXTS has a text a line. Each vocabulary must give the ids in Transformers that it gives here. With --adapt, the
checkpoint with each vocabulary must load in Transformers and give finite answers. With --time the peer, `tokenizers`,
trains the same kind on the same texts, in turn with ours. Prints a line a kind and "N passed, N failed". Needs
transformers; --adapt needs torch."""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time

from transformers import AutoTokenizer

parser = argparse.ArgumentParser()
parser.add_argument("--cli", required=True)
parser.add_argument("--size", type=int, default=600)
parser.add_argument("--adapt")
parser.add_argument("--time", action="store_true")
parser.add_argument("texts")
options = parser.parse_args()

with open(options.texts, encoding="utf-8") as file:
    texts = [line for line in file.read().split("\n") if line.strip()]


def run(*arguments, **more):
    return subprocess.run([options.cli, *arguments], capture_output=True, text=True, **more)


def differences(folder):
    shown = run("tokenize", "--model", folder, "--json", input="\n".join(texts) + "\n")
    own = [json.loads(line)["ids"] for line in shown.stdout.splitlines()]
    peer = AutoTokenizer.from_pretrained(folder)
    return [text for text, ids in zip(texts, own, strict=True) if peer(text)["input_ids"] != ids]


def answers(folder):
    import torch
    from transformers import AutoModel
    inputs = AutoTokenizer.from_pretrained(folder)(texts[:8], padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        return bool(torch.isfinite(AutoModel.from_pretrained(folder)(**inputs)[0]).all())


def peer_trains(kind):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
    more = {"vocab_size": options.size, "show_progress": False}
    if kind == "wordpiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        trainer = trainers.WordPieceTrainer(min_frequency=2, special_tokens=["[PAD]", "[UNK]"], **more)
    elif kind == "bpe":
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = trainers.BpeTrainer(min_frequency=2, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), **more)
    else:
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.normalizer = normalizers.NFKC()
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
        trainer = trainers.UnigramTrainer(special_tokens=["<unk>"], unk_token="<unk>", **more)
    begun = time.monotonic()
    tokenizer.train_from_iterator(texts, trainer, length=len(texts))
    return time.monotonic() - begun, sum(len(e.ids) for e in tokenizer.encode_batch(texts))


passed = failed = 0
with tempfile.TemporaryDirectory() as work:
    data = os.path.join(work, "texts.csv")
    with open(data, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text"]] + [[text] for text in texts])
    for kind in ("wordpiece", "bpe", "unigram"):
        folder = os.path.join(work, kind)
        arguments = ["vocabulary", "train", data, "--text", "text", "--kind", kind, "--size", str(options.size),
                     "--json", "--out"]
        begun = time.monotonic()
        done = run(*arguments, folder)
        took = time.monotonic() - begun
        why = done.stderr.strip() or done.stdout.strip() if done.returncode else ""
        if not why and (wrong := differences(folder)):
            why = f"other ids for {len(wrong)} texts, first {wrong[0]!r}"
        if not why and options.adapt:
            adapted = os.path.join(work, "adapted-" + kind)
            done = run(*arguments, adapted, "--adapt", options.adapt)
            if done.returncode:
                why = done.stdout.strip()
            elif not answers(adapted):
                why = "answers that are not finite"
        line = f"{'FAILED' if why else 'ok':<7} {kind:<10} {why}"
        if options.time and not why:
            pieces = json.loads(run(*arguments, os.path.join(work, "again")).stdout.splitlines()[-1])["fit"]["pieces"]
            seconds, theirs = peer_trains(kind)
            line += f"{took:.2f} s with the judging, the peer {seconds:.2f} s; {pieces} pieces, the peer {theirs}"
            subprocess.run(["rm", "-r", os.path.join(work, "again")], check=True)
        passed, failed = (passed, failed + 1) if why else (passed + 1, failed)
        print(line)
        sys.stdout.flush()
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
