# Everything is one command away: `make run` opens the app, `make test` checks everything.
#
# The first call makes a virtual environment in .venv. Two stamps say what stands in it: what the app
# needs, and what its developers need. A stamp is renewed when pyproject.toml changes, and when the
# checkout has been moved or copied: then the paths that an editable install wrote down are wrong.

VENV := .venv
BIN := $(VENV)/bin
HERE := $(CURDIR)

# The first Python that is new enough and able to make a virtual environment. `python3` alone may be older.
PYTHON ?= $(firstword $(foreach name,python3.14 python3.13 python3.12 python3.11 python3,$(shell \
	$(name) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(name))))

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help run install dev test check format bench fuzz wheel clean

help:
	@echo 'make run      set up what is needed and open the sample collection'
	@echo 'make install  set up .venv, so that $(BIN)/crossread is there'
	@echo 'make test     set up the tools too; run every check and every test'
	@echo 'make check    the fast part of it: style, spelling, types, layers'
	@echo 'make format   let ruff format the code and mend what it can'
	@echo 'make bench    measure (needs no data from elsewhere)'
	@echo 'make fuzz     a million spoiled inputs, 200 kills in the midst of work, the slow bad files (half an hour)'
	@echo 'make wheel    build dist/crossread-*.whl'
	@echo 'make clean    remove .venv and all that is built'

run: install
	@$(BIN)/crossread articles

install: $(VENV)/.app

dev: $(VENV)/.dev

test: check
	$(BIN)/pytest -n 4

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

fuzz: dev
	$(BIN)/python tests/fuzz/run.py --inputs 1000000
	$(BIN)/python tests/trust/kill.py --points 200
	$(BIN)/python tests/trust/long_use.py --commands 10000 --articles 1000
	CROSSREAD_ALL=1 $(BIN)/pytest -q tests/trust/test_hostile_files.py tests/pty/test_terminal_faults.py

wheel: dev
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find reader tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# A stamp holds the path of the checkout it was made in.
current = $(shell test "$$(cat $(1) 2>/dev/null)" = '$(HERE)' && echo yes)

$(VENV)/.app: pyproject.toml $(if $(call current,$(VENV)/.app),,renew)
	@test -n '$(PYTHON)' || { echo 'Crossread needs Python 3.11 or newer with its venv module' \
		'(on Debian and Ubuntu: python3-venv). To name one: make PYTHON=/path/to/python3' >&2; exit 1; }
	@if test -e $@ -a -z '$(call current,$@)' || ! $(BIN)/python -c '' 2>/dev/null; then \
		echo 'Setting up $(VENV) with $(PYTHON) ...'; $(PYTHON) -m venv --clear $(VENV); fi
	@$(PIP) install --editable .
	@echo '$(HERE)' > $@

$(VENV)/.dev: $(VENV)/.app
	@$(PIP) install --editable '.[dev]'
	@echo '$(HERE)' > $@

.PHONY: renew
renew:
