"""A film lover's first visit on a phone, in Spanish: one walk through the site, by finger alone."""

import re

from playwright.sync_api import Page, expect

PHONE = 390
PATIENCE = 90_000  # milliseconds, for what has to be searched while the encoder may still be loading
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def arrived(page: Page, title: str) -> None:
    """See that a page is there, and fits the screen."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE)
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def menu(page: Page, name: str) -> None:
    """Choose a page, or a language, in the menu."""
    page.get_by_role("button", name=re.compile("Menú|Menu")).tap()
    page.locator("#menu").get_by_text(name, exact=True).tap()


def ask(page: Page, words: str) -> None:
    """Write words on the ticket and send them."""
    page.locator("#id_q").fill(words)
    page.locator("#search button").tap()


def find_the_film(page: Page) -> None:
    """Describe a film, open it, and read what it tells."""
    ask(page, "un tiburón gigante aterroriza un pueblo de playa")
    expect(page.locator("#results .best h3")).to_have_text("Tiburón", timeout=PATIENCE)
    page.locator("#results .best a").tap()
    arrived(page, "Tiburón")
    expect(page.locator(".story")).to_contain_text("playa")


def meet_its_people(page: Page) -> None:
    """Go from the film to who made it, back, and on to a film like it."""
    page.get_by_role("link", name="Steven Spielberg").tap()
    arrived(page, "Steven Spielberg")
    expect(page.locator(".posters h3", has_text="Tiburón")).to_be_visible()
    page.go_back()
    page.locator(".similar h3 a").first.tap()
    expect(page).to_have_url(re.compile(r"/movies/\d+/$"), timeout=PATIENCE)


def ask_in_emojis(page: Page) -> None:
    """Find the film by emojis."""
    menu(page, "Buscar")
    ask(page, "🦈🏖️")
    expect(page.locator("#results .best h3")).to_have_text("Tiburón", timeout=PATIENCE)


def say_a_mood(page: Page) -> None:
    """Say how one feels."""
    menu(page, "Emociones")
    page.locator("#id_feeling").fill("estoy triste y quiero reírme")
    page.locator("#mood button").tap()
    expect(page.locator("#results > li").first).to_be_visible(timeout=PATIENCE)


def talk_with_moviebot(page: Page) -> None:
    """Wish for a film like another one, and change the wish."""
    menu(page, "Moviebot")
    for turn, words in enumerate(("algo parecido a Interstellar pero más corto", "más antigua"), 1):
        page.locator("#id_said").fill(words)
        page.get_by_role("button", name="Enviar").tap()
        expect(page.locator(".turn")).to_have_count(turn, timeout=PATIENCE)
        expect(page.locator(".turn .film").first).to_be_visible(timeout=PATIENCE)
    # Three wishes are kept, more than the screen is wide: they are moved, not the page.
    expect(page.locator(".memory li")).to_have_count(3)
    arrived(page, "Moviebot")


def drop_a_wish_on_the_map(page: Page) -> None:
    """See where a wish lies on the map."""
    menu(page, "Mapa")
    expect(page.locator("#map-stage")).to_be_visible()
    page.locator("#id_wish").fill("un tiburón ataca a los bañistas")
    page.get_by_role("button", name="Dejarlo caer").tap()
    expect(page.locator("#map-nearest li").first).to_contain_text("Tiburón", timeout=PATIENCE)


def follow_a_request(page: Page) -> None:
    """Follow a request through the page of lessons."""
    menu(page, "Aprender")
    arrived(page, "Cómo funciona una búsqueda por significado")
    page.locator("#id_q").fill("un tiburón ataca a los bañistas")
    page.get_by_role("button", name="Seguirla").tap()
    expect(page.locator(".nearest tbody tr").first).to_contain_text("Tiburón")


def browse_in_english(page: Page) -> None:
    """Look the film up by its title, and read of it in English."""
    menu(page, "Películas")
    page.locator("#id_title").fill("jaws")
    expect(page.locator("#catalogue h3")).to_have_text(["Tiburón"], timeout=PATIENCE)
    menu(page, "English")
    arrived(page, "Movies")
    expect(page.locator("#catalogue h3")).to_have_text(["Jaws"])
    page.locator("#catalogue h3 a").tap()
    expect(page.locator(".story")).to_contain_text("shark")


def test_film_lover_walks_through_the_site_on_a_phone(visit):
    page = visit(width=PHONE, locale="es", has_touch=True, is_mobile=True)
    arrived(page, "¿Qué te apetece ver?")
    find_the_film(page)
    meet_its_people(page)
    ask_in_emojis(page)
    say_a_mood(page)
    talk_with_moviebot(page)
    drop_a_wish_on_the_map(page)
    follow_a_request(page)
    browse_in_english(page)
