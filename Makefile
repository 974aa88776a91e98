# Everything starts from a bare Python 3.11: each command first sets up what it needs, quickly when nothing changed.
.DEFAULT_GOAL := help
.PHONY: help setup run test nightly lint shots bench soak locale migration schema lock

BIN := .venv/bin
ARGS ?=
# where bytecode may not be written, every program that a test starts compiles everything anew: a fifth of the suite
export PYTHONDONTWRITEBYTECODE :=

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## system libraries, .venv, locked packages, texts
	@sh installer/setup.sh

run: setup ## open the program (ARGS="--help" hands options on); without a display a demo is written to out/demo
	@sh installer/run.sh $(ARGS)

test: setup ## the whole test suite, without a display
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

nightly: setup ## the long runs: kills, cuts, stops of the server, lives at random (ARGS="--share 0.1")
	@QT_QPA_PLATFORM=offscreen DEALER_DESK_NIGHTLY=1 $(BIN)/python -m pytest -q tests/nightly tests/ui/shell/startup/test_collector.py \
	tests/app/*/test_*_life.py tests/app/people/test_merging.py tests/shots/test_look.py $(ARGS)

lint: setup ## style, types, layers, and the goals of the structure (ARGS=--places: where)
	@$(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tests.charter.measure $(ARGS)

shots: setup ## screenshots of every page into out/shots
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.shots $(ARGS)

bench: setup ## the promised speeds, measured here
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench $(ARGS)

soak: setup ## the board on the wall for hours, its memory and handles (ARGS="--hours 0.1")
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.soak $(ARGS)

locale: setup ## merge and compile the translations
	@$(BIN)/python installer/catalogue.py

migration: setup ## start the next revision of the store (NAME=short_words)
	@$(BIN)/python installer/migration.py $(NAME)

schema: setup ## write the script of a new store file after a change of the revisions
	@$(BIN)/python installer/new_store.py

LOCKED := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: setup ## pin the newest allowed packages (ARGS=--upgrade)
	@cd installer && export CUSTOM_COMPILE_COMMAND="make lock" && \
	../$(LOCKED) $(ARGS) -o requirements.lock requirements.in && ../$(LOCKED) $(ARGS) -o requirements-dev.lock requirements-dev.in
