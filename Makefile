# make run   the site on http://127.0.0.1:8000      make test   everything that is checked
# make dev   Django's server, with debug            make admin  a name and password for /admin/
HOST ?= 127.0.0.1
PORT ?= 8000
SAMPLE ?= $(if $(filter es%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG))),es,en)
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run dev admin test lint bench ready

run: ready
	@$(BIN)/python manage.py collectstatic --noinput -v0
	@echo "Open http://$(HOST):$(PORT)/ in your browser; Ctrl-C stops it."
	@exec $(BIN)/waitress-serve --listen=$(HOST):$(PORT) --threads=8 moviereviews.wsgi:application

dev: ready
	DJANGO_DEBUG=1 $(BIN)/python manage.py runserver $(HOST):$(PORT)

admin: ready
	$(BIN)/python manage.py createsuperuser

ready: .venv/installed
	@$(BIN)/python manage.py migrate -v0
	@$(BIN)/python manage.py prepare_catalogue --language $(SAMPLE)

test: lint
	$(BIN)/pytest

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

bench: .venv/installed-dev
	$(BIN)/python -m tests.benchmarks

.venv/installed: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
