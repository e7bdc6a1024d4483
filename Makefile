# Needs Python 3.11 or later and make; everything else goes into .venv here.
#
#   make setup   install everything into .venv
#   make run     answer the question of 3 January 2020, and say where the report is
#   make serve   show the runs in out/ in a browser, and play the table there
#   make test    what protects from a wrong edit: before every commit
#   make proof   random cases, rivals, mutants, long runs: before every merge
#   make soak    by hand, for hours, in pieces that go on where the last one ended
#   make laws    every law at twenty random cases        make lint    style, types, layers
#   make bench   how fast, against what                  make clean   forget .venv and out
#   make docs    run the commands of the pages' examples again, PAGES=docs/compare.md those of one page

PYTHON ?= python3
BIN    := .venv/bin
CASE   ?= baghdad-2020
OUT    ?= out/$(CASE)
FLAGS  ?= --runs 20000 --draws 64 --seed 7 --structure --ways-out
RUNS   ?= out
HOST   ?= 127.0.0.1
PORT   ?= 8000
TESTS  ?= tests
# Tests of one group share a worker, and long groups come first: tests/conftest.py.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder --durations=25

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
# What pip says is kept, and shown only where it fails: an answer should not begin with it.
QUIETLY := >.venv/pip.log 2>&1 || { cat .venv/pip.log >&2; exit 1; }

.PHONY: help setup run serve test proof soak laws lint format bench docs clean

help:
	@sed -n 's/^#  *make/make/p' Makefile

setup: .venv/dev.stamp
	@echo 'Ready: $(BIN)/offramp --help'

# Running needs less than testing, and a first answer should not wait for a type checker.
run: .venv/run.stamp
	@$(BIN)/offramp run $(CASE) $(FLAGS) --force --out $(OUT)

serve: .venv/serve.stamp
	@$(BIN)/offramp serve $(RUNS) --host $(HOST) --port $(PORT)

test: .venv/dev.stamp
	@$(PYTEST) $(TESTS)

proof: .venv/dev.stamp
	@$(PYTEST) -m proof $(TESTS)

soak: .venv/dev.stamp
	@$(BIN)/python -m tests.soak $(PIECES)

laws: .venv/dev.stamp
	@OFFRAMP_LAW_CASES=20 $(BIN)/python -m pytest -s -m proof tests/world/test_laws_random.py

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	@$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev.stamp
	@$(BIN)/python -m benchmarks

docs: .venv/dev.stamp
	@$(BIN)/python docs/remake.py $(PAGES)

clean:
	rm -rf .venv out

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo 'Offramp needs Python 3.11 or later: make PYTHON=python3.12 ...' >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up Offramp in .venv (once, about a minute) ...'
	@$(PIP) -e . $(QUIETLY)
	@touch $@

.venv/serve.stamp: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up the server in .venv (once, about a minute) ...'
	@$(PIP) -e '.[web]' $(QUIETLY)
	@touch .venv/run.stamp $@

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Setting up Offramp and its tests in .venv (once, about a minute) ...'
	@$(PIP) -e '.[dev]' $(QUIETLY)
	@touch .venv/run.stamp .venv/serve.stamp $@
