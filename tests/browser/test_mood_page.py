"""The page of moods in a browser, as a visitor walks it: with JavaScript and without."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("javascript", [True, False])
def test_visitor_says_a_mood_removes_a_chip_adds_another_and_opens_a_film(visit, javascript):
    page = visit("/", java_script_enabled=javascript)
    page.get_by_role("link", name="Moods").click()
    page.get_by_label("How are you feeling").fill("I am sad and lonely")
    page.get_by_role("button", name="Find films").click()
    chips = page.locator(".chips:not(.more) a")
    page.get_by_role("link", name="Remove: loneliness").click()
    page.get_by_role("link", name="Remove: loneliness").wait_for(state="detached")
    assert [" ".join(text.split()) for text in chips.all_inner_texts()] == ["Remove: sadness ×"]
    page.get_by_label("Another emotion").fill("wonder")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Remove: wonder").wait_for()
    assert chips.count() == 2 and page.locator("#results .film").count() == 12
    assert page.locator("#results .emojis").first.inner_text()
    assert page.get_by_label("How are you feeling").input_value() == "I am sad and lonely"
    page.get_by_role("button", name="Find films").click()
    page.get_by_role("link", name="Remove: wonder").wait_for()
    page.locator("#results .film a").first.click()
    page.get_by_role("heading", name="How it leaves you feeling").wait_for()


def test_going_back_brings_the_chips_back(visit):
    page = visit("/mood/?e=joy&e=hope")
    page.get_by_role("link", name="Remove: hope").click()
    page.get_by_role("link", name="Remove: hope").wait_for(state="detached")
    page.go_back()
    page.get_by_role("link", name="Remove: hope").wait_for()
    assert page.locator("#chosen input").count() == 2


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("address", ["/mood/", "/mood/?e=joy&e=hope", "/mood/?feeling=I+want+to+die"])
def test_page_fits_its_width(visit, width, address):
    page = visit(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keyboard_alone_finds_films_and_walks_the_chips(visit):
    page = visit("/mood/")
    page.get_by_label("How are you feeling").focus()
    page.keyboard.type("I am sad")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and lonely")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remove: loneliness").wait_for()
    assert page.get_by_label("How are you feeling").input_value() == "I am sad\nand lonely"
    page.get_by_role("link", name="Remove: loneliness").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remove: loneliness").wait_for(state="detached")
    expect(page.get_by_role("link", name="Remove: sadness")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".chips.more a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".chips:not(.more) a")).to_have_count(2)
    page.get_by_label("Another emotion").focus()
    page.keyboard.type("wonder")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Remove: wonder").wait_for()
    expect(page.get_by_label("Another emotion")).to_be_focused()


def test_too_many_letters_are_counted_and_not_cut(visit):
    page = visit("/mood/")
    page.get_by_label("How are you feeling").fill("a" * 1001)
    assert page.locator("#prompt-count").inner_text() == "1001 / 1000"
    page.get_by_role("button", name="Find films").click()
    page.get_by_role("alert").wait_for()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no le veo sentido a nada", "That sounds very hard"),
        ("we had to put our dog down", "I am sorry for your loss"),
        ("what is the capital of France", "I could not hear an emotion"),
        ("I'm burnt out", "12 films that leave you feeling so"),
    ],
)
def test_answer_fits_what_was_said_with_javascript_and_without(visit, javascript, words, said):
    page = visit("/mood/", java_script_enabled=javascript)
    page.get_by_label("How are you feeling").fill(words)
    page.get_by_role("button", name="Find films").click()
    page.get_by_text(said).first.wait_for()
