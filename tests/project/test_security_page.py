"""docs/security.md names each requirement once, and only tests that there are."""

import re

import pytest

from .checkout import ROOT

PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")
STATES = re.findall(r"^\| (\d+\.\d+\.\d+(?:–\S+)?|LLM\d\d) \|[^|]*\| (\S+) \| (.+) \|$", PAGE, re.MULTILINE)
REQUIRED, TEN = 70, 10


def test_every_requirement_of_the_first_level_has_its_state():
    numbers = [number for number, _, _ in STATES if not number.startswith("LLM")]
    assert len(numbers) == len(set(numbers)) == REQUIRED - 4  # one row stands for five
    assert {state for _, state, _ in STATES} == {"met", "*n/a*", "**open**"}
    assert sum(state == "**open**" for _, state, _ in STATES) <= TEN
    assert sum(number.startswith("LLM") for number, _, _ in STATES) == TEN


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(tests/\S+?)`", PAGE))))
def test_named_test_exists(name):
    path, _, function = name.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not function or f"def {function}(" in text
