#!/bin/sh
# Installs the wheel from dist/ with the locked dependencies into a clean environment of each
# Python named (default: 3.11, 3.12 and 3.13 where they are found), and runs the demo in it.
set -eu
cd "$(dirname "$0")/.."
wheel=$(ls "$PWD"/dist/casewatch-*.whl)
locks=$PWD/requirements
[ $# -gt 0 ] || set -- python3.11 python3.12 python3.13
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for python in "$@"; do
  if ! command -v "$python" > /dev/null; then
    echo "$python: not found, left out"
    continue
  fi
  env=$folder/env
  rm -rf "$env"
  sh tools/venv.sh "$python" "$env"
  "$env/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --no-deps -r "$locks/run.txt"
  "$env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$wheel"
  "$env/bin/python" -m pip check > /dev/null
  store=$folder/$("$env/bin/python" -c 'import platform; print(platform.python_version())').db
  # Away from the checkout, so that nothing of it is found but what the wheel holds.
  (cd "$folder" && "$env/bin/casewatch" demo --store "$store" > "$folder/case.txt")
  grep -q "released in an exchange" "$folder/case.txt"
  "$env/bin/casewatch" verify --store "$store"
  echo "$("$env/bin/python" --version): installs, demo runs"
done
