"""The pages, read as a browser reads them: what visitors may write, what they see, and what it costs."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.forms import Select
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from movie.forms import LONGEST_PROMPT, SearchForm
from movie.models import Credit, Movie, Person
from movie.search.ranking import search

from ..openai_server import KEY, Answer, embed

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
HTMX = {"HX-Request": "true"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
TEMPLATE = "unreachable"  # shown by the script alone, where the site does not answer
SHARK = "a shark attacks people at the beach"


class Page(HTMLParser):
    """A page as its elements: (tag, attributes, text with that of the elements inside, depth)."""

    def __init__(self, response) -> None:
        super().__init__()
        self.html = response if isinstance(response, str) else response.content.decode()
        self.elements: list[tuple[str, dict, list[str], list]] = []
        self.open: list[tuple[str, dict, list[str], list]] = []
        self.feed(self.html)

    def handle_starttag(self, tag, attributes):
        element = (tag, dict(attributes), [], [parent[1].get("id") for parent in self.open])
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), [], [parent[1].get("id") for parent in self.open]))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        for element in self.open:
            element[2].append(text)

    def all(self, tag, inside=None, **attributes) -> list[tuple[dict, str]]:
        """Elements with these attributes, inside the one with that id: their attributes and text."""
        return [
            (found, " ".join("".join(text).split()))
            for name, found, text, parents in self.elements
            if name == tag
            and TEMPLATE not in parents
            and (inside is None or inside in parents)
            and attributes.items() <= found.items()
        ]

    def texts(self, tag, inside=None, **attributes) -> list[str]:
        return [text for _found, text in self.all(tag, inside, **attributes)]

    @property
    def titles(self) -> list[str]:
        """The films of the results, in order."""
        return self.texts("h3", inside="results")

    @property
    def notices(self) -> str:
        return " ".join(
            text for attributes, text in self.all("div") if "notice" in attributes.get("class", "")
        )


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Fourteen films, embedded offline."""
    films = [
        make_movie(
            "Deep",
            description="A shark attacks swimmers at a beach.",
            year=1975,
            genre="Thriller",
            runtime=124,
        ),
        make_movie(
            "Orbit", description="An astronaut drifts alone in space.", year=2013, genre="Science Fiction"
        ),
        make_movie("Canción", description="Un cantante pierde la voz.", year=1999, genre="Drama"),
    ]
    for n in range(11):
        films.append(make_movie(f"Town {n:02}", description=f"A family moves to town {n}.", year=1990 + n))
    call_command("movie_embeddings", verbosity=0)
    return films


def found(client, prompt=SHARK, headers=None, **fields) -> Page:
    """The page that answers a prompt."""
    response = client.get("/", {"q": prompt, **fields}, headers=headers)
    assert response.status_code == 200
    return Page(response)


def test_home_without_a_prompt_is_an_empty_form_and_finds_nothing(client, films):
    page = Page(client.get("/"))
    assert page.texts("textarea", name="q") == [""]
    assert page.all("ol", id="results") == []
    assert page.notices == ""


def test_results_are_one_list_with_a_heading_each_in_the_order_of_the_search(client, films):
    page = found(client)
    assert len(page.all("ol", id="results")) == 1
    assert page.titles == [match.movie.title for match in search(SHARK)]
    assert (len(page.titles), page.titles[0]) == (10, "Deep")
    assert (
        len([item for item in page.all("li", inside="results") if "film" in item[0]["class"].split()]) == 10
    )


def test_every_result_leads_to_its_film(client, films):
    links = found(client).all("a", inside="results")
    assert {text: client.get(link["href"]).status_code for link, text in links} == dict.fromkeys(
        found(client).titles, 200
    )


def test_address_carries_the_prompt_and_the_filters(client, films):
    form = Page(client.get("/")).all("form", id="search")[0][0]
    assert (form["method"], form["action"], form["hx-push-url"]) == ("get", "/", "true")
    page = found(client, "a family", year_from="1992", genre="Drama", runtime_to="95")
    assert page.texts("textarea", name="q") == ["a family"]
    assert page.all("input", name="year_from")[0][0]["value"] == "1992"
    assert page.all("input", name="runtime_to")[0][0]["value"] == "95"
    assert page.all("input", name="runtime_from") == []
    assert [option for option, _text in page.all("option", value="Drama") if "selected" in option]


def test_list_of_genres_says_what_djangos_own_list_says(client, make_movie):
    make_movie(genre="Drama, Sword & sandal")
    field = SearchForm({"q": "a", "genre": "Drama"})["genre"]
    own = Page(field.as_widget(Select(choices=field.field.choices)))
    ours = Page(str(field))
    assert [attributes for attributes, _text in own.all("select")] == [
        attributes for attributes, _text in ours.all("select")
    ]
    assert own.all("option") == ours.all("option")
    assert [option["value"] for option, _text in ours.all("option") if "selected" in option] == ["Drama"]


def test_best_film_tells_its_story_and_costs_no_sentence(client, films, monkeypatch):
    asked = []
    monkeypatch.setattr("movie.search.ranking.why", lambda story, words: asked.append(story) or [])
    found(client)
    assert len(asked) == 9
    assert films[0].description not in asked


def test_shortest_length_is_shown_where_the_address_asks_for_one(client, films):
    page = found(client, runtime_from="100")
    assert page.all("input", name="runtime_from")[0][0]["value"] == "100"
    assert page.titles == ["Deep"]


def test_title_of_the_page_names_the_prompt(client, films):
    assert found(client).texts("title")[0].startswith(SHARK)
    assert SHARK not in Page(client.get("/")).texts("title")[0]


def test_htmx_gets_the_results_alone_and_caches_keep_both_apart(client, films):
    full, partial = client.get("/", {"q": SHARK}), client.get("/", {"q": SHARK}, headers=HTMX)
    assert Page(full).titles == Page(partial).titles
    assert (len(Page(full).all("form", id="search")), len(Page(partial).all("form"))) == (1, 0)
    assert Page(partial).all("html") == []
    assert all("HX-Request" in response["Vary"] for response in (full, partial))


@pytest.mark.parametrize(
    ("fields", "passes"),
    [
        ({"year_from": 1995}, lambda movie: movie.year >= 1995),
        ({"year_to": 1980}, lambda movie: movie.year <= 1980),
        ({"year_from": 1999, "year_to": 1992}, lambda movie: 1992 <= movie.year <= 1999),
        ({"genre": "Drama"}, lambda movie: movie.genre == "Drama"),
        ({"genre": "Drama", "year_to": 1980}, lambda movie: False),
        ({"runtime_to": 124}, lambda movie: movie.title == "Deep"),
        ({"runtime_to": 123}, lambda movie: False),
        ({"runtime_from": 200, "runtime_to": 100}, lambda movie: movie.title == "Deep"),
    ],
    ids=["from", "to", "turned round", "genre", "none", "long enough", "too long", "lengths turned round"],
)
def test_filters_leave_what_passes_them(client, films, fields, passes):
    assert set(found(client, **fields).titles) == {film.title for film in films if passes(film)}


@pytest.mark.parametrize(
    "fields", [{"year_from": "soon"}, {"year_to": "99999"}, {"year_from": "-1"}, {"genre": "<b>Nowhere</b>"}]
)
def test_filter_that_makes_no_sense_is_a_sentence(client, films, fields):
    page = found(client, **fields)
    assert page.titles == []
    assert page.all("div", role="alert")
    assert "<b>Nowhere" not in page.html


@pytest.mark.parametrize("minutes", ["short", "0", "-5", "1201", "90.5", "٩٠ min"])
def test_length_that_makes_no_sense_is_told_what_it_is(client, films, minutes):
    page = found(client, runtime_to=minutes)
    assert page.texts("div", role="alert") == [
        "Minutes at most: A running time is a number of minutes from 1 to 1200."
    ]
    assert page.titles == []


def test_length_stands_among_the_facts_of_a_film(client, films):
    facts = found(client).texts("p", inside="results")
    assert "1975 · 2 h 4 min · Thriller" in facts
    assert "2013 · Science Fiction" in facts
    film = Page(client.get(films[0].get_absolute_url()))
    assert "2 h 4 min" in film.texts("dd")
    assert "Running time" not in client.get(films[1].get_absolute_url()).content.decode()


@pytest.mark.parametrize("prompt", ["", " ", "\n\t ", "\x00", "\u200b\ufeff"])
def test_blank_prompt_is_asked_for_words(client, films, prompt):
    page = found(client, prompt)
    assert page.texts("div", role="alert") == ["Write a few words about the film you are looking for."]
    assert page.titles == []


def test_prompt_that_is_too_long_is_a_sentence_with_both_lengths(client, films):
    assert found(client, "y" * LONGEST_PROMPT).titles
    page = found(client, "y" * (LONGEST_PROMPT + 1))
    assert page.titles == []
    assert "4000" in page.notices and "4001" in page.notices


ODD = [
    "\x00\x07\x1b[31mshark\x08",
    "🦈🚀💔",
    "סרט על כריש",
    "\u202eevil\u202c فيلم",
    "サメ",
    "'; DROP TABLE movie_movie; --",
    '" OR 1=1 NEAR( *',
    "{{ 7|add:7 }} {% debug %} %s %(x)s",
    "../../etc/passwd",
    "\ud800",
]


@pytest.mark.parametrize("prompt", ODD, ids=ascii)
@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "partial"])
def test_odd_prompt_is_answered_like_any_other(client, films, prompt, headers):
    response = client.get("/?" + urlencode({"q": prompt}, errors="surrogatepass"), headers=headers)
    assert response.status_code == 200
    assert len(Page(response).titles) == 10
    assert Movie.objects.count() == len(films)


HOSTILE = "</title></textarea>\"'><script>alert(1)</script><img src=x onerror=alert(1)><b>"


@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "partial"])
def test_markup_in_a_prompt_is_text(client, films, headers):
    page = found(client, HOSTILE, headers=headers)
    assert page.all("img", src="x") == page.all("b") == []
    assert "alert(1)" not in "".join(page.texts("script"))
    assert headers or page.texts("textarea", name="q") == [HOSTILE]


def test_markup_in_a_film_is_text(client, make_movie):
    fields = dict.fromkeys(("description", "keywords", "genre"), f"shark {HOSTILE}")
    film = make_movie(HOSTILE, **fields)
    person = Person.objects.create(name=HOSTILE)
    Credit.objects.create(movie=film, person=person, role=Credit.Role.ACTOR)
    for address in ("/?q=shark", "/movies/", f"/movies/{film.pk}/"):
        page = Page(client.get(address))
        assert "alert(1)" in page.html
        assert page.all("img", src="x") == page.all("b") == []
        assert "alert(1)" not in "".join(page.texts("script"))


@pytest.mark.parametrize(
    ("accepted", "shown"), [("es", "es"), ("es-MX,en;q=0.5", "es"), ("en", "en"), ("fr", "en")]
)
def test_language_is_the_browsers_own(client, films, accepted, shown):
    for address in ("/", "/movies/", f"/movies/{films[0].pk}/", "/nowhere/"):
        assert Page(client.get(address, headers={"Accept-Language": accepted})).all("html", lang=shown)


def test_language_chosen_stays_chosen_and_keeps_the_page(client, films):
    page = Page(client.get("/", {"q": SHARK}))
    form = page.all("form", **{"class": "languages"})[0][0]
    following = page.all("input", name="next")[0][0]["value"]
    response = client.post(form["action"], {"language": "es", "next": following}, follow=True)
    assert response.redirect_chain == [(following, 302)]
    assert Page(response).titles == page.titles
    assert Page(client.get("/", headers={"Accept-Language": "en"})).all("html", lang="es")


def test_sentences_of_forms_and_notices_speak_the_visitors_language(client, make_movie):
    make_movie()
    for prompt in ("", "a film"):
        english = found(client, prompt, headers={"Accept-Language": "en"}).notices
        spanish = found(client, prompt, headers={"Accept-Language": "es"}).notices
        assert english and spanish and english != spanish


def every_page(client, films) -> list[Page]:
    """All kinds of pages."""
    addresses = ["/", f"/?q={SHARK}", "/?q=", "/movies/", "/movies/?title=zzzz", "/nowhere/", "/movies/0/"]
    addresses += [f"/movies/{film.pk}/" for film in films[:2]]
    expired = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "es"})
    assert expired.status_code == 403
    pages = [*map(client.get, addresses), client.get("/", {"q": SHARK}, headers=HTMX), expired]
    return [Page(response) for response in pages] + [Page(render_to_string("500.html"))]


def test_no_page_has_inline_code_or_styles(client, films):
    for page in every_page(client, films):
        assert page.all("style") == []
        for tag, attributes, _text, _parents in page.elements:
            assert tag != "script" or attributes.get("src") or "json" in attributes.get("type", "")
            assert not [name for name in attributes if name == "style" or name.startswith(("on", "hx-on"))]


def test_no_page_loads_anything_from_elsewhere(client, films):
    Movie.objects.update(url="https://example.org/film")
    for page in every_page(client, films):
        loaded = [page.all(tag) for tag in ("link", "script", "img", "source", "iframe")]
        addresses = [found.get(name, "") for tag in loaded for found, _ in tag for name in ("src", "href")]
        assert not [
            address for address in addresses if re.match(r"(?:[a-z]+:)?//|(?:javascript|http)", address)
        ]


def test_pages_stand_without_unresolved_templates(client, films):
    for page in every_page(client, films):
        assert not re.search(r"\{[{%]|[%}]\}", page.html)
        assert len(page.all("h1")) <= 1


def queries_of(client, address) -> list[str]:
    """What a page asks the database, once what is kept between pages is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


ADDRESSES = ["/", "/?q=x", "/movies/", "/movies/?title=film&genre=Drama", "/movies/{pk}/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_asks_the_database_as_often_for_30_films_as_for_3(
    client, recording_embedder, make_movie, address
):
    counts = []
    for films in (range(3), range(3, 30)):
        for n in films:
            film = make_movie(f"Film {n}", [1, n, 0], genre="Drama", year=1990)
            Credit.objects.create(movie=film, person=Person.objects.create(name=f"P {n}"), role="actor")
            first = Movie.objects.first()
            Credit.objects.create(movie=first, person=Person.objects.create(name=f"Q {n}"), role="director")
        counts.append(len(queries_of(client, address.format(pk=first.pk))))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_leave_the_vectors_in_the_database(client, recording_embedder, make_movie, address):
    films = [make_movie(f"Film {n}", [1, n, 0], genre="Drama") for n in range(5)]
    queries = queries_of(client, address.format(pk=films[0].pk))
    assert not [query for query in queries if '"emb"' in query.split(" FROM ")[0]]
    assert address == "/" or any('"movie_movie"' in query for query in queries)


@pytest.fixture
def paid_films(openai_server, openai_embedder, make_movie) -> None:
    """Two films that the protocol server has embedded."""
    for title, story in {"Deep": "A shark attacks.", "Orbit": "An astronaut drifts."}.items():
        make_movie(title, embed(f"{title}\n{story}"), description=story)


TROUBLES = {
    "key": (Answer.error(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key"), "key"),
    "quota": (Answer.error(429, f"Slow down, {KEY}.", retry_after="60"), "over its limit"),
    "credit": (Answer.error(429, f"No credit, {KEY}.", "insufficient_quota"), "no credit left"),
    "model": (Answer.error(404, f"No such model, {KEY}."), "model"),
    "broken": (Answer.error(500, f"Broken, {KEY}."), "does not answer"),
    "slow": (Answer(delay=3.0, body={}), "does not answer"),
    "html": (Answer(body=f"<html>{KEY}</html>".encode()), ""),
    "empty": (Answer(body={"object": "list", "data": [], "model": KEY}), "makes no sense"),
    "words": (Answer(body={"data": [{"index": 0, "embedding": [KEY]}]}), "makes no sense"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_provider_in_trouble_leaves_films_by_words_a_notice_and_no_key(
    client, openai_server, paid_films, settings, caplog, trouble
):
    answer, said = TROUBLES[trouble]
    choice = settings.EMBEDDERS["default"]
    options = {**choice["OPTIONS"], "page_seconds": 0.9 if trouble == "slow" else 8.0}
    settings.EMBEDDERS = {"default": {**choice, "OPTIONS": options}}
    openai_server.script.extend([answer] * 3)
    page = found(client, "the shark")
    assert page.titles == ["Deep"]
    assert "share words" in page.notices and said in page.notices
    assert KEY not in page.html + caplog.text
    assert "Traceback" not in page.html + caplog.text


def test_provider_that_is_down_leaves_films_by_words(client, openai_server, paid_films, caplog):
    openai_server.shutdown()
    openai_server.server_close()
    page = found(client, "the shark")
    assert (page.titles, "does not answer" in page.notices) == (["Deep"], True)
    assert "found by words alone" in caplog.text and KEY not in page.html + caplog.text


def test_provider_that_answers_finds_by_meaning_and_is_paid_once(client, openai_server, paid_films):
    assert [found(client, "shark attacks").titles[0] for _ in range(3)] == ["Deep"] * 3
    assert len(openai_server.requests) == 1
    assert found(client, "shark attacks").notices.count("share words") == 0


def test_visitor_who_asks_too_often_gets_words_and_another_gets_meaning(
    client, openai_server, paid_films, settings
):
    settings.SEARCHES_PER_MINUTE = 1
    found(client, "the first shark")
    assert "many searches" in found(client, "the second shark").notices
    response = client.get("/", {"q": "the third shark"}, REMOTE_ADDR="10.0.0.2")
    assert "many searches" not in Page(response).notices
    assert len(openai_server.requests) == 2


@pytest.mark.parametrize("model", ["", "another"])
def test_catalogue_that_cannot_be_compared_says_what_to_run(client, recording_embedder, make_movie, model):
    make_movie("Deep", description="A shark attacks.")
    Movie.objects.update(emb=b"\0" * 12 if model else None, emb_model=model)
    page = found(client, "the shark")
    assert page.titles == ["Deep"]
    assert "python manage.py movie_embeddings" in page.notices


def test_empty_catalogue_is_a_page_all_the_same(client):
    assert found(client).titles == []
    assert client.get("/movies/").status_code == 200


@pytest.fixture
def shelf(make_movie) -> list[Movie]:
    """Sixty films without embeddings."""
    return [
        make_movie(f"Film {n:02}", year=1960 + n, genre="Drama" if n % 2 else "Western") for n in range(60)
    ]


def listed(client, address) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return Page(response).texts("h3")


def test_catalogue_comes_24_a_page_by_title(client, shelf):
    pages = [listed(client, f"/movies/?page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [24, 24, 12]
    assert sum(pages, []) == [film.title for film in shelf]
    assert listed(client, "/movies/") == pages[0]


@pytest.mark.parametrize(("number", "shown"), [("0", 3), ("-1", 3), ("99", 3), ("x", 1), ("", 1), ("1.5", 1)])
def test_bad_page_number_shows_the_nearest_page(client, shelf, number, shown):
    assert listed(client, f"/movies/?page={number}") == listed(client, f"/movies/?page={shown}")


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ("title=film+1", lambda film: film.title.startswith("Film 1")),
        ("genre=Western&year=1970", lambda film: film.year == 1970),
        ("genre=Drama&year=1970", lambda film: False),
        ("year=1985", lambda film: film.year == 1985),
    ],
)
def test_browsing_filters_hold(client, shelf, query, passes):
    assert listed(client, f"/movies/?{query}") == [film.title for film in shelf if passes(film)]


def test_links_to_other_pages_keep_the_filters(client, shelf):
    page = Page(client.get("/movies/?genre=Drama"))
    (following,) = [link["href"] for link, _text in page.all("a", rel="next")]
    dramas = [film.title for film in shelf if film.genre == "Drama"]
    assert listed(client, f"/movies/{following}") == dramas[24:]


@pytest.mark.parametrize(
    "query", ["year=soon", "year=99999999999999999999", "genre=Nowhere", "title=" + "x" * 301]
)
def test_browsing_for_nonsense_is_a_sentence(client, shelf, query):
    page = Page(client.get(f"/movies/?{query}"))
    assert page.all("div", role="alert")


def test_htmx_gets_the_catalogue_alone(client, shelf):
    partial = client.get("/movies/", headers=HTMX)
    assert Page(partial).texts("h3") == listed(client, "/movies/")
    assert Page(partial).all("form") == [] and "HX-Request" in partial["Vary"]


def test_film_has_its_people_and_the_six_most_like_it(client, films):
    deep = films[0]
    for name, role in (("Ada Director", "director"), ("Ben Actor", "actor"), ("Cleo Actor", "actor")):
        Credit.objects.create(movie=deep, person=Person.objects.create(name=name), role=role)
    page = Page(client.get(deep.get_absolute_url()))
    assert page.texts("h1") == ["Deep"]
    assert {"Ada Director", "Ben Actor, Cleo Actor"} <= set(page.texts("dd"))
    assert len(page.texts("h3")) == 6 and "Deep" not in page.texts("h3")


def test_film_without_embedding_is_shown_and_says_so(client, films, make_movie):
    page = Page(client.get(make_movie("Untold", description="").get_absolute_url()))
    assert (page.texts("h1"), page.texts("h3")) == (["Untold"], [])
    assert [text for text in page.texts("p") if "no embedding yet" in text]


def test_film_is_shown_while_nothing_can_be_compared(client, make_movie):
    assert Page(client.get(make_movie("Alone").get_absolute_url())).texts("h1") == ["Alone"]


def test_film_page_asks_no_provider(client, openai_server, paid_films):
    film = Movie.objects.first()
    assert len(Page(client.get(film.get_absolute_url())).texts("h3")) == 1
    assert openai_server.requests == []


@pytest.mark.parametrize(
    "address", ["/movies/0/", "/movies/999999/", "/movies/x/", "/movies/99999999999999999999/"]
)
def test_film_that_is_not_there_is_not_found(client, films, address):
    response = client.get(address)
    assert response.status_code == 404
    assert Page(response).all("a", href="/")


@pytest.mark.parametrize("address", ["/", "/movies/"])
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
