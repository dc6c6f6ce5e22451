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
    operation = page.locator("#complete_title")
    operation.locator("summary").click()
    operation.get_by_label("q").fill("toto")
    operation.get_by_role("button", name="Try it out").click()
    answer = operation.locator(".answer")
    expect(answer).to_contain_text("200")
    expect(answer.locator("pre")).to_contain_text("Totoro")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_documentation_without_javascript_leads_to_the_answer(visit):
    page = visit("/api/docs", java_script_enabled=False)
    operation = page.locator("#complete_title")
    operation.locator("summary").click()
    operation.get_by_label("q").fill("toto")
    operation.get_by_role("button", name="Try it out").click()
    expect(page.locator("body")).to_contain_text("Totoro")
    assert page.url.endswith("/api/titles?q=toto")


def test_address_of_an_operation_opens_it(visit):
    page = visit("/api/docs#complete_title")
    expect(page.locator("#complete_title form")).to_be_visible()
    page.locator("#complete_title li a").first.click()
    expect(page.locator("#TitleOut dl")).to_be_visible()
