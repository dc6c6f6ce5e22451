"""The page of the bot in a browser, as a visitor walks it without a chat model, and without JavaScript."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

FOOD = "a warm film about food"
SPACE = "astronauts lost in space"
# The first line of a stream.
BEGUN = """
<article class="turn" id="turn-1" tabindex="-1"><p class="said">food</p><div class="answer">
<div data-part="answer"><p class="thinking"></p></div>
<div data-part="acts"><div class="acts" hidden><button form="talk" name="retry" value="1">Try again</button>
</div></div></div><div data-part="films"></div></article>"""


def say(page: Page, words: str) -> Locator:
    """Send words by Enter; gives the turn that they become."""
    page.locator("#id_said").fill(words)
    page.locator("#id_said").press("Enter")
    return turns(page).last


def answered(page: Page, words: str) -> Locator:
    """Send words and wait for the whole answer."""
    turn = say(page, words)
    expect(turn.locator(".said")).to_contain_text(words.splitlines()[0])
    done = re.compile("has answered|ha respondido")
    expect(page.locator("#status")).to_contain_text(done, timeout=20_000)  # the first one loads the model
    return page.locator(f"#{turn.get_attribute('id')}")


def turns(page: Page) -> Locator:
    return page.locator(".turn")


def cards(turn: Locator) -> Locator:
    return turn.locator(".film h3")


def named(turn: Locator) -> list[str]:
    return turn.locator(".answer cite").all_inner_texts()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


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


def test_answer_that_breaks_off_on_its_way_is_told_and_can_be_tried_again(visit):
    page = visit("/chat/")
    line = json.dumps({"turn": BEGUN.strip()}) + "\n"
    page.route("**/chat/stream/", lambda route: route.fulfill(content_type="application/x-ndjson", body=line))
    turn = say(page, FOOD)
    expect(page.get_by_role("alert")).to_contain_text("The site does not answer")
    expect(turn.locator(".thinking")).to_have_count(0)
    expect(button(page, "Try again")).to_be_enabled()
    expect(page.locator("#status")).to_have_text("")


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
