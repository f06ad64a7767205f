# Two commands do everything: `make demo` and `make test`. Both build .venv first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
READERS := build/readers
AXE := tests/browser/node_modules/axe-core/axe.min.js

.PHONY: setup demo test lab docs pictures model readers clean

setup: $(STAMP)

$(STAMP): requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "anonkit needs Python 3.11, 3.12 or 3.13; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

demo: setup
	$(BIN)/anonkit demo --output demo --replace

# axe-core looks at the pages in the browser tests; nothing else needs npm, and without it they are skipped.
$(AXE): tests/browser/package-lock.json
	if command -v npm >/dev/null; then npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund; fi

test: setup $(AXE)
	$(BIN)/python -m nox --session lint types imports suite

lab: setup
	$(BIN)/anonkit lab

docs: setup
	$(BIN)/python docs/site --output site

# The pictures in docs/pictures, from what `make demo` made; to be looked at before they are committed.
pictures: setup
	$(BIN)/python docs/site/pictures.py --demo demo

# Trains both looks of the detection model on notes made up from a seed; what only training needs is installed then.
model: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/model.txt
	$(BIN)/python -m anonkit.deidentification.text.training --output src/anonkit/deidentification/text/model

# HL7's definitions and examples, and validators of FHIR that nobody here wrote, for tests/readers: 20 MB to fetch, 210
# on disk, pinned by digest, never needed to run. CI needs them; at a desk their tests are skipped until this was called.
readers: $(READERS)/.installed

$(READERS)/.installed: tests/readers/npm/package.json tests/readers/npm/package-lock.json requirements/readers.txt | $(STAMP)
	@command -v npm >/dev/null || { echo "make readers needs npm, which comes with Node.js 20 or newer"; exit 2; }
	rm -rf $(READERS) && mkdir -p build && cp -r tests/readers/npm $(READERS)
	cd $(READERS) && npm ci --ignore-scripts --no-audit --no-fund --install-links --loglevel=error
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target $(READERS)/python -r requirements/readers.txt
	touch $@

clean:
	rm -rf $(VENV) tests/browser/node_modules demo site build dist .nox .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
