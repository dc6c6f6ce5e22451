"""The page of the bot in a browser, as a visitor walks it: offline, with a chat model, without JavaScript."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ..openai_server import Answer, OpenAIServer
from .conftest import Complaints, visiting
from .test_whole_site import WIDTH_OF_CONTENT_AND_WINDOW

OPENING = "Three of these fit what you are after. "
PRAISE = "It is the one that stays with you. "
FOOD = "a warm film about food"
SPACE = "astronauts lost in space"

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
    films_told: list[dict[str, Any]] | None = None

    def __call__(self, request: dict[str, Any]) -> str:
        told = json.loads(request["messages"][1]["content"])
        if not request.get("stream"):
            return json.dumps({"request": told["visitor"], "continues": False})
        self.films_told = told["list"]
        names = (f"See [[{number}]] first of all. {PRAISE}\n" for number in range(1, self.films + 1))
        return OPENING + "".join(names)


@pytest.fixture
def model(talking_site: tuple[str, OpenAIServer]) -> Iterator[Model]:
    """The chat model of the talking site; nothing of what another test has told it is left."""
    server = talking_site[1]
    server.replies.clear()
    server.requests.clear()
    server.pause, server.left = 0.0, 0
    server.reply = Model(server)
    return server.reply


@pytest.fixture
def talk(browser: Browser, talking_site: tuple[str, OpenAIServer], model: Model) -> Iterator[Callable]:
    """Opens the page of the bot that has a chat model; see `visit`."""
    complaints = Complaints(talking_site[0])
    with visiting(browser, talking_site[0], complaints) as visit:

        def talk(path: str = "/chat/", **options: Any) -> Page:
            page = visit(path, **options)
            page.complaints = complaints
            return page

        yield talk


def say(page: Page, words: str) -> Locator:
    """Send words by Enter; gives the turn that they become."""
    page.locator("#id_said").fill(words)
    page.locator("#id_said").press("Enter")
    return turns(page).last


def answered(page: Page, words: str) -> Locator:
    """Send words and wait for the whole answer."""
    turn = say(page, words)
    expect(turn.locator(".said")).to_contain_text(words.splitlines()[0])
    expect(page.locator("#status")).to_contain_text(re.compile("has answered|ha respondido"))
    return page.locator(f"#{turn.get_attribute('id')}")


def turns(page: Page) -> Locator:
    return page.locator(".turn")


def cards(turn: Locator) -> Locator:
    return turn.locator(".film h3")


def named(turn: Locator) -> list[str]:
    return turn.locator(".answer cite").all_inner_texts()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


# Without a chat model


def test_several_turns_offline_show_cards_of_the_films_they_name(visit):
    page = visit("/")
    page.get_by_role("link", name="Moviebot").click()
    expect(page.get_by_text("No chat model is set up here")).to_be_visible()
    first = answered(page, "Something like Alien, but older")
    assert named(first) == cards(first).all_inner_texts()
    assert len(named(first)) == 5 and "Alien" not in named(first)
    years = [int(fact[:4]) for fact in first.locator(".facts").all_inner_texts()]
    assert max(years) < 1979
    second = answered(page, "others")
    assert not set(named(first)) & set(named(second))
    answered(page, "thank you")
    expect(turns(page)).to_have_count(3)
    assert cards(turns(page).last).count() == 0
    title = named(second)[0]
    cards(second).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_examples_start_the_conversation_and_go(visit):
    page = visit("/chat/")
    example = page.locator(".examples button").first
    words = example.inner_text()
    example.click()
    expect(turns(page).locator(".said")).to_contain_text(words)
    expect(cards(turns(page))).to_have_count(5)
    expect(page.locator(".examples")).to_be_hidden()
    expect(page.get_by_placeholder("Older, funnier")).to_be_focused()


def test_shift_and_enter_begin_a_line_and_enter_sends(visit):
    page = visit("/chat/")
    field = page.locator("#id_said")
    field.focus()
    page.keyboard.type("a warm film")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("about food")
    expect(field).to_have_value("a warm film\nabout food")
    page.keyboard.press("Enter")
    expect(turns(page).locator(".said br")).to_have_count(1)
    expect(field).to_have_value("")
    expect(field).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_what_cannot_be_said_gets_a_sentence_and_keeps_its_text(visit, complaints, javascript):
    page = visit("/chat/", java_script_enabled=javascript)
    field, refused = page.locator("#id_said"), page.get_by_role("alert")
    button(page, "Send").click()
    expect(refused).to_have_text("Say a few words first.")
    field.fill("a" * 1001)
    button(page, "Send").click()
    expect(refused).to_contain_text("1001")
    expect(field).to_have_value("a" * 1001)
    expect(turns(page)).to_have_count(0)
    expect(page.locator("#status")).to_have_text("")
    if javascript:
        complaints.excuse("400")
        answered(page, FOOD)
        expect(refused).to_be_hidden()


def test_new_conversation_forgets_the_old_one_and_the_field_has_the_focus(visit):
    page = visit("/chat/")
    answered(page, FOOD)
    button(page, "New conversation").click()
    expect(turns(page)).to_have_count(0)
    expect(page.locator("#id_said")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.reload()
    expect(turns(page)).to_have_count(0)


def test_reload_and_another_page_keep_the_conversation(visit):
    page = visit("/chat/")
    answered(page, FOOD)
    answered(page, SPACE)
    shown = cards(page.locator("#turns")).all_inner_texts()
    page.reload()
    assert cards(page.locator("#turns")).all_inner_texts() == shown
    page.get_by_role("link", name="Moods").click()
    page.get_by_role("link", name="Moviebot").click()
    expect(turns(page)).to_have_count(2)
    expect(turns(page).last).to_be_in_viewport()


def test_two_tabs_keep_each_others_turns(visit):
    page = visit("/chat/")
    other = page.context.new_page()
    other.goto("/chat/")
    answered(page, FOOD)
    answered(other, SPACE)
    answered(page, "something funny")
    page.reload()
    said = [" ".join(text.split()) for text in page.locator(".said").all_inner_texts()]
    assert said == [f"You: {words}" for words in (FOOD, SPACE, "something funny")]
    # The other tab's last turn is not the last any more: what it tries again comes at the end.
    button(other, "Try again").click()
    expect(turns(other)).to_have_count(2)
    expect(button(other, "Stop")).to_be_hidden()
    page.reload()
    expect(turns(page)).to_have_count(4)


def test_language_of_the_page_is_switched_and_the_talk_stays(visit):
    page = visit("/chat/")
    answered(page, FOOD)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(turns(page)).to_have_count(1)
    expect(page.get_by_text("Ver películas")).to_be_visible()
    turn = answered(page, "una historia de astronautas perdidos en el espacio")
    expect(turn).to_contain_text("Estas son las que más se acercan")


def test_bot_speaks_spanish_when_asked_and_goes_on_in_it(visit):
    page = visit("/chat/")
    answered(page, FOOD)
    expect(answered(page, "in Spanish, please")).to_contain_text(re.compile("español|películas"))
    expect(answered(page, SPACE)).to_contain_text("películas")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_site_that_does_not_answer_leaves_the_words_in_the_field(visit, complaints):
    page = visit("/chat/")
    page.route("**/chat/stream/", lambda route: route.abort())
    say(page, FOOD)
    expect(page.get_by_role("alert")).to_contain_text("The site does not answer")
    expect(page.locator("#id_said")).to_have_value(FOOD)
    expect(page.locator("#id_said")).to_be_focused()
    expect(turns(page)).to_have_count(0)
    complaints.excuse("ERR_FAILED")
    page.unroute("**/chat/stream/")
    page.locator("#id_said").press("Enter")
    expect(cards(turns(page))).to_have_count(5)
    page.route("**/chat/stream/", lambda route: route.abort())
    button(page, "Try again").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(cards(turns(page))).to_have_count(5)
    complaints.excuse("ERR_FAILED")


@pytest.mark.parametrize(("status", "sentence"), [(403, "too old"), (500, "Something went wrong")])
def test_refusal_of_the_server_is_told_and_the_words_stay(visit, complaints, status, sentence):
    page = visit("/chat/")
    page.route("**/chat/stream/", lambda route: route.fulfill(status=status, body="<h1>No</h1>"))
    say(page, FOOD)
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    expect(page.locator("#id_said")).to_have_value(FOOD)
    complaints.excuse(str(status))


def test_plain_form_talks_tries_again_and_begins_anew_without_javascript(visit):
    page = visit("/chat/", java_script_enabled=False, width=390)
    page.locator(".examples button").nth(1).click()
    expect(cards(turns(page))).to_have_count(5)
    expect(turns(page)).to_be_focused()
    expect(button(page, "Copy")).to_be_hidden()
    page.locator("#id_said").fill("others")
    button(page, "Send").click()
    expect(turns(page)).to_have_count(2)
    shown = named(turns(page).last)
    assert not set(shown) & set(named(turns(page).first))
    button(page, "Try again").click()
    expect(turns(page)).to_have_count(2)
    assert named(turns(page).last) == shown
    button(page, "New conversation").click()
    expect(turns(page)).to_have_count(0)


# With a chat model


def test_text_grows_before_the_end_and_only_named_films_become_cards(talk, model):
    page = talk()
    expect(page.get_by_text("No chat model")).to_have_count(0)
    model.server.pause = 0.06
    turn = say(page, FOOD)
    expect(turn.locator("cite")).to_have_count(1)
    expect(turn.locator(".thinking")).to_be_visible()
    expect(cards(turn)).to_have_count(1)
    expect(button(page, "Stop")).to_be_visible()
    expect(button(page, "Copy")).to_be_hidden()
    before = turn.locator(".answer").inner_text()
    expect(turn.locator(".thinking")).to_have_count(0)
    assert turn.locator(".answer").inner_text().startswith(before.strip())
    assert cards(turn).all_inner_texts() == named(turn)
    titles = [film["title"] for film in model.films_told]
    assert named(turn) == titles[:2] and len(titles) == 8
    assert "[[" not in turn.inner_text()
    expect(button(page, "Send")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("stays with you")


def test_stop_keeps_what_was_said_and_closes_the_models_stream(talk, model):
    page = talk()
    model.server.pause, model.films = 0.05, 8
    turn = say(page, FOOD)
    expect(turn.locator("cite").first).to_be_visible()
    button(page, "Stop").click()
    expect(turn.locator(".hint")).to_have_text("Stopped.")
    expect(page.locator("#status")).to_have_text("Stopped.")
    expect(page.locator("#id_said")).to_be_focused()
    expect(button(page, "Copy")).to_be_visible()
    said = named(turn)
    for _ in range(100):
        if model.server.left:
            break
        page.wait_for_timeout(50)
    assert model.server.left == 1
    page.wait_for_timeout(200)
    page.reload()
    assert named(turns(page))[: len(said)] == said and len(named(turns(page))) < 8
    expect(turns(page).locator(".hint")).to_have_text("Stopped.")
    model.server.pause, model.films = 0.0, 2
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


def test_copy_takes_the_answer_with_the_titles(talk):
    page = talk(permissions=["clipboard-read", "clipboard-write"])
    turn = answered(page, FOOD)
    button(page, "Copy").click()
    expect(page.locator("#status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert all(title in copied for title in named(turn)) and PRAISE.strip() in copied
    assert "Moviebot:" not in copied and "\n" in copied
    expect(button(page, "Copy")).to_be_visible()


def test_words_written_while_the_bot_speaks_wait_for_their_turn(talk, model):
    page = talk()
    model.server.pause = 0.05
    say(page, FOOD)
    expect(button(page, "Stop")).to_be_visible()
    expect(page.locator("#id_said")).to_have_value("")
    say(page, SPACE)
    expect(turns(page)).to_have_count(1)
    expect(page.locator("#status")).to_contain_text("has answered")
    expect(page.locator("#id_said")).to_have_value(SPACE)
    page.locator("#id_said").press("Enter")
    expect(turns(page)).to_have_count(2)


def test_model_that_breaks_off_is_completed_from_the_search_which_is_said(talk, model):
    page = talk()
    for pieces in ([OPENING], [OPENING, "See [[1]] first of all. ", "It is "]):
        model.server.replies.extend(
            [json.dumps({"request": FOOD, "continues": False}), Answer(pieces=pieces, cut=True)]
        )
        turn = answered(page, FOOD)
        expect(turn.locator(".hint")).to_contain_text("this answer comes from the search alone")
        assert len(named(turn)) >= 1 and cards(turn).all_inner_texts() == named(turn)


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
    model.server.pause, model.films = 0.03, 6
    turn = say(page, "a heist in Paris")
    expect(turn.locator("cite")).to_have_count(2)
    expect(turn.locator(".said")).to_be_in_viewport()
    page.mouse.move(200, 300)
    page.mouse.wheel(0, -5000)
    expect(turns(page).first.locator(".said")).to_be_in_viewport()
    expect(page.locator("#status")).to_contain_text("has answered")
    expect(turns(page).first.locator(".said")).to_be_in_viewport()


# By keyboard, by ear, on a phone


def test_conversation_is_walked_by_keyboard_and_the_focus_is_always_seen(talk):
    page = talk(viewport={"width": 390, "height": 600})
    turn = answered(page, FOOD)
    page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    stops = []
    while "Send" not in stops[-1:]:
        assert len(stops) < 12
        page.keyboard.press("Tab")
        name, outlined, hidden = page.evaluate(FOCUS)
        assert outlined and not hidden, name
        stops.append(name)
    titles = named(turn)
    answer = [*titles, "Copy", "Try again"]
    assert stops == ["New conversation", *answer, "Show movies (2)", *titles, "id_said", "Send"]


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
    model.server.pause = 0.05
    if act == "Stop":
        button(page, "Send").click()
        expect(turns(page).last.locator("cite").first).to_be_visible()
    button(page, act).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_said")).to_be_focused()
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
    model.server.pause = 0.03
    say(page, FOOD)
    expect(page.locator("#status")).to_contain_text(thinking)
    expect(page.locator("#status")).to_contain_text(done)
    expect(page.locator("#status")).to_contain_text(named(turns(page))[0])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_conversation_does_not_scroll_sideways(talk, model, width):
    model.films = 6
    page = talk(width=width)
    answered(page, "a" * 300)
    answered(page, f"{FOOD}\n{'https://example.org/' + 'x' * 200}")
    content, window = page.evaluate(WIDTH_OF_CONTENT_AND_WINDOW)
    assert content <= window


def test_axe_finds_nothing_in_a_conversation(talk, model):
    from axe_playwright_python.sync_playwright import Axe

    page = talk(bypass_csp=True)
    answered(page, FOOD)
    answered(page, SPACE)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"
