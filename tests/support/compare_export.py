"""Loads an exported folder with Transformers and compares probabilities: compare_export.py FOLDER VALUES.json
Exits 1 where any differs by more than 1e-5."""
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

folder, values = sys.argv[1:]
with open(values, encoding="utf-8") as file:
    ours = json.load(file)
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
labels = len(model.config.id2label)
largest = 0.0
with torch.no_grad():
    for i, text in enumerate(ours["texts"]):
        encoded = tokenizer(text, truncation=True, max_length=32, return_tensors="pt")
        theirs = model(**encoded).logits.softmax(-1)[0]
        mine = torch.tensor(ours["probabilities"][i * labels : (i + 1) * labels])
        largest = max(largest, float((theirs - mine).abs().max()))
print(f"largest difference {largest:.2e}")
sys.exit(largest > 1e-5)
