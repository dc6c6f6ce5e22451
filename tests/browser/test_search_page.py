"""Searching as a visitor does: describe a film, read the answer, ask again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import choose_language

PHONE, DESKTOP = 390, 1280
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESKTOP])
FOREST = "two sisters meet a big furry forest spirit and a cat bus"
SHARK = "a huge shark attacks the swimmers of a beach town"
FOREST_FILM, SHARK_FILM = "My Neighbor Totoro", "Jaws"
FOREST_FILM_IN_SPANISH = "Mi vecino Totoro"
GIBBERISH = "xkcjv 39fj wqz"
FOUND = "10 films found, the best first"


def field(page: Page) -> Locator:
    """Where a visitor describes a film."""
    return page.locator("#id_q")


def best(page: Page) -> Locator:
    """The title of the film shown first, and largest."""
    return page.locator("#results > li:first-child.best h3")


def status(page: Page) -> Locator:
    """What a screen reader says of a change."""
    return page.get_by_role("status")


def alert(page: Page) -> Locator:
    """What a screen reader says at once."""
    return page.get_by_role("alert")


def ask(page: Page, words: str) -> None:
    """Type and press Enter."""
    field(page).fill(words)
    field(page).press("Enter")


def mark(page: Page) -> None:
    """Leave something on the window that a new page does not have."""
    page.evaluate("window.seenBefore = true")


def is_same_page(page: Page) -> bool:
    """Whether no page was loaded since it was marked."""
    return page.evaluate("window.seenBefore === true")


def first_held(page: Page, routes: list[Route]) -> Route:
    """The first request that was held, which may take a moment to come."""
    for _ in range(500):
        if routes:
            return routes[0]
        page.wait_for_timeout(20)
    pytest.fail("No search was asked for.")


def hold_searches(page: Page) -> list[Route]:
    """The page's searches, held back until the test lets them go on."""
    routes = []
    page.route(lambda address: "/?q=" in address, lambda route: routes.append(route))
    return routes


def asked(page: Page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


@WIDTHS
def test_enter_shows_the_answer_without_a_new_page(visit, width):
    page = visit(width=width)
    mark(page)
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(page.locator("#results > li")).to_have_count(10)
    assert is_same_page(page)


def test_button_shows_the_same_answer_as_enter(visit):
    page = visit(width=PHONE)
    mark(page)
    field(page).fill(FOREST)
    page.get_by_role("button", name="Find films").click()
    expect(best(page)).to_have_text(FOREST_FILM)
    assert is_same_page(page)


@pytest.mark.parametrize(
    ("language", "prompt", "film"),
    [
        ("en", SHARK, SHARK_FILM),
        ("en", "a robot left alone on Earth falls in love", "WALL·E"),
        ("es", "una familia pobre se infiltra en la casa de una familia rica", "Parásitos"),
        ("es", "un niño descubre que ve muertos", "El sexto sentido"),
        ("en", "un robot que limpia la Tierra se enamora", "WALL·E"),
    ],
)
def test_best_film_is_the_one_described_in_either_language(visit, language, prompt, film):
    page = visit(locale=language)
    ask(page, prompt)
    expect(best(page)).to_have_text(film)
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_address_and_title_of_an_answer_lead_back_to_it(visit):
    page = visit()
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(page).to_have_title(f"{FOREST} · Film finder")
    assert asked(page) == {"q": [FOREST]}
    again = visit(page.url)
    expect(best(again)).to_have_text(FOREST_FILM)
    expect(field(again)).to_have_value(FOREST)


def test_back_and_forward_bring_back_prompt_and_answer(visit):
    page = visit()
    for prompt, film in ((FOREST, FOREST_FILM), (SHARK, SHARK_FILM)):
        ask(page, prompt)
        expect(best(page)).to_have_text(film)
    page.go_back()
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(field(page)).to_have_value(FOREST)
    page.go_back()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    expect(field(page)).to_have_value("")
    page.go_forward()
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(field(page)).to_have_value(FOREST)


def test_page_reached_by_back_can_be_asked_again(visit):
    page = visit()
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    page.go_back()
    expect(page.get_by_role("heading", name="How it works")).to_be_visible()
    mark(page)
    ask(page, SHARK)
    expect(best(page)).to_have_text(SHARK_FILM)
    assert is_same_page(page)


@WIDTHS
def test_field_stays_where_it_is_with_its_text_and_the_focus(visit, width):
    page = visit(width=width)
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    field(page).evaluate("element => { element.seenBefore = true }")
    place = field(page).bounding_box()
    ask(page, SHARK)
    expect(best(page)).to_have_text(SHARK_FILM)
    expect(field(page)).to_have_value(SHARK)
    expect(field(page)).to_be_focused()
    assert field(page).evaluate("element => element.seenBefore")
    assert field(page).bounding_box() == place


@WIDTHS
def test_waiting_for_an_answer_is_shown_until_it_comes(visit, width):
    page = visit(width=width)
    routes = hold_searches(page)
    button, answer = page.locator("#search button"), page.locator("#answer")
    ask(page, FOREST)
    expect(answer).to_have_attribute("aria-busy", "true")
    expect(button).to_be_disabled()
    expect(button.get_by_text("Searching…")).to_be_visible()
    expect(button.get_by_text("Find films")).to_be_hidden()
    first_held(page, routes).continue_()
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(answer).not_to_have_attribute("aria-busy", "true")
    expect(button).to_be_enabled()
    expect(button.get_by_text("Searching…")).to_be_hidden()


def test_enter_pressed_again_while_waiting_asks_only_once(visit):
    page = visit()
    routes = hold_searches(page)
    ask(page, FOREST)
    expect(page.locator("#search button")).to_be_disabled()
    field(page).press("Enter")
    field(page).press("Enter")
    first_held(page, routes).continue_()
    expect(best(page)).to_have_text(FOREST_FILM)
    assert len(routes) == 1


def test_status_says_what_was_found_and_focus_stays(visit):
    page = visit()
    expect(status(page)).to_be_empty()
    ask(page, FOREST)
    expect(status(page)).to_have_text(FOUND)
    expect(page.get_by_role("heading", level=2, name=FOUND)).to_be_visible()
    expect(field(page)).to_be_focused()


def test_shift_and_enter_begins_a_line_and_asks_nothing(visit):
    page = visit()
    routes = hold_searches(page)
    field(page).fill("A robot")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("in love")
    expect(field(page)).to_have_value("A robot\nin love")
    assert routes == []


def test_every_example_can_be_clicked_and_finds_films(visit):
    page = visit(width=PHONE)
    examples = page.locator(".examples a").all_inner_texts()
    assert len(set(examples)) == 3
    for example in examples:
        page.goto("/")
        page.get_by_role("link", name=example).click()
        expect(field(page)).to_have_value(example)
        expect(page.get_by_role("heading", name=FOUND)).to_be_visible()


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
def test_blank_prompt_is_answered_with_a_sentence(visit, blank):
    page = visit()
    ask(page, blank)
    expect(alert(page)).to_have_text("Write a few words about the film you are looking for.")
    expect(field(page)).to_have_value(blank)
    expect(field(page)).to_be_focused()
    expect(page.locator("#results")).to_have_count(0)


@WIDTHS
def test_prompt_too_long_keeps_its_text_until_it_is_shorter(visit, width):
    page = visit(width=width)
    story = ("A shark attacks a beach. " * 160).strip() + "!!"
    ask(page, story)
    expect(alert(page)).to_contain_text("4000 characters (it has 4001)")
    expect(page.locator("#prompt-count")).to_have_text("4001 / 4000")
    expect(field(page)).to_have_value(story)
    field(page).press("ControlOrMeta+End")
    field(page).press("Backspace")
    expect(page.locator("#prompt-count")).to_have_text("4000 / 4000")
    field(page).press("Enter")
    expect(best(page)).to_have_text(SHARK_FILM)
    expect(alert(page)).to_have_count(0)


def test_gibberish_is_told_that_no_film_fits(visit):
    page = visit()
    ask(page, GIBBERISH)
    expect(status(page)).to_have_text("No film fits well")
    expect(page.locator("#answer .notice")).to_contain_text("These are the nearest films there are.")
    expect(page.get_by_text("Best match")).to_have_count(0)
    ask(page, FOREST)
    expect(page.get_by_text("Best match")).to_be_visible()
    expect(page.locator("#answer .notice")).to_have_count(0)


def test_filters_leave_only_films_that_pass_them(visit):
    page = visit(width=PHONE)
    expect(page.get_by_label("From year")).to_be_hidden()
    page.get_by_text("Years, genre and length").click()
    page.get_by_label("From year").fill("1980")
    page.get_by_label("To year").fill("1999")
    page.get_by_label("Genre").select_option("Animation")
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    facts = page.locator("#results .facts").all_inner_texts()
    assert facts
    assert all("Animation" in fact and 1980 <= int(fact[:4]) <= 1999 for fact in facts)
    assert asked(page) == {"q": [FOREST], "year_from": ["1980"], "year_to": ["1999"], "genre": ["Animation"]}


def test_year_that_is_none_is_told_at_its_name(visit):
    page = visit()
    page.get_by_text("Years, genre and length").click()
    page.get_by_label("From year").fill("long ago")
    ask(page, FOREST)
    expect(alert(page)).to_have_text("From year: A year is a number from 1870 to 2100.")
    expect(page.get_by_label("From year")).to_have_value("long ago")


def test_no_film_behind_the_filters_is_told(visit):
    page = visit()
    page.get_by_text("Years, genre and length").click()
    page.get_by_label("To year").fill("1880")
    ask(page, FOREST)
    expect(status(page)).to_have_text("No film found")
    expect(page.locator("#answer .notice")).to_contain_text("Set fewer filters")


@WIDTHS
def test_language_switch_keeps_prompt_and_answer(visit, width):
    page = visit(width=width)
    ask(page, FOREST)
    expect(best(page)).to_have_text(FOREST_FILM)
    choose_language(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", name="10 películas")).to_be_visible()
    expect(best(page)).to_have_text(FOREST_FILM_IN_SPANISH)
    expect(field(page)).to_have_value(FOREST)
    choose_language(page, "English")
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible()


def test_site_out_of_reach_is_told_and_can_be_asked_again(visit, complaints):
    page = visit()
    page.route(lambda address: "q=" in address, lambda route: route.abort())
    ask(page, FOREST)
    expect(alert(page)).to_contain_text("The site does not answer.")
    expect(field(page)).to_have_value(FOREST)
    complaints.excuse("ERR_FAILED")
    complaints.excuse("htmx:sendError")
    page.unroute_all()
    field(page).press("Enter")
    expect(best(page)).to_have_text(FOREST_FILM)
