# `make demo` and `make test` do everything on a machine with Python 3.11 and a package registry.
# Nothing needs root, nothing is installed outside this folder. Paths are relative, so that the
# folder may stand anywhere, also under a name with spaces.

HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2
ARGS ?=

UV_VERSION := 0.13.9
UV := .boot/bin/uv
RUN := .venv/bin/python
MUSTER := $(RUN) -m muster.cli
COMPILE := $(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header
# Where a message says what to install, it says it for this system.
APT := On Debian 12: sudo apt-get install -y
# Two processes share the tests, file by file, in the order of the folders: files with many tests
# first would leave the longest, which have few, to the end, and one process idle.
SHARED = -n $(JOBS) --dist loadfile --no-loadscope-reorder
# The first Python that we run on, with what a virtual environment needs; else the first at all.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell \
  for whole in "; import venv, ensurepip" ""; do \
    for name in python3.11 python3.12 python3.13 python3; do \
      "$$name" -c "$(FITS)$$whole" >/dev/null 2>&1 && command -v "$$name" && exit; \
    done; \
  done)
# A virtual environment whose Python has gone is made anew.
ANEW := $(if $(wildcard $(RUN)),,anew)

export UV_PYTHON_DOWNLOADS := never
# Without bytecode every start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format types contracts docs bench messages lock clean anew

help: ## list what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: .venv/.run .venv/.words ## install what Muster needs to run, into .venv
	@echo "Muster is set up: .venv/bin/muster --help says what it can do."

demo: .venv/.run .venv/.words ## load two builds and serve them on http://localhost:8000 (PORT=8001 for another)
	@exec $(MUSTER) demo --host "$(HOST)" --port "$(PORT)"

test: .venv/.dev .venv/.words ## run all tests, on SQLite and PostgreSQL (ARGS="tests/shell -k road")
	$(RUN) -m pytest $(SHARED) $(ARGS)
	$(RUN) -m tests.postgres $(SHARED) $(ARGS)

lint: .venv/.dev ## look for mistakes and for untidy code and templates
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m djlint muster --lint --quiet

format: .venv/.dev ## put code and imports in order
	$(RUN) -m ruff check --fix-only --quiet .
	$(RUN) -m ruff format .

types: .venv/.dev ## check the types
	$(RUN) -m mypy

contracts: .venv/.dev ## check that each room imports only from floors below
	.venv/bin/lint-imports --no-logo

docs: .venv/.dev ## check that the documents name what there is, and that their links lead somewhere
	$(RUN) -m pytest -q tests/docs tests/house/test_settings.py

bench: .venv-bench/.done ## measure speed and size against other public tools
	.venv-bench/bin/python -m benchmarks $(ARGS)

messages: .venv/.dev ## collect the strings to translate into muster/locale (needs gettext)
	@command -v xgettext >/dev/null || { echo "xgettext is missing. $(APT) gettext" >&2; exit 2; }
	$(RUN) -m muster.shell.catalogs collect

lock: $(UV) ## work out requirements/*.txt from pyproject.toml (ARGS=--upgrade for newer versions)
	$(COMPILE) $(ARGS) pyproject.toml -o requirements/run.txt
	$(COMPILE) $(ARGS) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) $(ARGS) pyproject.toml --group bench -c requirements/run.txt -o requirements/bench.txt
	@echo "uv==$(UV_VERSION)" | $(COMPILE) --no-annotate - -o requirements/boot.txt

clean: ## remove what setup and tests made; the database in var/ stays
	rm -rf .boot .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@test ! -d var || echo "var/ holds your database and files, and stays. To begin anew, remove it yourself."

# uv stands in an environment of its own, at a pinned version. Your own settings for pip are
# handed on to it (see below), so that a registry of your own is named in one place.
$(UV): requirements/boot.txt
	@test -n "$(PYTHON)" || { echo "Muster needs Python 3.11, 3.12 or 3.13, and there is none. $(APT) python3.11 python3.11-venv" >&2; exit 2; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv. $(APT) $$("$(PYTHON)" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 2; }
	@echo "Setting up with $(PYTHON) …"
	@rm -rf .boot && "$(PYTHON)" -m venv .boot
	@.boot/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $< || { echo "uv could not be fetched. Is there a network? pip's own settings (pip.conf, PIP_INDEX_URL) are followed." >&2; rm -rf .boot; exit 2; }
	@touch $@

# $(1): a lock, $(2): the environment.
define install
	@test -x $(2)/bin/python || $(UV) venv -q --clear -p "$(PYTHON)" $(2)
	@index="$${UV_DEFAULT_INDEX:-$${UV_INDEX_URL:-$${PIP_INDEX_URL:-$$(.boot/bin/python -m pip config get global.index-url 2>/dev/null)}}}"; \
	  if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	  $(UV) pip sync -q -p $(2)/bin/python --require-hashes $(1) && \
	  $(UV) pip install -q -p $(2)/bin/python --no-deps -e . || \
	  { echo "Not everything could be installed (see above). What was there stays; run make again." >&2; exit 2; }
endef

.venv/.run: pyproject.toml requirements/run.txt $(ANEW) | $(UV)
	$(call install,requirements/run.txt,.venv)
	@touch $@

# On top of what runs: whenever that is installed again, the tools are gone.
.venv/.dev: .venv/.run requirements/dev.txt
	$(call install,requirements/dev.txt,.venv)
	@touch $@

.venv/.words: $(wildcard muster/locale/*/LC_MESSAGES/*.po) | .venv/.run
	@$(RUN) -m muster.shell.catalogs compile
	@touch $@

.venv-bench/.done: pyproject.toml requirements/bench.txt | $(UV)
	$(call install,requirements/bench.txt,.venv-bench)
	@touch $@
