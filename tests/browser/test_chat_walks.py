"""A talk of ten turns in each language as a visitor walks it: the model slow, broken, or absent."""

import itertools
import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..openai_server import Answer, OpenAIServer
from .conftest import Complaints, visiting
from .test_chat import answered, cards, say, turns

pytestmark = pytest.mark.long

# What is said, what of it must be in the answer, and how many cards stand beside it at least.
WALKS = {
    "en": [
        ("a comedy from the 80s", r"from 1980 to 1989.*Comedy", 3),
        ("who directed the first one?", r"was directed by \w+", 0),
        ("how long is it?", r"lasts \d+ minutes", 0),
        ("which of these is the shortest?", r"Of these it is .+\(\d", 0),
        ("something lighter", r"not of the genre .*Horror", 1),
        ("is Shrek here?", r"“Shrek” is not in this catalogue", 0),
        ("start over: something like Alien", r"like Alien", 3),
        ("what is the second one about?", r"\w+: \w+", 0),
        ("less known", r"like Alien", 1),
        ("start over", r"from the beginning", 0),
    ],
    "es": [
        ("una comedia de los 80", r"de 1980 a 1989.*Comed", 3),
        ("¿quién dirige la primera?", r"la dirigió \w+", 0),
        ("¿cuánto dura?", r"dura \d+ minutos", 0),
        ("¿cuál de estas es la más corta?", r"De estas es .+\(\d", 0),
        ("algo más ligero", r"Horror|Terror", 1),
        ("¿tienes Shrek?", r"«Shrek» no está en este catálogo", 0),
        ("empecemos de nuevo: algo parecido a Alien", r"parecidas a Alien", 3),
        ("¿de qué va la segunda?", r"\w+: \w+", 0),
        ("menos conocida", r"parecidas a Alien", 1),
        ("empezar de cero", r"desde el principio", 0),
    ],
}


# What becomes of each turn that asks a model which is broken, one after the other.
BREAKS: list[Callable[[], Answer | str]] = [
    lambda: Answer.error(500, "Out of memory"),
    lambda: Answer(pieces=['{"picks": [{"number": 1, "rea'], cut=True),
    lambda: Answer(pieces=[], cut=True),
    lambda: "Of course! Here are ",
    lambda: '{"picks": "none", "number": [[1]]}',
]


class Held:
    """A model that says nothing, of how it reads a turn and what it picks, until the page was looked at."""

    def __init__(self, server: OpenAIServer, answers: list[Callable[[], Answer | str]]) -> None:
        self.goes_on, self.waited, self._answers = threading.Event(), 0, itertools.cycle(answers)
        server.reply = self._reply

    def _reply(self, request: dict[str, Any]) -> Answer | str:
        assert self.goes_on.wait(60)
        return next(self._answers)()

    def hears(self, page: Page, said: str, most: int) -> None:
        """Say it; where the model is asked, its films stand there and stay while it thinks."""
        self.goes_on.clear()
        before = turns(page).count()
        say(page, said)
        turn = turns(page).nth(before)
        if most:
            expect(cards(turn).nth(most - 1)).to_be_visible()
            expect(turn.locator(".thinking")).to_be_visible()
            self.waited += 1
        shown = cards(turn).all_inner_texts()
        self.goes_on.set()
        expect(turn.locator(".thinking")).to_have_count(0)
        assert not most or cards(turn).all_inner_texts() == shown


def at_once(page: Page, said: str, most: int) -> None:
    """Say it and wait for the whole answer."""
    answered(page, said)


def walk(page: Page, language: str, hears: Callable[[Page, str, int], object]) -> None:
    """The ten turns, each with its answer and its cards."""
    for number, (said, tells, most) in enumerate(WALKS[language], 1):
        hears(page, said, most)
        turn = turns(page).last
        expect(turns(page)).to_have_count(number)
        expect(turn.locator(".answer")).to_contain_text(re.compile(tells, re.DOTALL))
        assert cards(turn).count() >= most, said
    expect(page.locator(".memory")).to_have_count(0)


@pytest.fixture
def talk(browser: Browser, talking_site: tuple[str, OpenAIServer]) -> Iterator[Callable[..., Page]]:
    """Opens the page of the bot that has a chat model; see `visit`."""
    address, _ = talking_site
    with visiting(browser, address, Complaints(address)) as visit:
        yield lambda locale: visit("/chat/", locale=locale, width=390)


@pytest.mark.parametrize("language", WALKS)
def test_ten_turns_without_a_model(visit, language):
    walk(visit("/chat/", locale=language), language, at_once)


@pytest.mark.parametrize("language", WALKS)
def test_ten_turns_with_a_model_that_fails(talk, talking_site, language):
    talking_site[1].reply = lambda request: Answer.error(503, "Loading model")
    walk(talk(language), language, at_once)


@pytest.mark.parametrize("language", WALKS)
def test_films_stand_there_before_the_words_of_a_slow_model_in_every_turn(talk, talking_site, language):
    held = Held(talking_site[1], [lambda: json.dumps({"picks": []})])
    walk(talk(language), language, held.hears)
    assert held.waited == len([most for _, _, most in WALKS[language] if most])


@pytest.mark.parametrize("language", WALKS)
def test_films_stand_there_before_and_after_a_model_that_breaks_in_every_turn(talk, talking_site, language):
    held = Held(talking_site[1], BREAKS)
    walk(talk(language), language, held.hears)
    assert held.waited == len([most for _, _, most in WALKS[language] if most])


def test_what_is_kept_in_mind_is_taken_back_by_one_click(visit):
    page = visit("/chat/")
    answered(page, "a comedy from the 80s")
    kept = page.locator(".memory button")
    expect(kept).to_have_count(2)
    page.locator("#id_said").fill("a draft")
    kept.filter(has_text="1980").click()
    expect(turns(page)).to_have_count(2)
    expect(kept).to_have_count(1)
    expect(page.locator("#id_said")).to_have_value("a draft")
    expect(turns(page).last.locator(".said")).to_contain_text("No longer: 1980")
    page.reload()
    expect(kept).to_have_count(1)


def test_what_is_kept_in_mind_is_taken_back_without_javascript(visit):
    page = visit("/chat/", java_script_enabled=False, width=390)
    page.locator("#id_said").fill("a comedy from the 80s")
    page.get_by_role("button", name="Send").click()
    page.locator(".memory button").first.click()
    expect(turns(page)).to_have_count(2)
    expect(page.locator(".memory button")).to_have_count(1)
