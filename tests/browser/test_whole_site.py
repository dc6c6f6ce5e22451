"""Every page, for every visitor: by keyboard, without JavaScript, on a phone, in the dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect

PHONE, DESKTOP = 390, 1280
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESKTOP])
FOREST = "two sisters meet a big furry forest spirit and a cat bus"
FOREST_FILM = "My Neighbor Totoro"
PAGES = {
    "home": "/",
    "results": "/?q=two+sisters+meet+a+forest+spirit&year_from=1980",
    "nothing fits": "/?q=xkcjv+39fj+wqz",
    "blank prompt": "/?q=",
    "movies": "/movies/?page=2",
    "no movies": "/movies/?title=xkcjv",
    "film": "/movies/1/",
    "person": "/people/1/",
    "chat": "/chat/",
    "moods": "/mood/",
    "mood": "/mood/?feeling=I+am+sad+and+lonely",
    "help": "/mood/?feeling=I+want+to+die",
    "map": "/map/?q=a+shark+attacks",
    "statistics": "/statistics/",
    "learn": "/learn/?q=a+shark+attacks",
    "api": "/api/docs",
    "no network": "/offline/",
    "log-in": "/admin/login/",
    "404": "/nowhere/",
}
# Of what is well nothing needs to be told; and of axe's rules the colour scheme can break one alone.
VIOLATIONS = {"resultTypes": ["violations"]}
COLOURS = VIOLATIONS | {"runOnly": ["color-contrast"]}
# And of another language what it gives names to, or leaves without.
NAMED = VIOLATIONS | {
    "runOnly": [
        *("html-has-lang", "html-lang-valid", "valid-lang", "document-title", "page-has-heading-one"),
        *("link-name", "button-name", "input-button-name", "label", "select-name", "summary-name"),
        *("image-alt", "svg-img-alt", "aria-command-name", "aria-input-field-name", "empty-heading"),
        *("label-content-name-mismatch", "region", "landmark-unique", "duplicate-id-aria"),
    ]
}
WIDTH_OF_CONTENT_AND_WINDOW = """() => {
    const {scrollWidth, clientWidth} = document.documentElement;
    return [scrollWidth, clientWidth];
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
# Of a language its name, not the letters that stand for it.
NAME_OF_FOCUS = """() => {
    const {activeElement: focused} = document;
    return ((focused.querySelector(".name") ?? focused).innerText || focused.id).trim();
}"""
EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@pytest.fixture
def visit_any(visit, complaints):
    """Opens a page, which may be one that is not there."""

    def visit_any(path: str, **options) -> Page:
        page = visit(path, **options)
        if path == PAGES["404"]:
            complaints.excuse("404")
        return page

    return visit_any


def films(page: Page) -> Locator:
    """The titles on a page of the catalogue, or those most like a film."""
    return page.locator(".posters h3")


def best(page: Page) -> Locator:
    """The title of the film shown first, and largest."""
    return page.locator("#results > li:first-child.best h3")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; fail where it never comes there."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"Tab never reaches {selector}.")


def channels(page: Page, selector: str, colour: str) -> list[int]:
    """Red, green and blue of a computed colour."""
    value = page.locator(selector).evaluate(f"element => getComputedStyle(element)['{colour}']")
    return [int(number) for number in re.findall(r"\d+", value)[:3]]


# Every page


# All widths, schemes and languages together are long.
@EVERY_PAGE
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit_any, path):
    page = visit_any(path, bypass_csp=True)
    _see_that_nothing_scrolls_sideways(page)
    page.evaluate(OPEN_ALL)
    _see_that_axe_finds_nothing(page, PHONE, "light", VIOLATIONS)
    _see_that_axe_finds_nothing(page, DESKTOP, "dark", COLOURS)


@EVERY_PAGE
def test_all_has_a_name_in_spanish_and_nothing_scrolls_sideways(visit_any, path):
    page = visit_any(path, bypass_csp=True, locale="es")
    _see_that_nothing_scrolls_sideways(page)
    page.evaluate(OPEN_ALL)
    _see_that_axe_finds_nothing(page, DESKTOP, "light", NAMED)


@pytest.mark.long
@pytest.mark.parametrize("locale", ["en", "es"])
@EVERY_PAGE
def test_axe_finds_nothing_at_any_width_in_light_or_dark(visit_any, path, locale):
    page = visit_any(path, bypass_csp=True, locale=locale)
    page.evaluate(OPEN_ALL)
    for scheme, options in (("light", VIOLATIONS), ("dark", COLOURS)):
        for width in (PHONE, DESKTOP):
            _see_that_axe_finds_nothing(page, width, scheme, options)


def _see_that_axe_finds_nothing(page: Page, width: int, scheme: str, options: dict) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"


def _see_that_nothing_scrolls_sideways(page: Page) -> None:
    for width in (320, PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        content, window = page.evaluate(WIDTH_OF_CONTENT_AND_WINDOW)
        assert content <= window, f"{content} px do not fit into {width}"


@pytest.mark.parametrize("path", ["/", "/movies/1/"])
def test_dark_mode_turns_light_and_dark_round(visit, path):
    brightness = {}
    for scheme in ("light", "dark"):
        page = visit(path, color_scheme=scheme)
        brightness[scheme] = [sum(channels(page, "body", colour)) for colour in ("backgroundColor", "color")]
    (light_paper, light_ink), (dark_paper, dark_ink) = brightness["light"], brightness["dark"]
    assert light_paper > light_ink
    assert dark_paper < dark_ink
    assert light_paper > dark_paper + 300


def test_inline_code_is_blocked_and_the_browser_complains(visit, complaints):
    page = visit()
    with pytest.raises(Error, match="TrustedScript"):
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }""")
    assert page.evaluate("window.ran") is None
    complaints.excuse("TrustedScript")


def test_missing_page_shows_the_ways_on(visit_any):
    page = visit_any("/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This reel is missing")
    page.get_by_role("main").get_by_role("link", name="Browse all films").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Movies")


# By keyboard alone


def test_tab_follows_the_page_and_the_focus_is_always_seen(visit):
    page = visit()
    examples = page.locator(".examples a").all_inner_texts()
    stops = []
    places = page.locator("header nav a").all_inner_texts()
    for _ in range(8 + len(places) + len(examples)):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(NAME_OF_FOCUS))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", stops[-1]
        expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    assert places[:2] == ["Search", "Movies"]
    header = ["Skip to the content", "Film finder", *places, "English", "Español", "Português"]
    assert stops == [*header, "id_q", "Find films", "Years, genre and length", *examples]


@WIDTHS
def test_skip_link_leads_past_the_header(visit, width):
    page = visit(width=width)
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#id_q")).to_be_focused()


def test_film_is_found_and_opened_by_keyboard(visit):
    page = visit()
    tab_to(page, "#id_q")
    page.keyboard.type(FOREST)
    page.keyboard.press("Enter")
    expect(best(page)).to_have_text(FOREST_FILM)
    tab_to(page, "#results .best a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(FOREST_FILM)


def test_filters_are_opened_filled_and_sent_by_keyboard(visit):
    page = visit()
    tab_to(page, "#id_q")
    page.keyboard.type(FOREST)
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#id_year_from")
    page.keyboard.type("2000")
    page.keyboard.press("Enter")
    expect(best(page)).to_be_visible()
    years = [int(fact[:4]) for fact in page.locator("#results .facts").all_inner_texts()]
    assert min(years) >= 2000


# Browsing


@WIDTHS
def test_typing_part_of_a_title_narrows_the_catalogue_at_once(visit, width):
    page = visit("/movies/", width=width)
    page.evaluate("window.seenBefore = true")
    page.get_by_label("Title").press_sequentially("totoro")
    expect(films(page)).to_have_text([FOREST_FILM])
    expect(page.get_by_role("status")).to_have_text("1 film")
    expect(page.get_by_label("Title")).to_be_focused()
    assert page.url.endswith("/movies/?title=totoro")
    assert page.evaluate("window.seenBefore")


def test_genre_and_year_narrow_the_catalogue_together(visit):
    page = visit("/movies/")
    page.get_by_label("Genre").select_option("Animation")
    expect(page).to_have_url(re.compile("genre=Animation"))
    page.get_by_label("Year").fill("1988")
    page.get_by_label("Year").press("Enter")
    expect(page).to_have_url(re.compile("year=1988"))
    expect(page.locator(".facts").first).to_contain_text("1988")
    facts = page.locator(".facts").all_inner_texts()
    assert all(fact.startswith("1988") and "Animation" in fact for fact in facts)


def test_pages_go_on_under_the_same_filter_and_back(visit):
    page = visit("/movies/?genre=Drama")
    first = films(page).all_inner_texts()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pages [aria-current]")).to_have_text("Page 2")
    second = films(page).all_inner_texts()
    expect(page.get_by_label("Genre")).to_have_value("Drama")
    assert not set(first) & set(second)
    assert all("Drama" in fact for fact in page.locator(".facts").all_inner_texts())
    page.go_back()
    expect(films(page)).to_have_text(first)


def test_filter_on_a_later_page_begins_at_the_first(visit):
    page = visit("/movies/?page=3")
    page.get_by_label("Title").fill("totoro")
    expect(films(page)).to_have_text([FOREST_FILM])
    assert "page=" not in page.url


# The page of a film


def test_film_page_leads_on_to_films_most_like_it(visit):
    page = visit("/movies/?title=totoro", width=PHONE)
    films(page).get_by_role("link").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(FOREST_FILM)
    similar = films(page).all_inner_texts()
    assert len(set(similar)) == 6
    assert FOREST_FILM not in similar
    films(page).first.get_by_role("link").click()
    expect(heading).to_have_text(similar[0])


def test_themes_of_a_film_are_searches(visit):
    page = visit("/movies/1/")
    theme = page.locator(".words a").first
    words = theme.inner_text()
    theme.click()
    expect(page.locator("#id_q")).to_have_value(words)
    expect(page.locator("#results > li")).to_have_count(10)


def test_posters_are_pictures_that_load(visit):
    page = visit("/movies/1/")
    expect(page.locator(".detail > img")).to_be_visible()
    page.wait_for_function("document.querySelector('.detail > img').complete")
    assert page.locator(".detail > img").evaluate("image => image.naturalWidth") > 0


# Without JavaScript


def test_search_and_filters_work_without_javascript(visit):
    page = visit(java_script_enabled=False, width=PHONE)
    page.locator("#id_q").fill(FOREST)
    page.get_by_text("Years, genre and length").click()
    page.get_by_label("To year").fill("1999")
    page.get_by_role("button", name="Find films").click()
    expect(best(page)).to_have_text(FOREST_FILM)
    expect(page.locator("#id_q")).to_have_value(FOREST)
    expect(page.get_by_label("To year")).to_have_value("1999")
    years = [int(fact[:4]) for fact in page.locator("#results .facts").all_inner_texts()]
    assert max(years) <= 1999


def test_errors_are_told_without_javascript(visit):
    page = visit(java_script_enabled=False)
    page.locator("#id_q").fill("a" * 4001)
    page.get_by_role("button", name="Find films").click()
    expect(page.get_by_role("alert")).to_contain_text("4000 characters (it has 4001)")
    expect(page.locator("#id_q")).to_have_value("a" * 4001)


def test_language_is_switched_without_javascript(visit):
    page = visit(f"/?q={FOREST}", java_script_enabled=False)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(best(page)).to_have_text("Mi vecino Totoro")
    page.get_by_role("link", name="Películas", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Películas")


def test_catalogue_is_browsed_without_javascript(visit):
    page = visit("/movies/", java_script_enabled=False)
    page.get_by_label("Genre").select_option("Drama")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Next").click()
    expect(page.locator(".pages [aria-current]")).to_have_text("Page 2")
    assert all("Drama" in fact for fact in page.locator(".facts").all_inner_texts())
    films(page).first.get_by_role("link").click()
    expect(page.locator("article.detail")).to_be_visible()
