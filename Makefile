# make run   the site on http://127.0.0.1:8000      make test      what is checked before each commit
# make dev   Django's server, with debug            make test-all  that, and all that takes long
# make admin a name and password for /admin/
HOST ?= 127.0.0.1
PORT ?= 8000
# What of the tests: TESTS=tests/api those of a folder.
TESTS ?=
# Workers find the tests compiled that another one has compiled, whatever the environment says.
QUICKLY := PYTHONDONTWRITEBYTECODE=
SAMPLE ?= $(if $(filter es%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))),es,en)
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run dev admin test test-all coverage test-postgres lint bench chaos lock audit sbom ready

run: .venv/installed
	@exec $(BIN)/python manage.py start $(HOST):$(PORT) --language $(SAMPLE)

dev: ready
	DJANGO_DEBUG=1 $(BIN)/python manage.py runserver $(HOST):$(PORT)

admin: ready
	$(BIN)/python manage.py createsuperuser

ready: .venv/installed
	@$(BIN)/python manage.py migrate -v0
	@$(BIN)/python manage.py prepare_catalogue --language $(SAMPLE)

# Without those that take a minute or more, or repeat in every combination what others show.
test: lint
	$(QUICKLY) $(BIN)/pytest -m "not long" $(TESTS)

test-all: lint
	$(QUICKLY) $(BIN)/pytest $(TESTS)
	TEST_MILVUS=1 $(BIN)/pytest -n 0 tests/search/engines/test_milvus.py

# The tests once more, with what they have run of the code: that takes much longer, hence not in `make test`.
coverage: .venv/installed-dev
	$(QUICKLY) $(BIN)/pytest --cov=movie --cov=moviereviews --cov-report=term:skip-covered $(TESTS)

# The database's tests once more, on a PostgreSQL of their own: nothing has to be installed by hand.
test-postgres: .venv/installed-dev
	$(BIN)/python -m tests.postgres

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet

bench: .venv/installed-dev
	$(BIN)/python -m tests.benchmarks

# Kills (-9) of commands and of the server under visitors, at a hundred random moments; what is left must be whole.
chaos: .venv/installed-dev
	$(BIN)/python -m tests.chaos

# The supply chain: every package by its hash, what is known against them, and a list of them (CycloneDX).
lock: .venv/supply
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 requirements.txt -o requirements.lock

audit: .venv/supply
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

sbom: .venv/supply
	$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON -o sbom.json requirements.lock

.venv/supply: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check "uv>=0.9" "pip-audit>=2.9" "cyclonedx-bom>=7"
	@touch $@

.venv/installed: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
