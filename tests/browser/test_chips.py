"""What was understood, taken back by click and by key; names suggested while they are typed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .conftest import choose_language
from .test_search_page import ask, asked, best, field, hold_searches, is_same_page, mark, status

PHONE, DESKTOP = 390, 1280
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESKTOP])


def chips(page: Page) -> Locator:
    """What was understood, each thing a link that takes it back."""
    return page.locator("#answer .understood a")


def chip(page: Page, label: str, remove: str = "Remove") -> Locator:
    """One of them, as a screen reader names it."""
    return page.get_by_role("link", name=f"{remove}: {label}")


def heading(page: Page) -> Locator:
    """What stands above the films."""
    return page.locator("#answer .found")


@WIDTHS
def test_chip_is_taken_back_by_a_click_without_a_new_page(visit, width):
    page = visit(width=width)
    ask(page, "comedies from the 90s")
    expect(chips(page)).to_have_count(2)
    mark(page)
    before = page.locator("#results h3").all_inner_texts()
    chip(page, "Comedy").click()
    expect(chips(page)).to_have_count(1)
    expect(chip(page, "1990–1999")).to_be_focused()
    assert is_same_page(page)
    assert asked(page) == {"q": ["comedies from the 90s"], "ignore": ["genres:Comedy"]}
    assert page.locator("#results h3").all_inner_texts() != before
    expect(status(page)).to_have_text(heading(page).inner_text())
    expect(field(page)).to_have_value("comedies from the 90s")


@pytest.mark.parametrize("key", ["Delete", "Backspace", "Enter"])
def test_chips_are_taken_back_by_keys_until_none_is_left(visit, key):
    page = visit()
    ask(page, "comedies from the 90s")
    expect(chips(page)).to_have_count(2)
    chips(page).first.focus()
    page.keyboard.press(key)
    expect(chips(page)).to_have_count(1)
    expect(chips(page).first).to_be_focused()
    page.keyboard.press(key)
    expect(chips(page)).to_have_count(0)
    expect(heading(page)).to_be_focused()


def test_back_brings_the_chip_back_and_a_new_search_does_too(visit):
    page = visit()
    ask(page, "comedies from the 90s")
    chip(page, "Comedy").click()
    expect(chips(page)).to_have_count(1)
    page.go_back()
    expect(chips(page)).to_have_count(2)
    chip(page, "Comedy").click()
    expect(chips(page)).to_have_count(1)
    ask(page, "comedies from the 80s")
    expect(chips(page)).to_have_count(2)
    assert asked(page) == {"q": ["comedies from the 80s"]}


def test_address_shows_the_same_to_somebody_else(visit):
    page = visit()
    ask(page, "comedies from the 90s")
    chip(page, "1990–1999").click()
    expect(chips(page)).to_have_count(1)
    again = visit(page.url, java_script_enabled=False)
    expect(chips(again)).to_have_count(1)
    assert again.locator("#results h3").all_inner_texts() == page.locator("#results h3").all_inner_texts()


@WIDTHS
def test_chips_are_taken_back_without_javascript_in_either_language(visit, width):
    page = visit("/?q=comedias+de+los+90", width=width, java_script_enabled=False, locale="es")
    expect(chips(page)).to_have_count(2)
    chip(page, "Comedia", "Quitar").click()
    expect(chips(page)).to_have_count(1)
    choose_language(page, "English")
    expect(chip(page, "1990–1999")).to_be_visible()
    chip(page, "1990–1999").click()
    expect(chips(page)).to_have_count(0)
    expect(page.locator("#results > li")).to_have_count(10)


def test_two_quick_clicks_take_back_one_thing(visit):
    page = visit()
    ask(page, "comedies from the 90s")
    expect(chips(page)).to_have_count(2)
    routes = hold_searches(page)
    chip(page, "Comedy").click()
    chip(page, "1990–1999").click()
    page.wait_for_timeout(200)
    assert len(routes) == 1
    routes[0].continue_()
    expect(chips(page)).to_have_count(1)


@pytest.mark.parametrize("address", ["/?q=comedies+from+the+90s", "/?q=tom+hanks", "/?q=alien"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, address):
    page = visit(address, bypass_csp=True)
    expect(chips(page).first).to_be_visible()
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# While a name is typed


def suggestions(page: Page) -> Locator:
    """What is suggested under the field."""
    return page.locator("#suggestions a")


@WIDTHS
def test_arrows_lead_from_the_beginning_of_a_title_to_its_film(visit, width):
    page = visit(width=width)
    field(page).press_sequentially("my neigh", delay=20)
    expect(suggestions(page).first).to_contain_text("My Neighbor Totoro")
    expect(suggestions(page).first).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowDown")
    expect(suggestions(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My Neighbor Totoro")


def test_click_on_a_suggested_title_opens_its_film(visit):
    page = visit()
    field(page).press_sequentially("my neigh", delay=20)
    suggestions(page).first.click()
    expect(page).to_have_url(re.compile("/movies/"))


def test_person_who_is_suggested_is_searched_for(visit):
    page = visit()
    field(page).press_sequentially("miyaz", delay=20)
    suggestions(page).filter(has_text="Miyazaki").first.click()
    expect(chips(page).filter(has_text="Miyazaki")).to_have_count(1)
    expect(page.locator("#results .cast").first).to_contain_text("Director: Hayao Miyazaki")


def test_escape_puts_the_names_away_until_more_is_typed(visit):
    page = visit()
    field(page).press_sequentially("my nei", delay=20)
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(suggestions(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    field(page).press_sequentially("gh")
    expect(suggestions(page).first).to_be_visible()


def test_search_puts_the_names_away_even_those_that_come_late(visit):
    page = visit()
    routes = []
    page.route("**/suggest/*", lambda route: routes.append(route))
    field(page).press_sequentially("my neighbor totoro", delay=5)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(best(page)).to_have_text("My Neighbor Totoro")
    for route in routes:
        route.continue_()
    page.wait_for_timeout(300)
    expect(suggestions(page)).to_have_count(0)


def test_what_is_no_name_is_not_asked_for(visit):
    page = visit()
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url) if "/suggest/" in request.url else None)
    for text in ("x", "a robot left alone on Earth falls in love", "two\nlines", "y" * 61):
        field(page).fill(text)
        page.wait_for_timeout(400)
    assert asked_for == []


def test_suggested_names_are_accessible(visit):
    page = visit(bypass_csp=True)
    field(page).press_sequentially("my nei", delay=20)
    expect(suggestions(page).first).to_be_visible()
    assert Axe().run(page).violations_count == 0
