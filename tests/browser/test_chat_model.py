"""The page of the bot in a browser, with a chat model: what streams, what stops, where the focus goes."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ..openai_server import Answer, OpenAIServer
from .conftest import Complaints, visiting
from .test_chat import FOOD, SPACE, answered, button, cards, named, say, turns
from .test_whole_site import WIDTH_OF_CONTENT_AND_WINDOW

WORDS = 6  # of a film's text that are the reason for it
# What has the focus, whether that is seen, and whether the form at the bottom lies over it.
FOCUS = """() => {
    const element = document.activeElement;
    const outlined = ["", "::after"].some((part) => getComputedStyle(element, part).outlineStyle === "solid");
    const form = document.querySelector("#talk");
    const over = element.getBoundingClientRect().bottom > form.getBoundingClientRect().top;
    return [(element.innerText || element.id).trim(), outlined, over && !form.contains(element)];
}"""


@dataclass
class Model:
    """The chat model as the tests write it."""

    server: OpenAIServer
    films: int = 2  # that it names
    holds: str = ""  # the word before which it waits until it may go on
    goes_on: threading.Event = field(default_factory=threading.Event)
    films_told: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: dict[str, Any]) -> Answer | str:
        told = json.loads(request["messages"][1]["content"])
        if not request.get("stream"):
            return json.dumps({"request": told["visitor"], "continues": False})
        self.films_told = told["list"]
        picks = [{"number": film["number"], "reason": reason(film)} for film in self.films_told[: self.films]]
        return Answer(pieces=self.pieces(json.dumps({"picks": picks})), pause=self.server.pause)

    def pieces(self, text: str) -> Iterator[str]:
        """The words of a text; it waits before the one that it holds."""
        for word in re.findall(r"\S+\s*", text):
            if word.strip() == self.holds:
                assert self.goes_on.wait(30)
            yield word


def reason(film: dict[str, Any]) -> str:
    """The first words of a film's own text."""
    return " ".join(film["text"].split()[:WORDS]).strip(" ,.;:")


@pytest.fixture
def model(talking_site: tuple[str, OpenAIServer]) -> Model:
    """The chat model of the talking site; nothing of what another test has told it is left."""
    server = talking_site[1]
    server.replies.clear()
    server.requests.clear()
    server.pause, server.left = 0.0, 0
    server.reply = Model(server)
    return server.reply


@pytest.fixture
def talk(
    browser: Browser, talking_site: tuple[str, OpenAIServer], model: Model
) -> Iterator[Callable[..., Page]]:
    """Opens the page of the bot that has a chat model; see `visit`."""
    address, _ = talking_site
    with visiting(browser, address, Complaints(address)) as visit:
        yield partial(visit, "/chat/")


def test_films_stand_there_at_once_and_text_grows_before_the_end(talk, model):
    page = talk()
    expect(page.get_by_text("No chat model")).to_have_count(0)
    model.holds = "2,"
    turn = say(page, FOOD)
    expect(turn.locator("cite")).to_have_count(1)
    expect(turn.locator(".thinking")).to_be_visible()
    expect(cards(turn)).to_have_count(5)
    expect(button(page, "Stop")).to_be_visible()
    expect(button(page, "Copy")).to_be_hidden()
    before = turn.locator(".answer").inner_text()
    model.goes_on.set()
    expect(turn.locator(".thinking")).to_have_count(0)
    assert turn.locator(".answer").inner_text().startswith(before.strip())
    titles = [film["title"] for film in model.films_told]
    assert cards(turn).all_inner_texts() == titles and len(titles) == 5
    assert named(turn) == titles[:2]
    assert "[[" not in turn.inner_text()
    expect(button(page, "Send")).to_be_visible()
    expect(page.locator("#status")).to_contain_text(reason(model.films_told[1]))


def test_stop_keeps_what_was_said_and_closes_the_models_stream(talk, model):
    page = talk()
    model.server.pause, model.films, model.holds = 0.02, 5, "3,"
    turn = say(page, FOOD)
    expect(turn.locator("cite")).to_have_count(2)
    button(page, "Stop").click()
    expect(turn.locator(".hint")).to_have_text("Stopped.")
    expect(page.locator("#status")).to_have_text("Stopped.")
    expect(page.locator("#id_said")).to_be_focused()
    expect(button(page, "Copy")).to_be_visible()
    said = named(turn)
    model.goes_on.set()
    for _ in range(100):
        if model.server.left:
            break
        page.wait_for_timeout(50)
    assert model.server.left == 1
    page.wait_for_timeout(200)
    page.reload()
    assert named(turns(page))[: len(said)] == said and len(named(turns(page))) < 5
    expect(turns(page).locator(".hint")).to_have_text("Stopped.")
    model.server.pause, model.films, model.holds = 0.0, 2, ""
    button(page, "Try again").click()
    expect(turns(page).locator("cite")).to_have_count(2)
    expect(turns(page)).to_have_count(1)


def test_try_again_answers_anew_and_keeps_a_draft(talk, model):
    page = talk()
    answered(page, FOOD)
    model.films = 3
    page.locator("#id_said").fill("a draft")
    button(page, "Try again").click()
    expect(turns(page).locator("cite")).to_have_count(3)
    expect(turns(page)).to_have_count(1)
    expect(page.locator("#id_said")).to_have_value("a draft")
    expect(page.locator("#id_said")).to_be_focused()


def test_copy_takes_the_answer_with_the_titles(talk, model):
    page = talk(permissions=["clipboard-read", "clipboard-write"])
    turn = answered(page, FOOD)
    button(page, "Copy").click()
    expect(page.locator("#status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert all(title in copied for title in named(turn)) and reason(model.films_told[0]) in copied
    assert "Moviebot:" not in copied and "\n" in copied
    expect(button(page, "Copy")).to_be_visible()


def test_words_written_while_the_bot_speaks_wait_for_their_turn(talk, model):
    page = talk()
    model.holds = "2,"
    say(page, FOOD)
    expect(button(page, "Stop")).to_be_visible()
    expect(page.locator("#id_said")).to_have_value("")
    say(page, SPACE)
    expect(turns(page)).to_have_count(1)
    model.goes_on.set()
    expect(page.locator("#status")).to_contain_text("has answered")
    expect(page.locator("#id_said")).to_have_value(SPACE)
    page.locator("#id_said").press("Enter")
    expect(turns(page)).to_have_count(2)


def test_model_that_breaks_off_is_completed_from_the_search_which_is_said(talk, model):
    page = talk()
    # To every request: one of the test before may still be on its way, and would take a single reply.
    model.server.reply = lambda request: Answer(pieces=["Three of these "], cut=True)
    turn = answered(page, FOOD)
    expect(turn.locator(".hint")).to_contain_text("this answer comes from the search alone")
    assert cards(turn).all_inner_texts() == named(turn) and len(named(turn)) == 5
    half = ['{"picks": [{"number": 1, "reason": "A film about food."}', ', {"number": 2, "rea']
    model.server.reply = lambda request: Answer(pieces=half, cut=True)
    button(page, "Try again").click()
    expect(turns(page).locator("cite")).to_have_count(1)
    expect(cards(turns(page))).to_have_count(5)


def test_failure_of_the_model_is_told_once_in_a_talk(talk, model):
    page = talk()
    model.server.reply = lambda request: Answer.error(500, "no")
    expect(answered(page, FOOD).locator(".hint")).to_contain_text("the search alone")
    expect(answered(page, SPACE).locator(".hint")).to_have_count(0)


@pytest.mark.parametrize("status", [401, 429, 500])
def test_model_that_fails_leaves_the_search_which_is_said(talk, model, status):
    page = talk()
    model.server.reply = lambda request: Answer.error(status, "secret words of the provider")
    turn = answered(page, FOOD)
    expect(turn.locator(".hint")).to_contain_text("this answer comes from the search alone")
    expect(cards(turn)).to_have_count(5)
    assert "secret" not in page.content()
    page.reload()
    expect(turns(page).locator(".hint")).to_contain_text("the search alone")


def test_html_in_what_anybody_writes_is_text(talk, model):
    page = talk()
    script = "<img src=x onerror=alert(1)> a film about food"
    turn = answered(page, script)
    expect(turn.locator(".said")).to_contain_text(script)
    assert page.locator("#turns img[src=x]").count() == 0
    page.reload()
    assert page.locator("#turns img[src=x]").count() == 0


def test_new_turn_comes_into_view_until_the_visitor_looks_elsewhere(talk, model):
    page = talk(width=390)
    for words in (FOOD, SPACE):
        answered(page, words)
    model.films, model.holds = 5, "3,"
    turn = say(page, "a heist in Paris")
    expect(turn.locator("cite")).to_have_count(2)
    expect(turn.locator(".said")).to_be_in_viewport()
    page.mouse.move(200, 300)
    for _turn in range(10):  # a wheel that turns while the page still moves is lost on a busy machine
        page.mouse.wheel(0, -5000)
        page.wait_for_timeout(100)
    expect(turns(page).first.locator(".said")).to_be_in_viewport()
    model.goes_on.set()
    expect(page.locator("#status")).to_contain_text("has answered")
    expect(turns(page).first.locator(".said")).to_be_in_viewport()


# By keyboard, by ear, on a phone


def test_conversation_is_walked_by_keyboard_and_the_focus_is_always_seen(talk):
    page = talk(viewport={"width": 390, "height": 600})
    turn = answered(page, FOOD)
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    stops = []
    while "Send" not in stops[-1:]:
        assert len(stops) < 20
        page.keyboard.press("Tab")
        name, outlined, hidden = page.evaluate(FOCUS)
        assert outlined and not hidden, name
        stops.append(name)
    answer = [*named(turn), "Copy", "Try again"]
    films = ["Show movies (5)", *cards(turn).all_inner_texts()]
    kept = [stop for stop in stops if stop.startswith("Remove:")]
    assert kept and stops == ["New conversation", *answer, *films, *kept, "id_said", "Send"]


def test_cards_are_put_away_and_shown_by_keyboard(talk):
    page = talk()
    turn = answered(page, FOOD)
    turn.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(cards(turn).first).to_be_hidden()
    page.keyboard.press("Space")
    expect(cards(turn).first).to_be_visible()


@pytest.mark.parametrize("act", ["Send", "Try again", "Stop"])
def test_button_that_goes_leaves_the_focus_in_the_field(talk, model, act):
    page = talk()
    answered(page, FOOD)
    page.locator("#id_said").fill(SPACE)
    if act == "Stop":
        model.holds = "2,"
        button(page, "Send").click()
        expect(turns(page).last.locator("cite").first).to_be_visible()
    button(page, act).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_said")).to_be_focused()
    model.goes_on.set()
    expect(page.locator("#status")).to_contain_text(re.compile("has answered|Stopped"))
    expect(page.locator("#id_said")).to_be_focused()


def test_finger_leaves_the_focus_with_the_turn_and_no_keyboard_comes_up(talk):
    page = talk(has_touch=True, is_mobile=True, width=390)
    page.locator(".examples button").first.tap()
    expect(turns(page)).to_be_focused()
    expect(page.locator("#status")).to_contain_text("has answered")
    expect(turns(page)).to_be_focused()


@pytest.mark.parametrize(
    ("locale", "thinking", "done"),
    [("en", "is thinking", "has answered. "), ("es", "está pensando", "ha respondido. ")],
)
def test_status_says_what_goes_on_in_the_pages_language(talk, model, locale, thinking, done):
    page = talk(locale=locale)
    model.holds = "2,"
    say(page, FOOD)
    expect(page.locator("#status")).to_contain_text(thinking)
    model.goes_on.set()
    expect(page.locator("#status")).to_contain_text(done)
    expect(page.locator("#status")).to_contain_text(named(turns(page))[0])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_conversation_does_not_scroll_sideways(talk, model, width):
    model.films = 5
    page = talk(width=width)
    answered(page, "a" * 300)
    answered(page, f"{FOOD}\n{'https://example.org/' + 'x' * 200}")
    content, window = page.evaluate(WIDTH_OF_CONTENT_AND_WINDOW)
    assert content <= window


def test_axe_finds_nothing_in_a_conversation(talk, model):
    page = talk(bypass_csp=True)
    answered(page, FOOD)
    answered(page, SPACE)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"
