"""A film lover's first visit on a phone, in Spanish: one walk through the site, by finger alone."""

import re

from playwright.sync_api import Page, expect

PHONE = 390
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def heading(page: Page):
    """The title of the page; each page of the walk fits its screen."""
    assert page.evaluate(SIDEWAYS) <= 0, page.url
    return page.get_by_role("heading", level=1)


def menu(page: Page, name: str) -> None:
    """Choose a page, or a language, in the menu."""
    page.get_by_role("button", name=re.compile("Menú|Menu")).tap()
    page.locator("#menu").get_by_text(name, exact=True).tap()


def ask(page: Page, words: str) -> None:
    """Write words on the ticket and send them."""
    page.locator("#id_q").fill(words)
    page.locator("#search button").tap()


def test_film_lover_walks_through_the_site_on_a_phone(visit):
    page = visit(width=PHONE, locale="es", has_touch=True, is_mobile=True)
    expect(heading(page)).to_have_text("¿Qué te apetece ver?")

    ask(page, "un tiburón gigante aterroriza un pueblo de playa")
    expect(page.locator("#results .best h3")).to_have_text("Tiburón")
    page.locator("#results .best a").tap()
    expect(heading(page)).to_have_text("Tiburón")
    expect(page.locator(".story")).to_contain_text("playa")

    page.get_by_role("link", name="Steven Spielberg").tap()
    expect(heading(page)).to_have_text("Steven Spielberg")
    expect(page.locator(".posters h3", has_text="Tiburón")).to_be_visible()
    page.go_back()
    page.locator(".similar h3 a").first.tap()
    expect(page.locator("article.detail")).to_be_visible()

    menu(page, "Buscar")
    ask(page, "🦈🏖️")
    expect(page.locator("#results .best h3")).to_have_text("Tiburón")

    menu(page, "Emociones")
    page.locator("#id_feeling").fill("estoy triste y quiero reírme")
    page.locator("#mood button").tap()
    expect(page.locator("#results > li").first).to_be_visible()

    menu(page, "Mapa")
    expect(page.locator("#map-stage")).to_be_visible()
    page.locator("#id_wish").fill("un tiburón ataca a los bañistas")
    page.get_by_role("button", name="Dejarlo caer").tap()
    expect(page.locator("#map-nearest li").first).to_contain_text("Tiburón")

    menu(page, "Aprender")
    expect(heading(page)).to_have_text("Cómo funciona una búsqueda por significado")
    page.locator("#id_q").fill("un tiburón ataca a los bañistas")
    page.get_by_role("button", name="Seguirla").tap()
    expect(page.locator(".nearest tbody tr").first).to_contain_text("Tiburón")

    menu(page, "Películas")
    page.locator("#id_title").fill("jaws")
    expect(page.locator("#catalogue h3")).to_have_text(["Tiburón"])
    menu(page, "English")
    expect(heading(page)).to_have_text("Movies")
    expect(page.locator("#catalogue h3")).to_have_text(["Jaws"])
    page.locator("#catalogue h3 a").tap()
    expect(page.locator(".story")).to_contain_text("shark")
