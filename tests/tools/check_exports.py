#!/usr/bin/env python3
"""Trains every checkpoint of a folder for a few steps, exports it, and lets Transformers predict with the export.

  check_exports.py --cli espalier-cli CHECKPOINTS

Each folder in CHECKPOINTS with a config.json and a tokenizer is a case; those that can't be trained are named. Prints a
line a family, with the largest difference of probabilities, and "N passed, N failed, N skipped". Needs torch and
transformers."""
import argparse
import csv
import os
import subprocess
import sys
import tempfile

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

TOLERANCE = 2e-5
TEXTS = [("The parcel came late and the box was torn.", "complaint"), ("Where can I see my invoices?", "question"),
         ("Thank you, that was quick!", "praise"), ("Nobody answers the telephone since Monday.", "complaint"),
         ("How do I change the address — by letter?", "question"), ("A lovely shop; I'll come again.", "praise"),
         ("包裹到得很晚，盒子也破了。", "complaint"), ("我在哪里可以看到发票？", "question"),
         ("谢谢，速度真快！", "praise"), ("Mon colis n'est pas arrivé.", "complaint"),
         ("Can I pay in 3 parts (e.g. 33.40 each)?", "question"), ("Best service in years 😀", "praise")] * 3

parser = argparse.ArgumentParser()
parser.add_argument("--cli", required=True)
parser.add_argument("checkpoints")
options = parser.parse_args()


def run(*arguments):
    return subprocess.run([options.cli, *arguments], capture_output=True, text=True)


def check(checkpoint, work):
    data = os.path.join(work, "texts.csv")
    with open(data, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows(TEXTS)
    trained = run("train", data, "--text", "text", "--label", "label", "--model", checkpoint, "--out",
                  os.path.join(work, "run"), "--epochs", "2", "--set", "batch=4", "--set", "learning_rate=0.001",
                  "--set", "device=cpu", "--set", "precision=f32")
    if trained.returncode:
        why = " ".join((trained.stderr or trained.stdout).split())
        return None if "can't be trained as a classifier" in why else float("inf"), why[-200:]
    exported = os.path.join(work, "exported")
    for step in (("export", os.path.join(work, "run"), "--format", "hf", "--out", exported),
                 ("predict", os.path.join(work, "run"), data, "--out", os.path.join(work, "answers.csv"),
                  "--probabilities")):
        done = run(*step)
        if done.returncode:
            return float("inf"), done.stderr.strip()
    model = AutoModelForSequenceClassification.from_pretrained(exported).eval()
    tokenizer = AutoTokenizer.from_pretrained(exported)
    worst = 0.0
    with open(os.path.join(work, "answers.csv"), newline="") as file:
        answers = list(csv.DictReader(file))
    for (text, _), row in zip(TEXTS, answers, strict=True):
        with torch.no_grad():
            shares = model(**tokenizer(text, truncation=True, return_tensors="pt")).logits.softmax(-1)[0]
        for index, share in enumerate(shares.tolist()):
            worst = max(worst, abs(float(row["probability:" + model.config.id2label[index]]) - share))
    return worst, ""


passed = failed = skipped = 0
for name in sorted(os.listdir(options.checkpoints)):
    checkpoint = os.path.join(options.checkpoints, name)
    if not os.path.exists(os.path.join(checkpoint, "config.json")):
        continue
    with tempfile.TemporaryDirectory() as work:
        worst, why = check(checkpoint, work)
    if worst is None:
        skipped += 1
        print(f"skipped {name:<30} {why}")
    elif worst <= TOLERANCE:
        passed += 1
        print(f"ok      {name:<30} probabilities {worst:.1e}")
    else:
        failed += 1
        print(f"FAILED  {name:<30} probabilities {worst:.1e} {why}")
    sys.stdout.flush()
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or not passed else 0)
