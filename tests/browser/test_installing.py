"""The site without a network, on paper, and behind the menu of a phone."""

import pytest
from playwright.sync_api import Page, expect

PHONE = 390


def shown(page: Page, selector: str) -> bool:
    return page.locator(selector).is_visible()


def test_without_a_network_a_page_says_so_and_comes_back_with_it(visit, complaints):
    page = visit(service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/movies/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The projector has no power")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Movies")
    if complaints:
        complaints.excuse("ERR_INTERNET_DISCONNECTED")


def test_header_of_a_phone_is_one_row_with_a_menu(visit):
    page = visit(width=PHONE)
    assert page.locator("header.site").bounding_box()["height"] < 64
    assert not shown(page, "header nav")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Moods")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("header nav")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Moods").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are you feeling?")


def test_menu_works_without_javascript_and_switches_the_language(visit):
    page = visit("/movies/?title=totoro", width=PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Películas")
    assert page.url.endswith("?title=totoro")


def test_paper_shows_films_and_nothing_to_press(visit):
    page = visit("/?q=two+sisters+meet+a+forest+spirit")
    page.emulate_media(media="print", color_scheme="dark")
    assert shown(page, "#results .best h3")
    assert not any(
        shown(page, part) for part in ("header nav", ".languages", ".ticket button", "footer.site")
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["/mood/?feeling=sad", "/map/?q=a+shark", "/learn/?q=a+shark", "/chat/"])
def test_no_page_prints_a_button(visit, path):
    page = visit(path, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("button:visible, .button:visible").count() == 0


def test_marked_words_are_read_on_paper(visit):
    page = visit("/?q=a+shark+attacks", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.locator("mark").first.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert ground == "rgb(221, 221, 221)"
