# Every action is one word, the same for people and for CI. `make` alone lists them.
# Portable to the make that macOS ships (GNU make 3.81); what needs thought is in scripts/.

# Another interpreter:      PYTHON=python3.13 make site
# More words for a command: make serve ARGS="--help"
ARGS ?=
# A browser that needs less time: make test BROWSER=--light. Who has a variable of that name means another.
BROWSER :=

BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" $(ARGS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site serve check schema words test lint types layers links bench lock clean site-tools test-tools

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: site-tools ## set up, check the data, build site/ and inspect it
	@$(BIN)/dossier build $(ARGS)

serve: site-tools ## the same, then serve it, and rebuild and reload when a file changes
	@$(BIN)/dossier serve $(ARGS)

check: site-tools ## check the data and the hand-written pages, and build nothing
	@$(BIN)/dossier check $(ARGS)

schema: site-tools ## write the JSON Schemas of the data files into schema/
	@$(BIN)/dossier schema $(ARGS)

words: test-tools ## bring the catalogues of words up to date with the program
	@$(BIN)/python -m scripts.words

test: lint types layers ## set up what tests need, a browser too, and run every check
	@$(BIN)/python -m scripts.browser $(BROWSER)
	@# Commands are run as people run them: where Python may keep nothing compiled, each compiles the whole program.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: test-tools ## style, and whether the code is formatted
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: test-tools ## types
	@$(BIN)/mypy

layers: test-tools ## imports run downwards only
	@$(BIN)/lint-imports --no-logo

links: test-tools site ## follow every link of the built site, outside ones too (needs the network)
	@$(BIN)/python -m scripts.links site

bench: ## compare time and memory of a build with those of other programs
	@scripts/setup bench
	@$(BIN)/python -m benchmarks $(ARGS)

lock: ## renew the locks after a change of dependencies (ARGS=--upgrade: newest versions)
	@scripts/setup lock
	@$(COMPILE) pyproject.toml --extra engines --group build --output-file requirements/site.txt
	@$(COMPILE) pyproject.toml --extra engines --extra dask --group build --group test \
		--constraint requirements/site.txt --output-file requirements/test.txt
	@$(COMPILE) pyproject.toml --extra engines --group build --group bench \
		--constraint requirements/site.txt --output-file requirements/bench.txt
	@$(COMPILE) --group lock --output-file requirements/lock.txt
	@$(COMPILE) --group node --output-file requirements/node.txt
	@$(BIN)/python -m scripts.npm $(if $(filter --upgrade,$(ARGS)),update,install) --package-lock-only --loglevel=error

clean: ## remove everything that these words made
	rm -rf .venv node_modules site .site.builds site-offline .site-offline.builds .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

site-tools:
	@scripts/setup site

test-tools:
	@scripts/setup test
