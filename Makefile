# Scaleup. `make run` and `make test` need Linux, make and Python 3.11 or newer with venv; nothing else.
#   make run PORT=8001     another port
#   make run DEMO=0        an empty system: the first administrator's link is printed
#   make run PYTHON=python3.12

PORT ?= 8000
DEMO ?= 1
PYTHON ?= python3
WORKERS ?= auto

BIN = .venv/bin
SETUP = @command -v $(PYTHON) >/dev/null 2>&1 || { echo "Scaleup needs Python 3.11 or newer, and $(PYTHON) was not found. Name one: make run PYTHON=/path/to/python3" >&2; exit 1; }; $(PYTHON) scripts/setup.py

.DEFAULT_GOAL := help
.PHONY: help run test fire check bench vendor look storm storm-long mutation

help: ## this list
	@echo "Scaleup: the system that a national scale-up unit runs on."
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r a b; do printf '%-18s %s\n' "$$a" "$$b"; done

run: ## start everything on http://127.0.0.1:$PORT and print sign-in links (PORT=8000 DEMO=1)
	$(SETUP) requirements.lock
	@exec env PORT=$(PORT) DEMO=$(DEMO) $(BIN)/python -m scaleup.local

test: ## every test: guards, both databases, real servers, Chromium; about 13 minutes on 2 cores
	$(SETUP) requirements-dev.lock
	@failed=0; \
	$(BIN)/python -m pytest -m "not fire" -n $(WORKERS) --maxprocesses 4 --dist worksteal || failed=$$?; \
	echo "Now the tests that want the machine to themselves"; \
	$(BIN)/python -m pytest -m fire -p no:xdist -s || failed=$$?; \
	exit $$failed

check: ## ruff, mypy --strict, import contracts, djlint
	$(SETUP) requirements-dev.lock
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/djlint templates --lint --quiet

bench: ## how long the things take that must stay fast, beside a floor; docs/performance.md
	$(SETUP) requirements-dev.lock
	@$(BIN)/python -m bench

look: ## a picture of each screen, 1280 and 390 wide, into look-out/
	$(SETUP) requirements-dev.lock
	@$(BIN)/python -m tests.look

storm: ## the plans at length, then 100,000 reminders under fire and a kill a second; docs/reliability.md
	$(SETUP) requirements-dev.lock
	@$(BIN)/python -m tests.storm.plans
	@$(BIN)/python -m tests.storm.kept
	@$(BIN)/python -m tests.hooks.crashes
	@$(BIN)/python -m tests.storm

storm-long: ## ten years of 2,000 areas through the real tick, and an independent count; under an hour
	$(SETUP) requirements-dev.lock
	@$(BIN)/python -m tests.storm.long

mutation: ## small faults put into the rules of support and reminders: how many the pure tests notice
	$(SETUP) requirements-dev.lock
	@$(BIN)/python -m tests.mutation

vendor: ## compile the vendored front-end anew (needs npm; nothing else does)
	@sh scripts/vendor.sh
