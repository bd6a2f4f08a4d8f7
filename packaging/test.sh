#!/usr/bin/env bash
# Sets up, builds and runs every test. Arguments go to ctest, e.g. `packaging/test.sh -R tokenizer`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packaging/build.sh
preset=release
[[ -z ${ESPALIER_CORE_ONLY:-} ]] || preset=core-only
ctest=/usr/bin/ctest
[[ -x $ctest ]] || ctest=ctest
exec "$ctest" --preset $preset "$@"
