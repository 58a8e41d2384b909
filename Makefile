# Two commands on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo faults test lint types contracts tests format vectors page foreign clean

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

# `summary receive` killed at every one of its state-changing system calls; `make test` tries some of them.
faults: $(READY)
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.faults.receiving $$folder --every 1; code=$$?; rm -rf $$folder; exit $$code

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The signed files in tests/vectors, made anew.
vectors: $(READY)
	$(BIN)/python -m tests.vector_maker

# The offline page for boards, from its parts in verifier/.
page: $(READY)
	$(BIN)/python -m verifier.build

# Software of other people that verifies our documents, for its test; kept outside the tree.
FOREIGN := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/throughcare/foreign
foreign:
	@mkdir -p $(FOREIGN)
	@cp tests/foreign/package.json $(FOREIGN)/
	npm install --prefix $(FOREIGN) --no-audit --no-fund --silent

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) demo-* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
