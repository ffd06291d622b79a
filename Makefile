# Two commands do all: `make demo` and `make test`. Each makes the environment first.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := --require-hashes --no-deps

.PHONY: demo test lint types unit quality bench docs dist pythons audit lock clean

demo: $(VENV)/.run
	$(BIN)/casewatch demo

test: lint types unit quality

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

types: $(VENV)/.test
	$(BIN)/mypy

# Two tests at a time, one thread a process for matrix products. Tests of one file share what they
# make, and stay together.
unit: $(VENV)/.test
	OPENBLAS_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile --cov=casewatch --cov-report=term:skip-covered
	$(BIN)/python tools/coverage_floor.py

# Scores the reading on the labelled reports, where the shared folder is there.
quality: $(VENV)/.test
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tools/quality.py

bench: $(VENV)/.run
	$(BIN)/casewatch bench reading

$(VENV)/.venv:
	sh tools/venv.sh "$(PYTHON)" $(VENV)
	touch $@

$(VENV)/.run: $(VENV)/.venv requirements/run.txt requirements/build.txt pyproject.toml
	@echo "installing what Casewatch needs (about a minute) ..."
	$(PIP) $(LOCKED) -r requirements/build.txt
	$(PIP) $(LOCKED) -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	@echo "installing what the tests need ..."
	$(PIP) $(LOCKED) -r requirements/test.txt
	touch $@

# The documentation as a site, in site/.
docs: $(VENV)/.test
	$(BIN)/mkdocs build --strict

# What is given out, in dist/: wheel, source archive, man pages, completions, bill of materials.
dist: $(VENV)/.test
	sh tools/package.sh

# The wheel in a clean environment of each Python that is there.
pythons: dist
	sh tools/pythons.sh

# Known weaknesses of what is pinned; asks a public list over the network.
audit: dist
	sh tools/audit.sh

# Renews the locks from pyproject.toml; wants `uv`.
lock:
	sh tools/lock.sh

clean:
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
