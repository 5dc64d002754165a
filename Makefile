# Torrens. `make help` lists what there is; everything runs from a clean clone.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 \
	&& $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NODE := $(shell command -v npm 2>/dev/null)
# The npm shim exits 0 on failing tests: ask the binary itself. The shell finds it, since make may only now install it.
FORGE := $$(ls -d node_modules/@foundry-rs/forge-*/bin/forge)
OUT ?= torrens-demo
DATA ?=
ENGINE ?= embedded
FORGE_PROFILE ?= dev
SAMPLE ?= 300
export FOUNDRY_SOLC := $(CURDIR)/contracts/tools/solc
export ETH_HASH_BACKEND := pysha3

.PHONY: help setup demo test lint types floors contracts artifacts verifier bench bench-gas coverage mutants audit audit-law audit-tools audit-parsers audit-long clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: $(STAMP) ## make the environment in .venv, from hashed constraints

$(STAMP): constraints.txt pyproject.toml
	@[ -n "$(PYTHON)" ] || { echo "Torrens needs Python 3.11, 3.12 or 3.13. Install it: apt-get install python3"; exit 3; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. Install it: apt-get install python3-venv"; exit 3; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## run the main job; DATA=path/to/table.csv OUT=folder ENGINE=embedded|anvil FORCE=1
	@$(BIN)/torrens demo --out "$(OUT)" --engine "$(ENGINE)" $(if $(DATA),--data "$(DATA)") $(if $(FORCE),--force)

test: setup ## pass the tests (Solidity too where node is)
	@$(BIN)/python -m pytest -q
ifneq ($(NODE),)
	@$(MAKE) --no-print-directory contracts
else
	@echo "Left out: the Solidity tests (forge), because npm is not installed. To run them: apt-get install nodejs npm, then make contracts"
endif

lint: setup ## ruff, and forge fmt where node is
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
ifneq ($(NODE),)
	@$(MAKE) --no-print-directory contracts/node_modules
	@cd contracts && $(FORGE) fmt --check
endif

types: setup ## mypy, strict
	@$(BIN)/mypy

floors: setup ## who may import whom (import-linter)
	@$(BIN)/lint-imports

contracts/node_modules: contracts/package-lock.json
	@[ -n "$(NODE)" ] || { echo "npm is missing. Install it: apt-get install nodejs npm"; exit 3; }
	@# not npm ci: it refuses a lock without the optional builds for machines of other kinds, which not every mirror has
	@cd contracts && npm install --no-save --no-progress --silent
	@touch $@

contracts: setup contracts/node_modules ## build and test the Solidity, prove that the committed artifacts are fresh
	@$(BIN)/python contracts/tools/words.py --check
	@$(BIN)/python -m torrens_devnet.compile --check
	@$(BIN)/python contracts/tools/events.py --check
	@$(BIN)/python contracts/tools/vectors.py --check
	@cd contracts && FOUNDRY_PROFILE=$(FORGE_PROFILE) $(FORGE) test

artifacts: setup contracts/node_modules ## write ABI, bytecode and the generated types anew
	@$(BIN)/python contracts/tools/words.py
	@$(BIN)/python -m torrens_devnet.compile
	@$(BIN)/python contracts/tools/events.py
	@$(BIN)/python contracts/tools/vectors.py

verifier: setup ## the verifier alone, one file for a court: dist/torrens-verify.pyz, and its SHA-256
	@$(BIN)/python cli/tools/verifier.py dist/torrens-verify.pyz

bench: setup ## measure speeds, merged into bench.json
	@PYTHONPATH=tests $(BIN)/python -m bench.speed
	@PYTHONPATH=tests $(BIN)/python -m bench.cold

bench-gas: setup contracts/node_modules ## measure gas exactly, merged into bench.json and compared with the committed snapshot
	@PYTHONPATH=tests $(BIN)/python -m bench.gas

coverage: setup contracts/node_modules ## what the Solidity tests reach: 98 % of lines and branches at least
	@$(BIN)/python contracts/tools/coverage.py

mutants: setup contracts/node_modules ## does a test notice when the law changes? SAMPLE=0 takes all mutants, which takes hours
	@$(BIN)/python contracts/tools/mutation named
	@$(BIN)/python contracts/tools/mutation run --sample $(SAMPLE)

audit: audit-law audit-tools audit-parsers coverage mutants audit-long ## the long checks, hours: all that follow, coverage, mutants

audit-law: setup contracts/node_modules ## the Solidity tests by the audit's budgets: a million calls of the handler
	@FORGE_PROFILE=audit $(MAKE) --no-print-directory contracts

audit-tools: setup contracts/node_modules ## slither and halmos, each in an environment of its own
	@contracts/tools/audit

audit-parsers: setup ## half an hour of fuzzing the parsers of foreign bytes
	@anchor/tools/audit

audit-long: setup contracts/node_modules ## a million differential cases, the crash matrices, the long tests
	@TORRENS_DIFFERENTIAL_CASES=1000000 $(BIN)/python -m pytest -q tests/contracts/test_differential_mass.py
	@$(BIN)/python -m pytest -q -m audit tests

clean: ## remove what make made
	@rm -rf $(VENV) dist contracts/node_modules contracts/out contracts/cache torrens-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache bench.json
