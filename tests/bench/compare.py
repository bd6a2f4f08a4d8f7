#!/usr/bin/env python3
"""Runs a peer and espalier-bench in turn and prints the table of ratios.

    compare.py --bench build/release/bin/espalier-bench --peer FOLDER --model DIR --data FOLDER [--repeats 3]
               [--rows full-f32,tokenising,…] [--python python3] [--long] [--card [--peak 989]] [--scratch FOLDER]

--peer holds hf_trainer.py and hf_predict.py (Hugging Face Trainer; they need torch, transformers, accelerate,
scikit-learn and, for one row, onnx and onnxruntime in --python's environment); --data holds banking77/ and
medical-abstracts/. A machine's speed moves from minute to minute: peer and project take turns, and only ratios are
worth comparing. --long adds the rows of whole runs, with accuracies; in those named alike the peer's frozen layers are
in evaluation mode, as ours always are. Rows without a peer are held against figures; a table of a million rows is
written into --scratch for them, and espalier-bench-window is expected beside espalier-bench. --card: the rows of a
graphics card instead, on inputs that card_inputs.py writes into --scratch; --peak is the card's, for products in 16
bits, in TFLOP/s.
"""
import argparse
import json
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Row:
    name: str
    target: float  # the ratio to reach
    peer: list  # arguments of the peer's script
    ours: list  # of espalier-bench
    peer_field: str
    our_field: str
    lower: bool = False  # less is better: seconds, bytes
    through: Path = None  # a script of ours that runs the peer's
    long: bool = False
    model: Path = None  # instead of --model
    factor: float = 1  # of our figure
    seen: list = field(default_factory=list)


def training(name, target, data, options, peer_only=(), field="train_samples_per_s", **more):
    both = ["--train", str(data[0]), "--test", str(data[-1]), *options]
    return Row(name, target, ["hf_trainer.py", *both, *peer_only], ["train", *both], field, field, **more)


def own(name, target, command, field, lower, **more):
    return Row(name, target, [], command, "", field, lower, **more)


def bert_base_flop(tokens):
    """Of a training step, a text: the products of 85 million weights and of attention, three times."""
    blocks, dim = 12, 768
    weights = blocks * 12 * dim * dim
    return 3 * (2 * weights * tokens + 4 * blocks * tokens * tokens * dim)


def card_rows(data, inputs, peak):
    bank = [data / "banking77" / name for name in ("train.csv", "test.csv")]
    base = {"model": inputs / "base"}

    def options(tokens, batch, steps):
        return ["--text", "text", "--label", "label", "--bf16", "--no-eval", "--epochs", "100", "--max-length",
                str(tokens), "--batch", str(batch), "--max-steps", str(steps)]

    def fixed(name, tokens, batch, steps):
        return training(name, 1.3, [inputs / f"tokens-{tokens}.csv"], options(tokens, batch, steps), **base)

    largest = ["train", "--train", str(inputs / "tokens-128.csv"), *options(128, 512, 100)]
    return [
        fixed("card-128-tokens", 128, 32, 400),
        fixed("card-128-tokens-batch-128", 128, 128, 150),
        fixed("card-512-tokens", 512, 32, 100),
        own("card-share-of-peak-%", 45, largest, "train_samples_per_s", False, **base,
            factor=100 * bert_base_flop(128) / (peak * 1e12)),
        training("card-banking77-3-epochs", 1.3, bank,
                 ["--text", "text", "--label", "category", "--bf16", "--epochs", "3", "--lr", "1e-4"],
                 field="wall_s", lower=True),
    ]


def large_table_rows(bench, scratch, model):
    table, project = scratch / "million-rows.csv", scratch / "million-rows.espalier"
    rows = [str(bench), "rows", "--file", str(table), "--project", str(project), "--model", str(model)]
    window = [str(bench.parent / "espalier-bench-window"), "--data", str(table), "--scroll", "600"]
    return [
        own("million-rows-parse-MB/s", 200, rows, "parse_mb_per_s", False),
        own("million-rows-store-s", 15, rows, "store_s", True),
        own("million-rows-every-text-read-s", 60, rows, "fit_s", True),
        own("million-rows-scroll-late-frames-of-600", 0, window, "scroll_frames_late", True),
    ]


def table_rows(data):
    bank = [data / "banking77" / name for name in ("train.csv", "test.csv")]
    medical = [data / "medical-abstracts" / "medical_tc_test.csv"]  # speed only
    on_bank = ["--text", "text", "--label", "category"]
    on_medical = ["--text", "medical_abstract", "--label", "condition_label", "--max-length", "256"]
    short = [*on_bank, "--max-steps", "40", "--no-eval"]
    long_texts = [*on_medical, "--max-steps", "8", "--no-eval"]
    whole = [*on_bank, "--epochs", "3"]
    alike = Path(__file__).with_name("frozen_in_evaluation.py")
    predict = ["--data", str(bank[-1]), "--text", "text"]

    def frozen(name, target, layers, **more):
        return training(name, target, bank, [*whole, "--freeze", layers], field="wall_s", lower=True, long=True, **more)

    def predicting(name, target, peer_field, our_field):
        return Row(name, target, ["hf_predict.py", *predict, "--ort"],
                   ["predict", *predict, "--label", "category"], peer_field, our_field)

    return [
        training("full-f32", 5, bank, short),
        training("full-bf16", 4, bank, [*short, "--bf16"]),
        training("full-bf16-grouped", 2, bank, [*short, "--bf16"], ["--group-by-length"]),
        training("memory-f32", 0.5, bank, short, field="peak_rss_mb", lower=True),
        training("long-f32", 3, medical, long_texts),
        training("long-bf16-grouped", 3, medical, [*long_texts, "--bf16"], ["--group-by-length"]),
        predicting("predict-f32-onnxruntime", 1.2, "predict_per_s_onnxruntime_f32_by_length", "predict_per_s_f32"),
        predicting("predict-bf16", 1.5, "predict_per_s_bf16_by_length", "predict_per_s_bf16"),
        predicting("tokenising", 3, "tokenizers_encode_batch_per_s", "encode_batch_per_s"),
        frozen("encoder-frozen-3-epochs", 15, "6"),
        frozen("4-of-6-frozen-3-epochs", 8, "4"),
        frozen("encoder-frozen-3-epochs-alike", 15, "6", through=alike),
        frozen("4-of-6-frozen-3-epochs-alike", 8, "4", through=alike),
        training("whole-f32-3-epochs", 5, bank, whole, field="wall_s", lower=True, long=True),
        training("whole-bf16-3-epochs", 4, bank, [*whole, "--bf16"], field="wall_s", lower=True, long=True),
    ]


class Runner:
    """Runs a command once for all rows that ask for the same in the same round."""

    def __init__(self):
        self.known = {}

    def run(self, command, turn):
        key = (turn, *command)
        if key not in self.known:
            started = time.perf_counter()
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            if done.returncode:
                raise SystemExit(f"{' '.join(command)}\nfailed:\n{done.stderr[-2000:]}")
            result = json.loads(done.stdout.strip().splitlines()[-1])
            result["wall_s"] = time.perf_counter() - started
            self.known[key] = result
            print("  ", " ".join(Path(part).name for part in command[:3]), json.dumps(result), flush=True)
        return self.known[key]


def middle(values):
    return f"{statistics.median(values):.4g} ({min(values):.4g} to {max(values):.4g})"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("bench", "peer", "model", "data"):
        arguments.add_argument(f"--{name}", required=True, type=Path)
    arguments.add_argument("--repeats", type=int, default=3)
    arguments.add_argument("--threads", default="2")
    arguments.add_argument("--rows", default="")
    arguments.add_argument("--python", default="python3")
    arguments.add_argument("--long", action="store_true")
    arguments.add_argument("--card", action="store_true")
    arguments.add_argument("--peak", type=float, default=989, help="an H100's or H200's by default")
    arguments.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()))
    a = arguments.parse_args()
    wanted = set(filter(None, a.rows.split(",")))
    if a.card:
        inputs = a.scratch / "espalier-card-inputs"
        if not (inputs / "base").exists():
            maker = Path(__file__).with_name("card_inputs.py")
            subprocess.run([a.python, str(maker), "--model", str(a.model), "--out", str(inputs)], check=True)
        rows = card_rows(a.data, inputs, a.peak)
    else:
        rows = table_rows(a.data) + large_table_rows(a.bench, a.scratch, a.model)
    rows = [r for r in rows if (r.name in wanted if wanted else a.long or not r.long)]
    runner = Runner()
    for turn in range(a.repeats):
        for row in rows:
            common = ["--model", str(row.model or a.model), "--threads", a.threads]
            if not row.peer:
                command = [str(a.bench), row.ours[0], *common, *row.ours[1:]] if row.model else row.ours
                row.seen.append(({}, runner.run(command, turn)))
                continue
            scripts = [str(script) for script in (row.through, a.peer / row.peer[0]) if script]
            peer = runner.run([a.python, *scripts, *common, *row.peer[1:]], turn)
            ours = runner.run([str(a.bench), row.ours[0], *common, *row.ours[1:]], turn)
            row.seen.append((peer, ours))
    print("\n| row | peer | espalier | ratio: median (min to max) | to reach | accuracy peer, espalier |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        ours = [row.factor * o[row.our_field] for _, o in row.seen]
        if not row.peer:
            print(f"| {row.name} | | {middle(ours)} | | {'≤' if row.lower else '≥'} {row.target} | |")
            continue
        theirs = [p[row.peer_field] for p, _ in row.seen]
        speed = row.lower and row.our_field == "wall_s"
        ratios = [t / o if speed else o / t for t, o in zip(theirs, ours)]
        sign = "≤" if row.lower and not speed else "≥"
        accuracy = ", ".join(f"{100 * r['accuracy']:.1f} %" for r in row.seen[0] if "accuracy" in r)
        print(f"| {row.name} | {middle(theirs)} | {middle(ours)} | {middle(ratios)} | {sign} {row.target} | {accuracy} |")


if __name__ == "__main__":
    main()
