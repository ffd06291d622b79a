#!/bin/sh
# Makes what is given out, in dist/: wheel, source archive, man pages, shell completions and a
# bill of materials (CycloneDX) of what a locked installation holds.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
tools=.venv-package
if ! [ -f "$tools/.made" ] || [ requirements/package.txt -nt "$tools/.made" ]; then
  sh tools/venv.sh "$python" "$tools"
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --no-deps -r requirements/package.txt
  touch "$tools/.made"
fi
rm -rf dist
"$python" -m hatchling build > /dev/null
mkdir -p dist/man dist/completions
.venv/bin/python tools/man_pages.py dist/man
for shell in bash zsh fish; do
  .venv/bin/casewatch completion "$shell" > "dist/completions/casewatch.$shell"
done
"$tools/bin/cyclonedx-py" requirements requirements/run.txt \
  --pyproject pyproject.toml --output-reproducible --output-file dist/casewatch.cdx.json > /dev/null
ls -R dist
