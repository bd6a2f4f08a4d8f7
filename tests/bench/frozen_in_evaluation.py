#!/usr/bin/env python3
"""Runs the peer's script with its frozen layers in evaluation mode, without dropout, as Espalier's are: what is left
between the two accuracies is chance.

    frozen_in_evaluation.py hf_trainer.py …        (all that follows is the script's)
"""
import runpy
import sys

import transformers


class Trainer(transformers.Trainer):
    def compute_loss(self, model, *args, **kwargs):
        for module in model.modules():
            weights = list(module.parameters())
            if weights and not any(w.requires_grad for w in weights):
                module.eval()
        return super().compute_loss(model, *args, **kwargs)


transformers.Trainer = Trainer
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
