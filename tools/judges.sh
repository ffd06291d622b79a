#!/bin/sh
# Makes the environments of the judges: programs of others that our exports are tested with.
# They need versions that do not fit together, nor ours, so each has an environment of its own.
set -eu
cd "$(dirname "$0")/.."
make_one() {
  if [ -f "$1/.made" ] && [ "$1/.made" -nt "$2" ]; then
    return
  fi
  sh tools/venv.sh "${PYTHON:-.venv/bin/python}" "$1"
  "$1/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
    --require-hashes --no-deps -r "$2"
  touch "$1/.made"
}
make_one .venv-judges requirements/judges.txt
make_one .venv-judges-opencti requirements/judges-opencti.txt
