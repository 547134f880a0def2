# Everything sets itself up: a virtual environment in .venv with what requirements-dev.lock names, by hash.
# Needs Python 3.11 or later, git and make. `make lock`, `make lowest` and `make bench` need more, and say so where they
# stand.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := $(CURDIR)/.venv
LOWEST := $(VENV)/lowest
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE := $(CURDIR)/tests/node
NODE_READY := $(NODE)/node_modules/.ready
MINUTES ?= 20
HISTORIES ?= 100000
FIRST ?= 0
JOBS ?= 2
CASES ?= failed-histories.txt
LOCKED := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: help demo test lint types arrows schemas pytest lowest simulate bench lock clean

help:
	@echo 'make demo     plan, apply, plan, wait, status: examples/content on the sandbox'
	@echo 'make test     all that CI runs: lint types arrows schemas pytest'
	@echo 'make lowest   the tests, on the oldest releases that pyproject.toml allows of what it names (needs uv)'
	@echo 'make simulate more random histories, until MINUTES=20 or HISTORIES=100000 are over, from seed FIRST=0 on, with'
	@echo '              JOBS=2 processes; what fails is made small and written to CASES=failed-histories.txt'
	@echo 'make bench    time plans of 100, 1,000 and 10,000 posts beside others'
	@echo 'make lock     write the lock files anew from pyproject.toml (needs uv)'
	@echo 'make clean    remove what the above has made'

$(READY): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 …' >&2; exit 1; }
	$(PYTHON) -m venv --clear "$(VENV)"
	@# The lock is complete: a resolver that looked for more would take what was released since.
	"$(BIN)/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	"$(BIN)/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch "$@"

# What the tests take from npm, by the node that the lock names.
$(NODE_READY): $(READY) $(NODE)/package-lock.json
	PATH="$(BIN):$$PATH" npm --prefix "$(NODE)" ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch "$@"

demo: $(READY)
	rm -rf examples/.contentsync
	"$(BIN)/contentsync" -C examples plan --sandbox
	"$(BIN)/contentsync" -C examples apply --sandbox --auto-approve
	"$(BIN)/contentsync" -C examples plan --sandbox
	"$(BIN)/contentsync" -C examples sandbox clock --advance P5D
	"$(BIN)/contentsync" -C examples status --sandbox

test: lint types arrows schemas pytest

lint: $(READY)
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .

types: $(READY)
	"$(BIN)/mypy"

arrows: $(READY)
	"$(BIN)/lint-imports"

schemas: $(READY)
	"$(BIN)/contentsync" schema --check schemas

pytest: $(READY) $(NODE_READY)
	rm -f .coverage .coverage.*
	PATH="$(BIN):$$PATH" "$(BIN)/pytest" -n 2 --cov --cov-report=term

# The import linter itself asks for a newer rich than we do: the arrows are looked at by `make arrows`.
lowest: $(READY) $(NODE_READY)
	uv venv --quiet --clear --seed --python "$(PYTHON)" "$(LOWEST)"
	uv pip compile --quiet --resolution lowest-direct --python "$(LOWEST)" pyproject.toml --output-file "$(LOWEST)/lowest.txt"
	uv pip install --quiet --python "$(LOWEST)" --no-deps --require-hashes -r requirements-dev.lock
	uv pip install --quiet --python "$(LOWEST)" --no-deps -r "$(LOWEST)/lowest.txt"
	uv pip install --quiet --python "$(LOWEST)" --no-deps --no-build-isolation --editable .
	PATH="$(LOWEST)/bin:$$PATH" "$(LOWEST)/bin/pytest" -n 2 --deselect tests/test_house.py::test_arrows

simulate: $(READY)
	"$(BIN)/python" -m tests.simulation.run --minutes "$(MINUTES)" --histories "$(HISTORIES)" --first "$(FIRST)" \
		--jobs "$(JOBS)" --cases "$(CASES)"

bench: $(READY)
	"$(BIN)/python" -m benchmarks

lock:
	$(LOCKED) pyproject.toml --output-file requirements.lock
	$(LOCKED) pyproject.toml --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv tests/node/node_modules .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist failed-histories.txt
	rm -rf examples/.contentsync
