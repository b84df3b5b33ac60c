# Two commands to a cited answer: `make run` and `make test`. Each sets up what it needs in .venv first, and does
# nothing the second time. Only Python and make have to be there.
#
# Set-up speaks on standard error and leaves standard input alone: `echo /troops | make run` prints answers only.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

BIN := .venv/bin
PYTHON := python3
ARGS :=

# A Python named on the command line is meant: .venv is made anew when it was made with another.
EXACTLY = $(if $(findstring command,$(origin PYTHON)),--exactly)

define set-up
	@command -v "$(PYTHON)" >/dev/null || { echo "set-up: $(PYTHON) is not here: install Python 3.11 or newer (on Debian: sudo apt install python3 python3-venv)" >&2; exit 1; }
	@"$(PYTHON)" -m deploy.venv $(1) $(EXACTLY) </dev/null
endef

# One line a step; what a step says is shown when it fails.
define step
	@echo 'check: $(1)' >&2
	@said=$$($(BIN)/$(2) 2>&1) || { printf '%s\n' "$$said" >&2; exit 1; }
endef

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: ## set up and start the bot; with no token, a chat in the terminal (ARGS="..." is passed on)
	$(call set-up,run)
	@exec $(BIN)/briefing run $(ARGS)

# Many tests wait, for a lease or a disk or a process: one worker more than there are cores.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')
# Measuring makes tests three times as slow, so only those that are about `corpus` are measured.
APART := $(addprefix tests/,contracts dialogs emulators faults pictures readme $(addprefix unit/,digests discord telegram))
MEASURED := tests/golden tests/unit $(addprefix --ignore=,$(APART))
# A choice by ARGS may leave one of the two runs without a test.
SELECTED = $(if $(ARGS),|| [ $$? -eq 5 ])

.PHONY: test
test: ## set up and run every test, with the branch coverage of corpus/ (ARGS="..." is passed on to pytest)
	$(call set-up,dev)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(APART) $(ARGS) $(SELECTED)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(MEASURED) --cov --cov-report=term $(ARGS) $(SELECTED)
	@$(if $(ARGS),,$(MAKE) deploy-test)

.PHONY: deploy-test
deploy-test: ## set up and run the tests of the service and the image, on a small Debian (root only; else skipped)
	$(call set-up,dev)
	@$(BIN)/pytest tests/deploy

.PHONY: check
check: ## everything that must hold before a commit: form, types, layers, generated files, tests
	$(call set-up,dev)
	$(call step,form (mended by `make fmt`),ruff format --check --quiet .)
	$(call step,lint,ruff check --quiet .)
	$(call step,types,mypy --no-error-summary)
	$(call step,layers,lint-imports --no-logo)
	@$(MAKE) generated
	@echo 'check: tests' >&2
	@$(MAKE) test

.PHONY: generated
generated: ## see that the files made by commands are what the commands would make now
	$(call set-up,dev)
	$(call step,pins (made by `make lock`),python -m deploy.lock --check)
	$(call step,licences (made by `make licences`),python -m deploy.licences --check)
	$(call step,schemas (made by `briefing dossier schema`),briefing dossier schema --check)

.PHONY: bench
bench: ## set up and run the benchmarks
	$(call set-up,dev)
	@$(BIN)/pytest tests/benchmarks $(ARGS)

.PHONY: fmt
fmt: ## bring the code into form
	$(call set-up,dev)
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

.PHONY: words
words: ## bring the French catalogue up to date with the code, and compile it
	$(call set-up,dev)
	@$(BIN)/pybabel -q extract -k say -k count:1,2 -k among:1c,2 --no-location --sort-output --no-wrap -o .venv/bot.pot bot
	@$(BIN)/pybabel -q update -D bot -d bot/locales -i .venv/bot.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap
	@$(BIN)/pybabel -q compile -D bot -d bot/locales --statistics

.PHONY: pictures
pictures: ## draw the pictures of README anew, from what the program says now; then look at them
	$(call set-up,dev)
	@$(BIN)/python -m tests.pictures

.PHONY: lock
lock: ## pin what pyproject.toml asks for (ARGS=--upgrade takes the newest)
	$(call set-up,uv)
	@$(BIN)/python -m deploy.lock $(ARGS) </dev/null

.PHONY: licences
licences: ## list the licences of what the program runs on
	$(call set-up,dev)
	@$(BIN)/python -m deploy.licences

.PHONY: audit
audit: ## ask the package index for known vulnerabilities of what the program runs on
	$(call set-up,uv)
	@$(BIN)/python -m deploy.audit

.PHONY: clean
clean: ## remove .venv and everything else that is made anew when needed
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
