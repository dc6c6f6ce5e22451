"""Settings of the project: safe with nothing set, and open to the environment and to openAI.env."""

import os
import warnings
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .environment import (
    FILES,
    database,
    flag,
    generated_secret_key,
    load_environment,
    number,
    openai_key,
    seconds,
    words,
)
from .newer_sqlite import adopt_newer_sqlite
from .proxies import THIS_MACHINE, networks

CODE_DIR = Path(__file__).resolve().parent.parent
# Where films, posters, settings and keys are kept: beside manage.py, or where `film-finder` says.
BASE_DIR = Path(os.environ.get("FILM_FINDER_HOME", "").strip() or CODE_DIR).expanduser().absolute()
for file in FILES:
    load_environment(BASE_DIR / file)

DEBUG = flag("DJANGO_DEBUG")
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or generated_secret_key(BASE_DIR / ".secret_key")
ALLOWED_HOSTS = words("DJANGO_ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    # Its pages are loaded with the addresses (urls.py): a command without addresses starts in less time.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "movie",
]

MIDDLEWARE = [
    "moviereviews.proxies.believe_proxies",
    "moviereviews.middleware.security_headers",
    "moviereviews.health.answer_watchers",
    "django.middleware.security.SecurityMiddleware",
    "moviereviews.middleware.GZip",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "moviereviews.middleware.vary_by_language",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "moviereviews.urls"
WSGI_APPLICATION = "moviereviews.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A wheel carries the pages inside a package.
        "DIRS": [CODE_DIR / "moviereviews/templates", CODE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL", "").strip() or "sqlite:///db.sqlite3"
DATABASES = {"default": database("DATABASE_URL", DATABASE_URL)}
adopt_newer_sqlite()
if DATABASE_URL == "sqlite:///db.sqlite3":
    # Set here and not in the address, where "#" and "?" in a folder's name would mean something.
    DATABASES["default"]["NAME"] = BASE_DIR / "db.sqlite3"
# A PostgreSQL beside the films' database, for the search engine's copy of the vectors alone.
PGVECTOR_URL = os.environ.get("PGVECTOR_URL", "").strip()
if PGVECTOR_URL:
    DATABASES["engine"] = database("PGVECTOR_URL", PGVECTOR_URL)
# How many processes serve, by the name that hosts and other servers have for it; 0: as many as suit.
WEB_CONCURRENCY = number("WEB_CONCURRENCY", 0)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Ten failures from one address (of IPv6, one network) lock its log-ins for an hour, and are logged. Not by
# name: a stranger could keep the owner out.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "movie.billing.visitors.network_of"
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    # Length and guessing are what counts: any characters may be taken, digits alone as well.
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("pt", _("Portuguese"))]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "media/"
MEDIA_ROOT = BASE_DIR / "media"
# Files of films that the admin takes; nobody may read them by an address.
UPLOADS_ROOT = BASE_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "moviereviews.staticfiles.StaticFilesStorage"},
}
# Without `collectstatic` the files are served from where they lie.
WHITENOISE_USE_FINDERS = True
warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)

# Whose word is taken for the visitor's address, scheme and host: with HTTPS, if nothing is said, that of a
# proxy on this machine.
TRUSTED_PROXIES = networks(words("TRUSTED_PROXIES") or (THIS_MACHINE if flag("DJANGO_HTTPS") else ()))
# Whom finders of holes may write to: mailto: and https: addresses, in /.well-known/security.txt.
SECURITY_CONTACT = words("SECURITY_CONTACT")
# Pages of these origins may read the API (* for all): only reading, and without a visitor's cookies.
API_ORIGINS = words("API_ORIGINS")

SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if flag("DJANGO_HTTPS"):
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    # A browser takes these from this very host alone, over HTTPS: no subdomain can plant one.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"

OPENAI_KEY, OPENAI_KEY_NAME = openai_key()
OPENAI_BASE_URL = os.environ.get("OPENAI_BASE_URL", "").strip()
# Alias -> BACKEND + OPTIONS, the shape of STORAGES. The environment picks which one is "default".
EMBEDDER_CHOICES = {
    "offline": {"BACKEND": "movie.embedders.offline.OfflineEmbedder"},
    "openai": {
        "BACKEND": "movie.embedders.openai.OpenAIEmbedder",
        "OPTIONS": {
            "api_key": OPENAI_KEY,
            "base_url": OPENAI_BASE_URL or None,
            "model": os.environ.get("EMBEDDING_MODEL", "").strip() or "text-embedding-3-small",
            "dimensions": os.environ.get("EMBEDDING_DIMENSIONS", "").strip() or None,
            "query_model": os.environ.get("EMBEDDING_QUERY_MODEL", "").strip() or None,
            # Not stripped: E5's prefixes end in a blank.
            "query_prefix": os.environ.get("EMBEDDING_QUERY_PREFIX", ""),
            "document_prefix": os.environ.get("EMBEDDING_DOCUMENT_PREFIX", ""),
        },
    },
}
EMBEDDER = os.environ.get("EMBEDDER", "").strip() or (
    "openai" if OPENAI_KEY or OPENAI_BASE_URL else "offline"
)
if EMBEDDER.lower() in EMBEDDER_CHOICES:
    EMBEDDER = EMBEDDER.lower()
EMBEDDERS = {"default": EMBEDDER_CHOICES.get(EMBEDDER, {"BACKEND": EMBEDDER})}

# Who finds the nearest vectors, again alias -> BACKEND + OPTIONS. Unset: pgvector where the films are in a
# PostgreSQL that has the extension, else memory.
SEARCH_ENGINE_CHOICES = {
    "memory": {"BACKEND": "movie.search.engines.selection.memory_engine"},
    "pgvector": {
        "BACKEND": "movie.search.engines.pgvector.PgvectorEngine",
        "OPTIONS": {
            "using": "engine" if "engine" in DATABASES else "default",
            "ef_search": number("PGVECTOR_EF_SEARCH", 80),
        },
    },
    "milvus": {
        "BACKEND": "movie.search.engines.milvus.MilvusEngine",
        "OPTIONS": {
            "uri": os.environ.get("MILVUS_URI", "").strip() or str(BASE_DIR / "milvus.db"),
            "token": os.environ.get("MILVUS_TOKEN", "").strip(),
        },
    },
}
SEARCH_ENGINE = os.environ.get("SEARCH_ENGINE", "").strip()
if SEARCH_ENGINE.lower() in SEARCH_ENGINE_CHOICES:
    SEARCH_ENGINE = SEARCH_ENGINE.lower()
SEARCH_ENGINES = {
    "default": SEARCH_ENGINE_CHOICES.get(
        SEARCH_ENGINE, {"BACKEND": SEARCH_ENGINE or "movie.search.engines.selection.best_engine"}
    )
}

# The chat model: OpenAI's by the same key, or another server's. Without either every page does without.
CHAT_MODEL = os.environ.get("CHAT_MODEL", "").strip()
CHAT_BASE_URL = os.environ.get("CHAT_BASE_URL", "").strip() or OPENAI_BASE_URL
# Another server has no model of a known name: there CHAT_MODEL has to say which.
CHAT = (
    {
        "model": CHAT_MODEL or "gpt-4o-mini",
        "api_key": OPENAI_KEY,
        "base_url": CHAT_BASE_URL or None,
    }
    if CHAT_MODEL and CHAT_BASE_URL or OPENAI_KEY and not CHAT_BASE_URL
    else {}
)

# The Movie Database, with the owner's own key: a source of films, asked by sync_movies alone.
TMDB_TOKEN = os.environ.get("TMDB_TOKEN", "").strip()
TMDB_URL = os.environ.get("TMDB_URL", "").strip() or "https://api.themoviedb.org/3"
TMDB_PICTURES_URL = os.environ.get("TMDB_PICTURES_URL", "").strip() or "https://image.tmdb.org/t/p/w500"

# A command waits so many seconds for an answer of theirs, a page no longer than 8.
EMBEDDING_SECONDS = seconds("EMBEDDING_SECONDS", 60)
CHAT_SECONDS = seconds("CHAT_SECONDS", 60)
# A turn of Moviebot's has an end, whatever a chat model still sends.
CHAT_TURN_SECONDS = seconds("CHAT_TURN_SECONDS", 20)
# For so long a chat model that has failed is left alone.
CHAT_REST_SECONDS = seconds("CHAT_REST_SECONDS", 60)

# Searches that would pay: how many a visitor may start in a minute, and how many tokens all of them
# together may cost in a day (none: no limit). Beyond that, films are found by their words alone.
SEARCHES_PER_MINUTE = number("SEARCHES_PER_MINUTE", 20)
DAILY_TOKEN_BUDGET = number("DAILY_TOKEN_BUDGET", 1_000_000)

# How long one import may take, and how much it may read, unpacked: neither fills a disk or goes on for ever.
IMPORT_SECONDS = number("IMPORT_SECONDS", 7_200.0)
IMPORT_MEGABYTES = number("IMPORT_MEGABYTES", 4_000.0)

# Keeps the embeddings of prompts, so that no prompt is paid for twice.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": BASE_DIR / ".cache",
        "TIMEOUT": 60 * 60 * 24 * 30,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "moviereviews.logs.MachineLanguage",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"one_line": {"()": "moviereviews.logs.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "strangers": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["one_line"]},
    },
    "loggers": {
        "movie": {"handlers": ["console"], "level": "INFO"},
        "axes": {"handlers": ["strangers"], "level": "WARNING", "propagate": False},
        "django.security": {"handlers": ["strangers"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # That somebody waits for a moment is no news; a full house is told by what visitors get.
        "waitress.queue": {"level": "ERROR"},
    },
}
