"""The settings in processes of their own: with nothing set, with everything set, and with mistakes."""

import stat

import pytest

from ..processes import put_code
from .checkout import run, setting, start

LONG_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"


@pytest.fixture
def checkout(tmp_path):
    put_code(tmp_path)
    return tmp_path


def test_project_with_nothing_set_passes_its_checks(checkout):
    code, _, complaints = run(checkout, "manage.py", "check", "--fail-level", "WARNING")
    assert code == 0, complaints


def test_nothing_set_is_offline_local_and_without_debug(checkout):
    said = setting(checkout, "settings.EMBEDDER, settings.DEBUG, settings.ALLOWED_HOSTS")
    assert said == "('offline', False, ['localhost', '127.0.0.1', '[::1]'])"


def test_migrations_are_those_of_the_models(checkout):
    code, output, complaints = run(checkout, "manage.py", "makemigrations", "--check", "--dry-run")
    assert code == 0, output + complaints


DEPLOYED = {
    "DJANGO_HTTPS": "1",
    "DJANGO_ALLOWED_HOSTS": "films.example.org",
    "DJANGO_SECRET_KEY": LONG_KEY,
}


def test_deployment_behind_https_has_nothing_to_warn_about(checkout):
    code, _, complaints = run(
        checkout, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED
    )
    assert code == 0, complaints
    assert not (checkout / ".secret_key").exists()


def test_deployment_without_https_is_warned_about(checkout):
    variables = DEPLOYED | {"DJANGO_HTTPS": "no"}
    code, _, complaints = run(
        checkout, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **variables
    )
    assert code == 1
    assert "security.W008" in complaints


def test_processes_started_at_once_share_one_secret_key(checkout):
    code = "from moviereviews import settings; print(settings.SECRET_KEY)"
    processes = [start(checkout, "-c", code) for _ in range(4)]
    keys = {process.communicate(timeout=60)[0].strip() for process in processes}
    assert keys == {(checkout / ".secret_key").read_text()}
    assert stat.S_IMODE((checkout / ".secret_key").stat().st_mode) == 0o600
    assert list(checkout.glob(".secret_key*")) == [checkout / ".secret_key"]


def test_key_in_a_file_with_byte_order_mark_switches_to_openai(checkout):
    (checkout / "openAI.env").write_bytes(b"\xef\xbb\xbfopenai_apikey=sk-from-the-file\r\n")
    said = setting(checkout, "settings.EMBEDDER, settings.EMBEDDERS['default']['OPTIONS']['api_key']")
    assert said == "('openai', 'sk-from-the-file')"


def test_environment_wins_over_the_file(checkout):
    (checkout / "openAI.env").write_text("openai_apikey=sk-from-the-file\nEMBEDDER=openai\n")
    said = setting(
        checkout, "settings.EMBEDDER, settings.OPENAI_KEY", EMBEDDER="offline", openai_apikey="sk-mine"
    )
    assert said == "('offline', 'sk-mine')"


def test_file_in_another_encoding_is_named_with_the_cure(checkout):
    (checkout / "openAI.env").write_bytes("# señal\nopenai_apikey=sk-x\n".encode("latin-1"))
    code, _, complaints = run(checkout, "manage.py", "check")
    assert code != 0
    assert complaints.startswith("openAI.env is not UTF-8 text: save it again as UTF-8.")
    assert len(complaints.splitlines()) == 1


@pytest.mark.parametrize(
    ("variables", "embedder"),
    [
        ({"OPENAI_API_KEY": "sk-x"}, "openai"),
        ({"openai_apikey": " sk-x "}, "openai"),
        ({"openai_apikey": "  "}, "offline"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}, "openai"),
        ({"openai_apikey": "sk-x", "EMBEDDER": " Offline "}, "offline"),
    ],
)
def test_embedder_follows_from_what_is_set(checkout, variables, embedder):
    assert setting(checkout, "settings.EMBEDDER", **variables) == embedder


def test_variables_of_the_embedder_become_its_options(checkout):
    said = setting(
        checkout,
        "sorted(settings.EMBEDDERS['default']['OPTIONS'].items())",
        openai_apikey=" sk-x ",
        OPENAI_BASE_URL="http://127.0.0.1:1/v1",
        EMBEDDING_MODEL="text-embedding-3-large",
        EMBEDDING_DIMENSIONS="512",
    )
    assert said == str(
        [
            ("api_key", "sk-x"),
            ("base_url", "http://127.0.0.1:1/v1"),
            ("dimensions", "512"),
            ("document_prefix", ""),
            ("model", "text-embedding-3-large"),
            ("query_model", None),
            ("query_prefix", ""),
        ]
    )


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EMBEDDER": "word2vec"}, "use one of: offline, openai"),
        ({"EMBEDDER": "openai"}, "openai_apikey"),
        ({"openai_apikey": "sk-x", "EMBEDDING_DIMENSIONS": "many"}, "“many”"),
    ],
)
def test_embedder_that_cannot_work_is_a_check_error_and_no_traceback(checkout, variables, said):
    code, _, complaints = run(checkout, "manage.py", "check", **variables)
    assert code == 1
    assert "movie.E001" in complaints
    assert said in complaints
    assert "Traceback" not in complaints


@pytest.mark.parametrize("name", ["Mis películas", "c++", "cine #1", "100%25", "quién?"])
def test_database_lies_in_the_project_whatever_its_folder_is_called(tmp_path, name):
    checkout = tmp_path / name
    checkout.mkdir()
    put_code(checkout)
    assert setting(checkout, "settings.DATABASES['default']['NAME']") == str(checkout / "db.sqlite3")


def test_address_of_another_database_is_taken_with_its_parts(checkout):
    said = setting(
        checkout,
        "[settings.DATABASES['default'].get(name) for name in ('ENGINE', 'HOST', 'NAME', 'OPTIONS')]",
        DATABASE_URL="postgres://me:secret@db.example.org/films",
    )
    assert said == "['django.db.backends.postgresql', 'db.example.org', 'films', None]"


@pytest.mark.parametrize("name", ["DATABASE_URL", "PGVECTOR_URL"])
@pytest.mark.parametrize("address", ["films", "mysql://me:secret@db.example.org/films"])
def test_address_of_no_database_that_can_be_used_is_a_sentence_without_it(checkout, name, address):
    code, _, complaints = run(checkout, "manage.py", "check", **{name: address})
    assert (code, complaints.count("\n")) == (1, 0)
    assert complaints.startswith(f"{name} is no address") and "secret" not in complaints


def test_cookies_over_https_are_this_hosts_alone(checkout):
    said = setting(checkout, "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME", DJANGO_HTTPS="1")
    assert said == "('__Host-sessionid', '__Host-csrftoken')"
    assert setting(checkout, "hasattr(settings, 'SESSION_COOKIE_NAME')") == "False"
