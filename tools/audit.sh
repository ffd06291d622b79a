#!/bin/sh
# Asks the public list of known weaknesses (OSV) about every pinned dependency; wants the network.
set -eu
cd "$(dirname "$0")/.."
for lock in requirements/run.txt requirements/build.txt; do
  .venv-package/bin/pip-audit --vulnerability-service osv --disable-pip --require-hashes \
    --requirement "$lock"
done
