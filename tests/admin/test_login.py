"""The admin's door: ten wrong passwords lock it for that address, are logged, and leave the owner free."""

import logging

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

PASSWORD = "una contraseña larga"


@pytest.fixture
def owner(db) -> User:
    return User.objects.create_superuser("ana", password=PASSWORD)


def log_in(client, password=PASSWORD, name="ana", address="192.0.2.1"):
    data = {"username": name, "password": password, "next": "/admin/"}
    return client.post("/admin/login/?next=/admin/", data, REMOTE_ADDR=address)


def fail(client, times, **options):
    """The statuses of as many wrong log-ins."""
    return [log_in(client, f"wrong {number}", **options).status_code for number in range(times)]


def test_ten_failures_lock_the_address_and_no_other(owner, client):
    assert fail(client, 12)[:9] == [200] * 9
    assert log_in(client).status_code == 429
    assert log_in(client, address="192.0.2.2").status_code == 302


def test_other_names_do_not_help_whoever_guesses(owner, client):
    for number in range(10):
        log_in(client, name=f"name {number}", password="x")
    assert log_in(client).status_code == 429


def test_other_addresses_of_one_network_of_ipv6_do_not_help_either(owner, client):
    for number in range(10):
        log_in(client, "wrong", address=f"2001:db8::{number}")
    assert log_in(client, address="2001:db8::ffff").status_code == 429
    assert log_in(client, address="2001:db8:0:1::1").status_code == 302


def test_right_password_before_the_tenth_forgets_the_failures(owner, client):
    fail(client, 8)
    assert log_in(client).status_code == 302
    client.post("/admin/logout/")
    assert fail(client, 8) == [200] * 8
    assert log_in(client).status_code == 302


def test_failures_are_kept_for_the_owner_without_passwords(owner, client):
    log_in(client, "a secret that was mistyped")
    (attempt,) = AccessAttempt.objects.all()
    assert (attempt.username, attempt.ip_address) == ("ana", "192.0.2.1")
    assert "mistyped" not in str(vars(attempt))


def test_lock_is_logged_in_one_line(owner, client, caplog):
    caplog.set_level("WARNING", "axes")
    logger = logging.getLogger("axes")
    logger.addHandler(caplog.handler)
    fail(client, 10)
    logger.removeHandler(caplog.handler)
    assert "locking out" in caplog.text.lower()


def test_session_has_another_key_after_the_login(owner, client):
    client.get("/chat/")
    session = client.session
    session["kept"] = 1
    session.save()
    before = client.cookies["sessionid"].value
    log_in(client)
    assert client.cookies["sessionid"].value != before
    assert client.get("/admin/").status_code == 200


def test_log_out_ends_the_session_and_makes_the_browser_forget(owner, client):
    log_in(client)
    old = client.cookies["sessionid"].value
    assert client.post("/admin/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["sessionid"] = old
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("password", "taken"),
    [
        *((password, True) for password in ("8305719462", "ñandú 🦤 en casa", "correct horse 🐴")),
        *((password, False) for password in ("8305719", "password", "12345678", "the-owner")),
    ],
)
def test_password_may_be_of_any_characters_but_short_or_common(password, taken):
    owner = User(username="the-owner")
    if taken:
        validate_password(password, owner)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, owner)
