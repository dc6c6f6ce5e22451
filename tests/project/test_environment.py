"""Variables, openAI.env and the generated secret key, read the way people write them."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from moviereviews.environment import (
    FILES,
    KEY_NAMES,
    flag,
    generated_secret_key,
    load_environment,
    number,
    openai_key,
    seconds,
    words,
)

BOM = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def _environment():
    """What a test puts into the environment goes with it."""
    with mock.patch.dict(os.environ):
        os.environ.pop("FILM_KEY", None)
        yield


@pytest.mark.parametrize(
    "written",
    [
        b"FILM_KEY=value",
        BOM + b"FILM_KEY=value\n",
        b"FILM_KEY=value\r\nOTHER=1\r\n",
        b"# ours\n\nFILM_KEY = 'value'  # a remark\n",
        b'export FILM_KEY="value"',
        "FILM_KEY=value\r\n".encode("utf-16"),
    ],
    ids=["plain", "byte-order mark", "Windows lines", "quotes and remarks", "export", "PowerShell's >"],
)
def test_file_as_editors_save_it_is_read(tmp_path, written):
    (tmp_path / "openAI.env").write_bytes(written)
    load_environment(tmp_path / "openAI.env")
    assert os.environ["FILM_KEY"] == "value"


@pytest.mark.parametrize("already", ["mine", ""])
def test_environment_wins_over_the_file_even_where_it_is_empty(tmp_path, already):
    (tmp_path / "openAI.env").write_text("FILM_KEY=file\n")
    os.environ["FILM_KEY"] = already
    load_environment(tmp_path / "openAI.env")
    assert os.environ["FILM_KEY"] == already


def test_missing_file_changes_nothing(tmp_path):
    before = dict(os.environ)
    load_environment(tmp_path / "openAI.env")
    assert dict(os.environ) == before


@pytest.mark.parametrize("encoding", ["utf-16-le", "latin-1"])
def test_file_in_another_encoding_is_refused_with_the_cure(tmp_path, encoding):
    (tmp_path / "openAI.env").write_bytes("FILM_KEY=señal\n".encode(encoding))
    with pytest.raises(ImproperlyConfigured, match=r"openAI\.env is not UTF-8 text: save it again as UTF-8"):
        load_environment(tmp_path / "openAI.env")
    assert "FILM_KEY" not in os.environ


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1", True), ("true", True), (" YES ", True), ("On", True)]
    + [("", False), ("0", False), ("false", False), ("no", False), ("off", False), ("maybe", False)],
)
def test_switch_is_on_only_where_somebody_says_so(written, meant):
    os.environ["FILM_KEY"] = written
    assert flag("FILM_KEY") is meant


def test_variable_that_is_not_set_is_off_and_has_no_words():
    assert flag("FILM_KEY") is False
    assert words("FILM_KEY") == []


@pytest.mark.parametrize("written", ["a.org,b.org", " a.org , b.org ", "a.org,,b.org,"])
def test_words_are_the_parts_between_commas(written):
    os.environ["FILM_KEY"] = written
    assert words("FILM_KEY") == ["a.org", "b.org"]


def test_secret_key_is_kept_long_and_its_owners_alone(tmp_path):
    path = tmp_path / ".secret_key"
    key = generated_secret_key(path)
    assert len(key) >= 50
    assert generated_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secret_keys_of_two_projects_differ(tmp_path):
    assert generated_secret_key(tmp_path / "one") != generated_secret_key(tmp_path / "two")


def test_secret_key_that_is_there_is_never_replaced(tmp_path):
    path = tmp_path / ".secret_key"
    path.write_text("drawn before")
    assert generated_secret_key(path) == "drawn before"
    assert os.listdir(tmp_path) == [".secret_key"]


class Overtaken(type(Path())):
    """A path where another process puts its key just after this one has looked."""

    def exists(self, **options):
        if not super().exists(**options):
            self.write_text("drawn by the other")
            return False
        return True


def test_secret_key_that_another_process_draws_meanwhile_is_the_one_used(tmp_path):
    assert generated_secret_key(Overtaken(tmp_path / ".secret_key")) == "drawn by the other"
    assert os.listdir(tmp_path) == [".secret_key"]


def test_empty_secret_key_is_drawn_again(tmp_path):
    path = tmp_path / ".secret_key"
    path.write_text("\n")
    assert len(generated_secret_key(path)) >= 50
    assert os.listdir(tmp_path) == [".secret_key"]


def test_secret_keys_asked_for_in_many_folders_at_once_leave_no_drafts(tmp_path):
    paths = [tmp_path / str(n) for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(generated_secret_key, paths))
    assert len(set(keys)) == len(keys)
    assert len(os.listdir(tmp_path)) == len(keys)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("openAI.env", "openai_apikey"),
        ("api_keys.env", "openai_api_key"),
        ("openAI.env", "openAI_api_key"),
        ("api_keys.env", "OPENAI_API_KEY"),
        ("openAI.env", "OPENAI_KEY"),
    ],
)
def test_key_of_either_workshop_is_found_under_any_of_its_names(tmp_path, monkeypatch, file, name):
    for known in (*KEY_NAMES, name):
        monkeypatch.delenv(known, raising=False)
    assert openai_key() == ("", "")
    (tmp_path / file).write_text(f"{name}=sk-mine\n")
    for path in FILES:
        load_environment(tmp_path / path)
    assert openai_key() == ("sk-mine", name)


def test_own_name_wins_over_others_and_an_empty_one_over_none(monkeypatch):
    monkeypatch.setenv("openai_api_key", "sk-other")
    monkeypatch.setenv("openai_apikey", "")
    assert openai_key()[0] == "sk-other"
    monkeypatch.setenv("openai_apikey", "sk-own")
    assert openai_key()[0] == "sk-own"


@pytest.mark.parametrize(("said", "meant"), [("", 20), (" 7 ", 7), ("0", 0)])
def test_whole_number_is_read(said, meant):
    os.environ["FILM_KEY"] = said
    assert number("FILM_KEY", 20) == meant


@pytest.mark.parametrize("said", ["1.000.000", "many", "-1", "1.5"])
def test_number_that_is_none_is_said_so_in_both_languages(said):
    os.environ["FILM_KEY"] = said
    with pytest.raises(ImproperlyConfigured, match=r"whole number such as 20\. · .*número entero, como 20"):
        number("FILM_KEY", 20)


@pytest.mark.parametrize("said", ["soon", "inf", "nan", "-1", "1e9"])
def test_seconds_have_an_end(said):
    os.environ["FILM_KEY"] = said
    with pytest.raises(ImproperlyConfigured, match="such as 60"):
        seconds("FILM_KEY", 60)
