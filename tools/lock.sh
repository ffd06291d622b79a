#!/bin/sh
# Writes requirements/*.txt: every dependency with its version and hashes, for all Pythons.
set -eu
lock() {
  uv pip compile "$@" --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header --no-emit-index-url --quiet
}
lock pyproject.toml --output-file requirements/run.txt
lock pyproject.toml --extra test --constraint requirements/run.txt --output-file requirements/test.txt
printf 'hatchling\neditables\n' | lock - --output-file requirements/build.txt
# pyicu would have to be compiled; FollowTheMoney has versions that do without.
lock requirements/judges.in --only-binary pyicu --only-binary rigour --only-binary orjson \
  --output-file requirements/judges.txt
lock requirements/judges-opencti.in --output-file requirements/judges-opencti.txt
lock requirements/package.in --output-file requirements/package.txt
