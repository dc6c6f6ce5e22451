"""Keeps a developer's own key, database and settings out of the tests; imported before Django's settings."""

import os

SILENCED = (
    "openai_apikey",
    "OPENAI_API_KEY",
    "openai_api_key",
    "FILM_FINDER_HOME",
    "OPENAI_BASE_URL",
    "EMBEDDER",
    "CHAT_MODEL",
    "CHAT_BASE_URL",
    "EMBEDDING_MODEL",
    "EMBEDDING_DIMENSIONS",
    "EMBEDDING_QUERY_MODEL",
    "EMBEDDING_QUERY_PREFIX",
    "EMBEDDING_DOCUMENT_PREFIX",
    "EMBEDDING_SECONDS",
    "CHAT_SECONDS",
    "CHAT_TURN_SECONDS",
    "CHAT_REST_SECONDS",
    "DATABASE_URL",
    "SEARCH_ENGINE",
    "PGVECTOR_URL",
    "PGVECTOR_EF_SEARCH",
    "MILVUS_URI",
    "MILVUS_TOKEN",
    "DJANGO_DEBUG",
    "DJANGO_HTTPS",
    "DJANGO_ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "SECURITY_CONTACT",
    "API_ORIGINS",
    "TMDB_TOKEN",
    "TMDB_URL",
    "TMDB_PICTURES_URL",
    "IMPORT_SECONDS",
    "IMPORT_MEGABYTES",
)

# A chat model that a developer has named, for a benchmark that asks one.
OWN_CHAT = {name: os.environ.get(name, "") for name in ("CHAT_MODEL", "CHAT_BASE_URL")}


def test_environment() -> dict[str, str]:
    """This process's environment with every setting of the project silenced, offline and in memory."""
    silenced = dict.fromkeys(SILENCED, "")
    database = {"DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "")}
    return (
        os.environ
        | silenced
        | database
        # On a PostgreSQL, too: see tests/postgres.py.
        | {"SEARCH_ENGINE": "memory"}
        | {"EMBEDDER": "offline", "DJANGO_SECRET_KEY": "only-for-tests-" + "x" * 50}
        # Tests of several processes say so: the others have the processors to share.
        | {"WEB_CONCURRENCY": "1"}
        # Hundreds of processes are started: each would compile the project anew.
        | {"PYTHONDONTWRITEBYTECODE": ""}
    )


os.environ.update(test_environment())
