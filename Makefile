# What to type; `make help` lists it. The set-up itself is tools/setup.py.
PYTHON ?= python3
BIN := .venv/bin
CODE := $(wildcard factcheck ui tests benchmarks tools)
SUITE := $(BIN)/pytest -q -n 2 --dist loadgroup

# Debian keeps initdb and pg_ctl away from the PATH.
export PATH := $(PATH):$(lastword $(sort $(wildcard /usr/lib/postgresql/*/bin)))

.PHONY: help setup run test lint types rules tests trust bench pictures pins

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup:  ## .venv with the pinned dependencies, and the system's libraries for Qt
	@$(PYTHON) tools/setup.py $(if $(filter-out file,$(origin PYTHON)),--named)

run: setup  ## the window on the sample project; without a display a walk through it, with pictures
	@$(BIN)/python tools/run.py

test: setup lint types tests  ## lint, types, rules and all tests but the long ones

lint: setup  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy
	$(BIN)/mypy $(CODE)

rules: setup  ## the architecture's rules alone
	$(BIN)/pytest -q tests/test_architecture.py

tests: setup
	$(SUITE)

trust: setup  ## the long tests
	HYPOTHESIS_PROFILE=trust $(SUITE) -m trust

bench: setup  ## speed beside its limits; DATA=DIR measures foreign data, LARGE=1 memory at 100,000 articles
	@$(BIN)/python -m benchmarks $(if $(DATA),--data $(DATA)) $(if $(LARGE),--large)

pictures: setup  ## docs/pictures anew from the real window
	@$(BIN)/python tools/pictures.py

pins: setup  ## constraints.txt anew from pyproject.toml; UPGRADE=1 takes newer versions
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade) --output-file constraints.txt
	sed -e '/^-/d' constraints.txt > constraints.new && mv constraints.new constraints.txt
