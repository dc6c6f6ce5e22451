"""The page of statistics, read as a browser reads it: its charts, and their numbers as tables."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movie.embedders import get_embedder
from movie.models import Credit, Movie, Person
from movie.templatetags.movie_charts import decimals, ticks

from .test_pages import HOSTILE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
ADDRESS = "/statistics/"


@pytest.fixture
def films(make_movie, recording_embedder) -> list[Movie]:
    """Three films about which everything is known."""
    films = []
    for n, year in enumerate((1971, 1994, 1994)):
        film = make_movie(
            f"Film {n}", [1, n, 0], year=year, release_date=date(year, 10, 14 + n), genre="Drama, War",
            keywords="rain", vote_average=6.5, vote_count=9, budget=1000, revenue=1000 * (n + 1),
        )  # fmt: skip
        for role in Credit.Role:
            person, _ = Person.objects.get_or_create(name=f"Some {role.label}")
            Credit.objects.create(movie=film, person=person, role=role)
        films.append(film)
    return films


def page_of(client, language: str = "en") -> Page:
    response = client.get(ADDRESS, headers={"Accept-Language": language})
    assert response.status_code == 200
    return Page(response)


def tables(page: Page) -> dict[str, dict[str, list[str]]]:
    """The rows of every table by its caption: head of the row -> its cells."""
    found: dict[str, dict[str, list[str]]] = {}
    row: list[str] = []
    for tag, attributes, text, _parents in page.elements:
        words = " ".join("".join(text).split())
        if tag == "caption":
            rows = found.setdefault(words, {})
        elif tag == "th" and attributes.get("scope") == "row":
            row = rows.setdefault(words, [])
        elif tag == "td":
            row.append(words)
    return found


def charts(page: Page) -> list[ElementTree.Element]:
    return [
        ElementTree.fromstring(svg) for svg in re.findall(r'<svg class="chart".*?</svg>', page.html, re.S)
    ]


def test_every_chart_has_its_numbers_as_a_table(client, films):
    page = page_of(client)
    found = tables(page)
    assert found["Films per year"] == {"1971": ["1"], "1994": ["2"]}
    assert found["Films per decade"] == {"1970–1979": ["1"], "1980–1989": ["0"], "1990–1999": ["2"]}
    assert found["Films per month of release"]["October"] == ["3"]
    assert len(found["Films per month of release"]) == 12
    assert sum(int(number) for (number,) in found["Films per weekday of release"].values()) == 3
    assert found["Films per genre"] == {"Drama": ["3"], "War": ["3"]}
    assert found["Most frequent keywords"] == {"rain": ["3"]}
    assert found["Directors of most films"] == {"Some director": ["3"]}
    assert found["Actors in most films"] == {"Some actor": ["3"]}
    assert found["Box office for each dollar of budget, by vote"] == {"6–7": ["3", "1.50", "2.00", "2.50"]}
    assert len(page.all("figure")) == len(
        [figure for figure, _ in page.all("figure") if figure["aria-labelledby"]]
    )


def test_marks_of_a_chart_name_what_they_stand_for(client, films):
    told = [[title.text for title in chart.findall(".//{*}title")] for chart in charts(page_of(client))]
    years = next(titles for titles in told if "1971: 1" in titles)
    assert len(years) == 1994 - 1971 + 1
    assert "1994: 2" in years and "1980: 0" in years
    assert ["1970–1979: 1", "1980–1989: 0", "1990–1999: 2"] in told
    assert ["6–7: 2.50", "6–7: 2.00", "6–7: 1.50"] in told


def test_columns_are_as_high_as_their_films_are_many(client, films):
    decades = next(chart for chart in charts(page_of(client)) if "1970–1979: 1" in chart.itertext())
    one, none, two = (
        re.findall(r"V([\d.]+)", column.get("d"))
        for column in decades.iterfind(".//{*}path[@class='column']")
    )
    heights = [float(zero) - float(top) for top, zero in (one, none, two)]
    assert heights == pytest.approx([heights[2] / 2, 0, heights[2]]) and heights[2] > 100


def test_places_of_a_chart_have_a_point_in_every_language(client, films):
    for language in ("en", "es"):
        dots = [dot for chart in charts(page_of(client, language)) for dot in chart.iterfind(".//{*}circle")]
        assert (
            {float(dot.get("cx")) > 0 for dot in dots} == {float(dot.get("cy")) > 0 for dot in dots} == {True}
        )
    assert {"6–7: 2,50"} & {title.text for dot in dots for title in dot}


def test_charts_carry_no_style_no_script_and_no_repeated_id(client, films):
    page = page_of(client)
    assert len(charts(page)) >= 5
    for chart in charts(page):
        tags = {element.tag.rpartition("}")[2] for element in chart.iter()}
        assert not tags & {"style", "script", "defs", "desc", "a"}
        assert not [name for element in chart.iter() for name in element.keys() if name in ("style", "id")]  # noqa: SIM118
        assert chart.get("aria-hidden") == "true"
    assert page.all("style") == []
    assert [tag for tag, attributes, *_ in page.elements if "style" in attributes] == []
    ids = [attributes["id"] for _tag, attributes, *_ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_months_and_weekdays_speak_the_visitors_language(client, films):
    spanish = page_of(client, "es")
    heads = {head for rows in tables(spanish).values() for head in rows}
    assert {"Octubre", "Enero", "Lunes", "Viernes"} <= heads
    assert not {"October", "Monday"} & heads


def test_links_of_years_genres_and_keywords_lead_on(client, films):
    page = page_of(client)
    links = {text: link["href"] for link, text in page.all("a") if "?" in link["href"]}
    assert links["1994"] == "/movies/?year=1994"
    assert links["War"] == "/movies/?genre=War"
    assert links["rain"] == "/?q=rain"
    assert client.get(links["War"]).status_code == client.get(links["1994"]).status_code == 200


def test_health_names_the_model_in_use_and_what_another_made(client, films):
    Movie.objects.filter(pk=films[0].pk).update(emb_model="an older one", description="")
    found = tables(page_of(client))
    assert found["Films that lack something"]["Description"] == ["1"]
    assert found["Films that lack something"]["Embedding"] == ["0"]
    models = found["Embeddings by model"]
    assert models[f"{get_embedder().model_id} in use"] == ["2"]
    assert [head for head, cells in models.items() if "stale" in head and cells == ["1"]]


def test_embedder_that_cannot_be_made_leaves_the_figures(client, films, settings):
    settings.EMBEDDERS = {"default": {"BACKEND": "movie.nowhere.Embedder"}}
    assert tables(page_of(client))["Films per genre"]["War"] == ["3"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_empty_catalogue_is_a_friendly_sentence(client, language):
    page = page_of(client, language)
    assert page.notices
    assert page.all("figure") == page.all("table") == []


def test_films_without_dates_genres_people_and_money_show_what_is_left(client, make_movie):
    make_movie(description="")
    page = page_of(client)
    assert set(tables(page)) == {"Films that lack something"}
    assert page.texts("h2") == ["Health of the catalogue"]


def test_one_film_alone_fills_every_chart(client, films):
    Movie.objects.exclude(pk=films[0].pk).delete()
    assert len(tables(page_of(client))) == 11


def test_many_genres_stand_behind_the_most_frequent(client, make_movie):
    for n in range(5):
        make_movie(genre=", ".join(f"Genre {m}" for m in range(n * 4, n * 4 + 4)))
    page = page_of(client)
    assert len(tables(page)["Films per genre"]) == 20
    assert "8 more: Films per genre" in page.texts("summary")


def test_markup_in_names_is_text(client, make_movie):
    film = make_movie(keywords=HOSTILE, genre=HOSTILE[:30], year=1990)
    Credit.objects.create(movie=film, person=Person.objects.create(name=HOSTILE), role=Credit.Role.ACTOR)
    page = page_of(client)
    assert "alert(1)" in page.html
    assert page.all("img", src="x") == page.all("b") == []
    assert "alert(1)" not in "".join(page.texts("script"))


def test_navigation_leads_to_the_page_and_marks_it(client, films):
    (link, text), *others = [
        (link, text) for link, text in Page(client.get("/")).all("a") if link["href"] == ADDRESS
    ]
    assert (text, others) == ("Statistics", [])
    assert page_of(client).all("a", href=ADDRESS, **{"aria-current": "page"})


def test_page_asks_for_changes_and_for_what_goes_on_alone_when_warm(client, films):
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as captured:
        client.get(ADDRESS)
    assert len(captured) == 2


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_page_is_for_reading_alone(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.parametrize("highest", [0, 0.004, 0.3, 1, 2.6, 9.99, 17, 101, 12_793, 10**12])
@pytest.mark.parametrize("whole", [True, False])
def test_ticks_are_few_even_and_reach_the_highest(highest, whole):
    found = ticks(highest, whole)
    steps = {round(after - before, 9) for before, after in zip(found, found[1:], strict=False)}
    assert found[0] == 0 and found[-1] >= highest * 0.999
    assert len(found) <= 6 and len(steps) <= 1
    assert not whole or all(float(tick).is_integer() for tick in found)


@pytest.mark.parametrize(
    ("scale", "digits"),
    [([0], 0), ([0, 20.0, 40.0], 0), ([0, 0.2, 0.4, 0.6000000000000001], 1), ([0, 0.25, 0.5], 2)],
)
def test_numbers_of_a_scale_are_told_exactly(scale, digits):
    assert decimals(scale) == digits
