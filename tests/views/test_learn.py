"""The page of lessons: its numbers are those that numpy computes from what is stored."""

import contextlib
import io
import re
import struct

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from movie.embedders import get_embedder
from movie.learn.sources import TOP, sources
from movie.learn.storage import Stored
from movie.models import Movie
from movie.templatetags.learn_tags import heat_strip

from .test_pages import HOSTILE, Page

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
PROMPT = "a shark attacks people at the beach"


@pytest.fixture
def films(make_movie):
    """Twelve films, embedded offline; the request shares no word with one that is near."""
    make_movie("Deep", description="A shark attacks swimmers at a beach.")
    make_movie("Jaws of the sea", description="Bathers are bitten by a great white fish near the coast.")
    for n in range(10):
        make_movie(f"Town {n}", description=f"A family moves to town number {n}.", genre="Drama")
    call_command("movie_embeddings", verbosity=0)


def cosine(a, b) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def stored(pk: int) -> np.ndarray:
    return np.frombuffer(Movie.objects.get(pk=pk).emb, dtype=np.float32)


def test_ten_cosines_are_those_of_the_stored_vectors_in_order(films, client):
    response = client.get("/learn/", {"q": PROMPT})
    shown = re.findall(
        r'href="/movies/(\d+)/">[^<]*</a>\s*</th>.*?<data value="([-\d.]+)"', response.text, re.S
    )
    query = get_embedder().embed_query(PROMPT)
    everyone = sorted((cosine(query, stored(movie.pk)) for movie in Movie.objects.all()), reverse=True)
    assert len(shown) == 10
    assert [float(value) for _pk, value in shown] == pytest.approx(everyone[:10], abs=2e-6)
    for pk, value in shown:
        assert float(value) == pytest.approx(cosine(query, stored(int(pk))), abs=2e-6)


def test_products_and_their_sum_are_numpys(films, client):
    best = client.get("/learn/", {"q": PROMPT}).context["best"]
    query = get_embedder().embed_query(PROMPT)
    products = query.astype(np.float64) * stored(best.movie.pk)
    assert [row[2] for row in best.first_products] == pytest.approx(products[:6].tolist())
    assert best.other_products == pytest.approx(products[6:].sum())
    assert best.dot == pytest.approx(products.sum())
    assert best.cosine == pytest.approx(cosine(query, stored(best.movie.pk)), abs=1e-6)


def test_snippet_of_the_page_runs_and_prints_the_cosine_of_the_page(films, client):
    response = client.get("/learn/", {"q": PROMPT}, headers={"Accept-Language": "es"})
    snippet = Page(response).all("pre", id="shell")
    code = re.search(r'<pre id="shell"[^>]*><code>(.*?)</code>', response.text, re.S)[1]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    assert len(snippet) == 1
    assert float(out.getvalue()) == pytest.approx(response.context["best"].cosine, abs=1e-5)


def test_bytes_of_the_page_are_those_of_the_row_and_the_mistake_gives_other_numbers(films, client):
    response = client.get("/learn/", {"q": PROMPT})
    kept, vector = response.context["stored"], stored(response.context["best"].movie.pk)
    assert kept.data == vector.tobytes()
    assert bytes.fromhex("".join(kept.first_bytes)) == kept.data[:16]
    assert kept.right == vector[:4].tolist()
    assert kept.read_as_doubles == np.frombuffer(kept.data, np.float64)[:2].tolist()
    wrong = vector.astype(np.float64).tobytes()
    assert kept.doubled_size == len(wrong)
    assert kept.doubles_read_as_floats == pytest.approx(np.frombuffer(wrong, np.float32)[:4].tolist())
    assert kept.twice == len(np.frombuffer(wrong, np.float32))


@pytest.mark.parametrize("dimensions", [1, 2, 3, 5])
def test_short_vectors_are_shown_as_far_as_they_go(dimensions):
    numbers = [0.5] * dimensions
    kept = Stored(struct.pack(f"<{dimensions}f", *numbers), numbers)
    assert kept.right == numbers[: min(4, dimensions // 2 * 2)]
    assert len(kept.doubles_read_as_floats) == len(kept.right) == 2 * len(kept.read_as_doubles)


def test_meaning_finds_what_shares_no_word_and_words_find_what_does(films, client):
    taught = client.get("/learn/", {"q": PROMPT}).context["lesson"]
    assert {film.movie.title for film in taught.by_meaning[:2]} == {"Deep", "Jaws of the sea"}
    assert [film.movie.title for film in taught.by_words] == ["Deep"]
    unspoken = next(film for film in taught.by_meaning if film.movie.title == "Jaws of the sea")
    assert unspoken.place_by_words is None and unspoken.place == 2
    assert taught.without_words == len(taught.by_meaning) - 1


def test_request_whose_words_no_film_has_is_told_so(films, client):
    text = client.get("/learn/", {"q": "zyxw"}).text
    assert "No film has any of these words." in text


def test_page_speaks_spanish(films, client):
    page = Page(client.get("/learn/", headers={"Accept-Language": "es"}))
    assert page.texts("h1") == ["Cómo funciona una búsqueda por significado"]


def test_number_of_queries_does_not_grow_with_the_films(films, client, make_movie):
    counts = []
    for _ in range(2):
        client.get("/learn/", {"q": PROMPT})
        with CaptureQueriesContext(connection) as queries:
            client.get("/learn/", {"q": PROMPT})
        counts.append(len(queries))
        for n in range(5):
            make_movie(f"More {n}", description=f"Another story of town {n}.")
        call_command("movie_embeddings", verbosity=0)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("prompt", [HOSTILE, " ", "x" * 5000, "?"], ids=["hostile", "blank", "long", "mark"])
def test_whatever_is_asked_the_page_answers(films, client, prompt):
    response = client.get("/learn/", {"q": prompt})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_without_embeddings_a_sentence_says_what_is_missing(client, make_movie):
    make_movie()
    response = client.get("/learn/")
    assert response.status_code == 200
    assert "movie_embeddings" in Page(response).notices


def test_where_another_model_searches_the_offline_one_reads_the_same_films_on_demand(
    openai_embedder, make_movie, client
):
    for n in range(3):
        make_movie(f"Town {n}", description=f"A family moves to town {n}.")
    call_command("movie_embeddings", verbosity=0)
    assert client.get("/learn/", {"q": "a family"}).context["second"] == []
    response = client.get("/learn/", {"q": "a family", "second": "1"})
    found = [value for _film, value in response.context["second"]]
    assert len(found) == 3 and found == sorted(found, reverse=True)
    assert "use-multilingual-3" in response.text


def test_code_that_is_shown_stands_in_its_file_at_its_line():
    assert {each.key for each in sources()} == {"text", "bytes", "cosine", "matrix", "best", "mixed"}
    for each in sources():
        lines = (TOP / each.file).read_text(encoding="utf-8").splitlines()
        assert lines[each.line - 1].strip() == each.text.splitlines()[0], each.name


def test_strip_has_a_cell_for_each_number_but_those_about_zero():
    numbers = [0.0, 1.0, -1.0, 2.0, 0.01, -3.0]
    drawn = heat_strip(numbers, "<b>")
    assert drawn.count("h1v1h-1z") == 4
    assert 'viewBox="0 0 64 1"' in drawn and "&lt;b&gt;" in drawn
    assert 'viewBox="0 0 64 2"' in heat_strip([1.0] * 65, "")


def test_source_that_is_not_there_is_left_out():
    assert render_to_string("movie/partials/learn_source.html", {"source": None}).strip() == ""
