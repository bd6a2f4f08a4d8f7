#!/usr/bin/env bash
# Sets up and builds Release into build/release, or with ESPALIER_CORE_ONLY=1 without Qt into build/core-only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A file that includes LibTorch takes the compiler up to 2 GB of memory, so a small computer gets fewer jobs.
job_count() {
    local cores gigabytes=1024
    cores=$(nproc)
    [[ ! -r /proc/meminfo ]] || gigabytes=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)
    echo $((gigabytes / 2 < 1 ? 1 : gigabytes / 2 < cores ? gigabytes / 2 : cores))
}

main() {
    # The distribution's CMake, which setup.sh installs, before another one on PATH.
    local cmake=/usr/bin/cmake preset=release setup=()
    if [[ -n ${ESPALIER_CORE_ONLY:-} ]]; then
        preset=core-only
        setup=(--core-only)
    fi
    packaging/setup.sh ${setup[@]+"${setup[@]}"}
    [[ -x $cmake ]] || cmake=cmake
    echo "Building into build/$preset; the first time takes a while."
    "$cmake" --preset $preset -Wno-dev --log-level=NOTICE
    "$cmake" --build --preset $preset --parallel "$(job_count)"
}

main
