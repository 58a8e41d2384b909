# Two commands on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types contracts tests mutants format clean

demo: $(READY)
	@$(BIN)/throughcare demo

test: lint contracts types tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

contracts: $(READY)
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

tests: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

# Changes the rules of the continuity plan one place at a time, in a copy, and fails where more than 5 in 100 changes
# are noticed by no vignette. Takes about half an hour; what survived: `cr-report --surviving-only .mutants/all.sqlite`.
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'cosmic-ray>=8.3'
	rm -rf .mutants && mkdir .mutants && cp -r registry schemas exports tests pyproject.toml .mutants/
	cd .mutants && export PATH="$(CURDIR)/$(BIN):$$PATH" && cosmic-ray init tests/mutation/cosmic-ray.toml all.sqlite \
	  && cr-filter-operators all.sqlite tests/mutation/cosmic-ray.toml && python -m tests.mutation.shapes all.sqlite \
	  && cosmic-ray exec tests/mutation/cosmic-ray.toml all.sqlite && cr-rate --fail-over 5 all.sqlite

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) .mutants demo-* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
