"""What is installed is locked by hashes, fits what is required; finders know whom to tell."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from packaging.requirements import Requirement

from .checkout import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.findall(
    r"^([\w.-]+)==(\S+)(?: ; [^\\]*)? \\\n((?:    --hash=\S+(?: \\)?\n)+)", LOCK, re.MULTILINE
)


def required() -> list[Requirement]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("requirement", required(), ids=lambda requirement: requirement.name)
def test_locked_version_is_one_that_is_required(requirement):
    versions = [version for name, version, _ in PINNED if name == requirement.name]
    assert versions
    assert all(requirement.specifier.contains(version) for version in versions)


def test_every_locked_package_has_its_hashes():
    assert len(PINNED) == len(re.findall(r"^[\w.-]+==", LOCK, re.MULTILINE)) > 20
    assert all("sha256:" in hashes for _, _, hashes in PINNED)


def test_lock_names_no_host_and_no_folder():
    assert not re.search(r"https?://|file:|--index|--extra|--find-links|@ /", LOCK)


def test_make_installs_from_the_lock():
    assert "--require-hashes -r requirements.lock" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_contact_is_told_where_there_is_one(client, settings, db):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = ["mailto:ana@example.org", "https://example.org/security"]
    told = client.get("/.well-known/security.txt")
    assert told.headers["Content-Type"].startswith("text/plain")
    fields = [line.split(": ", 1) for line in told.content.decode().splitlines()]
    assert [value for name, value in fields if name == "Contact"] == settings.SECURITY_CONTACT
    left = datetime.fromisoformat(dict(fields)["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
