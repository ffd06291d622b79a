#!/bin/sh
# Makes the virtual environment. Debian keeps `venv` apart from Python: as root it is installed.
set -eu
python=$1
venv=$2
if [ -z "$python" ]; then
  echo "casewatch: no Python found; install Python 3.11, 3.12 or 3.13" >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
  echo "casewatch: $python is $("$python" --version 2>&1); 3.11, 3.12 or 3.13 is needed (PYTHON=... chooses)" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null
  else
    echo "casewatch: Python's venv is missing; as root: apt-get install python$version-venv" >&2
    exit 1
  fi
fi
"$python" -m venv "$venv"
