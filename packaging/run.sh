#!/usr/bin/env bash
# Sets up, builds and opens the workbench. Without a display, trains on the sample from the command line.
# Arguments go to `espalier`, or without a display to `espalier-cli train`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

train_on_sample() {
    local cli=$1 out
    shift
    out=build/runs/tickets-$(date +%Y%m%d-%H%M%S)
    mkdir -p build/runs
    echo "No display here: training on resources/samples/tickets.csv from the command line."
    "$cli" train resources/samples/tickets.csv --text text --label label --model all-MiniLM-L6-v2 \
        --split 0.2 --epochs 6 --batch 16 --lr 2e-4 --out "$out" "$@"
    echo "The run is in $PWD/$out; best/ in it is the trained model, an ordinary Hugging Face folder."
    echo "To use it: $cli predict $out YOUR.csv --out PREDICTIONS.csv"
}

packaging/build.sh
if [[ -n ${ESPALIER_CORE_ONLY:-} ]]; then
    train_on_sample build/core-only/bin/espalier-cli "$@"
elif [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    train_on_sample build/release/bin/espalier-cli "$@"
else
    exec build/release/bin/espalier "$@"
fi
