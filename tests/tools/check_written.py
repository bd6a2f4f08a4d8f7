#!/usr/bin/env python3
"""Lets Transformers load what Espalier wrote, with every head, and compares its answers with those it gave before.

  espalier-parity CHECKPOINTS --written WRITTEN
  check_written.py WRITTEN

Each folder in WRITTEN is a case: its class is loaded by the name in config.json, without a weight missing or left over,
and gives the answers of expected.safetensors. Needs torch and transformers."""
import argparse
import json
import os
import sys

import torch
import transformers
from safetensors.torch import load_file

TOLERANCE = 1e-5
parser = argparse.ArgumentParser()
parser.add_argument("written")
options = parser.parse_args()
transformers.logging.set_verbosity_error()


def check(folder):
    with open(os.path.join(folder, "config.json")) as file:
        architecture = json.load(file)["architectures"][0]
    model, told = getattr(transformers, architecture).from_pretrained(
        folder, output_loading_info=True, attn_implementation="eager")
    # A model with rows by distance (Transformers 4) has a table of positions that it doesn't read.
    unread = "position_embeddings.weight" if getattr(model.config, "position_embedding_type", "absolute") != "absolute" else "-"
    odd = {key: names for key in told if (names := sorted(name for name in told[key] if not str(name).endswith(unread)))}
    if odd:
        return float("inf"), f"{architecture}: {odd}"
    expected = load_file(os.path.join(folder, "expected.safetensors"))
    inputs = {name[6:]: tensor for name, tensor in expected.items() if name.startswith("input.")}
    if "labels" in inputs and not model.config.is_encoder_decoder:
        del inputs["labels"]
    answers = model.base_model if "pooler_output" in expected else model
    with torch.no_grad():
        found = answers.eval()(**inputs)
    worst, compared = 0.0, 0
    for name in ("logits", "prediction_logits", "seq_relationship_logits", "start_logits", "end_logits", "pooler_output"):
        if name in expected and name in found:
            compared += 1
            worst = max(worst, (found[name] - expected[name]).abs().max().item())
    return (worst, architecture) if compared else (float("inf"), f"{architecture}: nothing to compare")


passed = failed = 0
for name in sorted(os.listdir(options.written)):
    try:
        worst, what = check(os.path.join(options.written, name))
    except Exception as error:  # of whatever kind: the case fails
        worst, what = float("inf"), f"{type(error).__name__}: {error}"
    passed, failed = (passed + 1, failed) if worst <= TOLERANCE else (passed, failed + 1)
    print(f"{'ok    ' if worst <= TOLERANCE else 'FAILED'}  {name:<30} answers {worst:.1e}  {what}", flush=True)
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
