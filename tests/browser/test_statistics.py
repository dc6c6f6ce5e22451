"""The page of statistics in a browser: on a phone, in the dark, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "/statistics/"
PHONE, DESKTOP = 390, 1280
WIDTH_OF_CONTENT_AND_WINDOW = """() => {
    const {scrollWidth, clientWidth} = document.documentElement;
    return [scrollWidth, clientWidth];
}"""
SMALLEST_LETTERS = """() => {
    const letters = [...document.querySelectorAll('.chart text')];
    const heights = letters.map(text => text.getBoundingClientRect().height);
    return Math.min(...heights.filter(height => height));
}"""
OVERLAPS = """() => {
    const found = [];
    for (const axis of document.querySelectorAll('.chart .axis.x')) {
        const boxes = [...axis.querySelectorAll('text')].map(text => text.getBoundingClientRect());
        const shown = boxes.filter(box => box.width);
        shown.slice(1).forEach((box, n) => { if (box.left < shown[n].right + 3) found.push(box.left); });
    }
    return found.length;
}"""


def colour_of(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("element => getComputedStyle(element).fill")


@pytest.mark.parametrize("width", [320, PHONE, 800, DESKTOP])
@pytest.mark.parametrize("locale", ["en", "es"])
def test_charts_fit_the_window_and_their_labels_can_be_read(visit, width, locale):
    page = visit(ADDRESS, width=width, locale=locale)
    content, window = page.evaluate(WIDTH_OF_CONTENT_AND_WINDOW)
    assert content <= window, f"{content} px do not fit into {width}"
    assert page.evaluate(SMALLEST_LETTERS) >= 10
    assert page.evaluate(OVERLAPS) == 0


def test_colours_of_charts_follow_the_scheme(visit):
    light, dark = (colour_of(visit(ADDRESS, color_scheme=scheme), ".column") for scheme in ("light", "dark"))
    assert light != dark
    assert "rgb(0, 0, 0)" not in (light, dark)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_each_chart_is_shown_once(visit, width):
    page = visit(ADDRESS, width=width)
    for figure in page.locator("figure:has(.chart)").all():
        shown = [chart for chart in figure.locator(".chart").all() if chart.is_visible()]
        assert len(shown) == 1


def test_numbers_of_a_chart_are_opened_by_keyboard(visit):
    page = visit(ADDRESS)
    summary = page.locator("figure", has_text="Films per decade").locator("summary")
    table = page.get_by_role("table", name="Films per decade")
    expect(table).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader").first).to_contain_text("–")


def test_page_is_whole_without_javascript(visit):
    page = visit(ADDRESS, java_script_enabled=False, width=PHONE)
    page.get_by_text("The numbers: Films per year").click()
    expect(page.get_by_role("table", name="Films per year")).to_be_visible()
    expect(
        page.get_by_role("table", name="Films per genre").get_by_role("link", name="Drama")
    ).to_be_visible()


def test_genre_leads_to_its_films(visit):
    page = visit("/")
    page.get_by_role("link", name="Statistics").click()
    page.get_by_role("table", name="Films per genre").get_by_role("link", name="Drama").click()
    expect(page.get_by_label("Genre")).to_have_value("Drama")
    assert all("Drama" in fact for fact in page.locator(".facts").all_inner_texts())
