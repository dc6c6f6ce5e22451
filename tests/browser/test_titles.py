"""The type-ahead of titles and the API's documentation, in a browser that may reach this site alone."""

import pytest
from playwright.sync_api import expect

PHONE = 390


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_arrows_lead_from_a_mistyped_title_to_its_film(visit, width):
    page = visit("/movies/", width=width)
    page.locator("#id_title").press_sequentially("totrro", delay=30)
    first = page.locator("#titles a").first
    expect(first).to_contain_text("Totoro")  # not one of those for the letters before
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == first.text_content()
    page.keyboard.press("Enter")
    page.wait_for_url("**/movies/*/")
    assert "Totoro" in page.locator("h1").inner_text()


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_key_puts_the_titles_away_and_stays_in_the_field(visit, key):
    page = visit("/movies/")
    page.locator("#id_title").press_sequentially("toto", delay=30)
    page.locator("#titles a").first.wait_for()
    page.keyboard.press(key)
    page.locator("#titles").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "id_title"


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_documentation_shows_the_api_and_tries_it_out(visit, width):
    page = visit("/api/docs", width=width)
    operation = page.locator("#operations-Films-complete_title")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_text("Try it out").click()
    operation.locator("tr[data-param-name=q] input").fill("toto")
    operation.get_by_text("Execute").click()
    expect(operation.locator(".live-responses-table .highlight-code").first).to_contain_text("Totoro")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
