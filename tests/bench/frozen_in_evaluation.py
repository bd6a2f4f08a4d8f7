#!/usr/bin/env python3
"""Runs the peer's script with its frozen layers in evaluation mode, without dropout, as Espalier's are: what is left
between the two accuracies is chance.

    frozen_in_evaluation.py hf_trainer.py …        (all that follows is the script's)
"""
import runpy
import sys

from transformers import Trainer

computed = Trainer.compute_loss


def compute_loss(trainer, model, *args, **kwargs):
    for module in model.modules():
        weights = list(module.parameters())
        if weights and not any(w.requires_grad for w in weights):
            module.eval()
    return computed(trainer, model, *args, **kwargs)


Trainer.compute_loss = compute_loss
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
