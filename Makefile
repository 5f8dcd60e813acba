# Everything that can be done here, each with one command. `make serve` and `make test` need only
# Python 3.11 or newer; they make an environment of their own in .venv and leave the system alone.

PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet
ROOMS := exercises journal widgets server
PINNED := requirements.txt requirements-test.txt requirements-audit.txt

# Each stamp says that what it depends on has been installed since it last changed.
SERVING := $(VENV)/.serving
TESTING := $(VENV)/.testing
AUDITING := $(VENV)/.auditing

.PHONY: help serve lab check test audit bench outputs screenshots clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

serve: $(SERVING) ## serve the workbook on http://localhost:8866 (ARGS="--port 9000" to change)
	$(VENV)/bin/workbook serve $(ARGS)

lab: $(SERVING) ## open the same notebooks in JupyterLab
	$(VENV)/bin/workbook lab $(ARGS)

check: $(SERVING) ## check every content file, and that notebooks and exercises fit together
	$(VENV)/bin/workbook check

test: $(TESTING) ## every check and every test
	$(VENV)/bin/workbook check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2 --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout=120 workbook/*.ipynb
	$(PY) -m pytest -n 2 --dist loadfile --ignore tests/browser tests $(ROOMS)
	@# By itself: Playwright keeps an event loop running, beside which no other test could run one.
	$(PY) -m pytest -n 2 --dist loadfile tests/browser

audit: $(AUDITING) ## ask PyPI for known weaknesses of the pinned versions; needs a network
	$(PY) -m pip_audit --strict --no-deps --disable-pip $(PINNED:%=-r %)

bench: $(TESTING) ## measure a room full of people, and stock Voilà beside it (15 minutes)
	$(PY) -m benchmarks.run $(ARGS)

outputs: $(TESTING) ## run every notebook and keep its outputs, for the tests to compare with
	$(PY) tests/outputs.py

screenshots: $(TESTING) ## take the pictures of the README anew
	$(PY) -m docs.screenshots

clean: ## remove the environment and what tools left behind; journals are not touched
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find $(ROOMS) tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment that was moved, or half made, has no working pip: it is made anew.
$(SERVING): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The workbook needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the pinned packages into $(VENV): a minute or more, and again only when they change."
	$(PIP) -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(TESTING): requirements-test.txt $(SERVING)
	$(PIP) -r requirements-test.txt
	@touch $@

$(AUDITING): requirements-audit.txt $(SERVING)
	$(PIP) -r requirements-audit.txt
	@touch $@
