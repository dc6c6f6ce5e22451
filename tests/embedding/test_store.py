"""Only what is missing or stale is paid for, and what is saved stays saved, however a run ends."""

import json
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.utils import timezone

from movie.embedding.store import embed_films, estimate, films_to_embed, store
from movie.errors import (
    InputRefused,
    KeyRefused,
    NonsenseAnswer,
    ProviderUnavailable,
    QuotaExceeded,
    VectorError,
)
from movie.models import Movie
from movie.text import movie_text, text_digest
from movie.vectors import from_bytes
from tests import environment
from tests.fakes import FailingEmbedder, RecordingEmbedder, unit
from tests.openai_server import KEY, Answer, embed
from tests.processes import Process, start_python

ROOT = Path(__file__).parent.parent.parent
PREPARE = """
import sys, django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
call_command("import_movies", sys.argv[1])
"""


def run(embedder, **options):
    """Embed what is missing or stale."""
    films = films_to_embed(embedder, everything=options.get("everything", False))
    return embed_films(films, embedder, **options)


def embedded():
    """The titles of the films that have a vector."""
    return set(Movie.objects.exclude(emb=None).values_list("title", flat=True))


@pytest.fixture
def films(make_movie):
    """Ten films with descriptions: in batches of four, three batches."""
    return [make_movie(f"Film {number}", description="x" * number + "y") for number in range(10)]


def test_run_embeds_every_film_once_and_the_next_run_none(recording_embedder, films):
    assert run(recording_embedder).stored == 10
    assert sorted(recording_embedder.texts) == sorted(movie_text(film) for film in films)
    assert run(recording_embedder).stored == 0
    assert len(recording_embedder.texts) == 10


def test_every_film_gets_the_vector_of_its_own_text(recording_embedder, films):
    run(recording_embedder)
    for film in Movie.objects.with_vectors():
        assert np.allclose(from_bytes(film.emb), recording_embedder.embed_query(movie_text(film)), atol=1e-6)


def test_provenance_names_model_text_and_time(recording_embedder, films):
    start = timezone.now()
    run(recording_embedder)
    for film in Movie.objects.all():
        assert film.emb_model == "recording"
        assert film.emb_digest == text_digest(movie_text(film))
        assert start <= film.emb_at <= start + timedelta(minutes=5)


def test_edited_film_is_embedded_again_and_no_other(recording_embedder, films):
    run(recording_embedder)
    edited = films[3]
    edited.description = "zzz"
    edited.save()
    recording_embedder.batches.clear()
    assert run(recording_embedder).stored == 1
    assert recording_embedder.texts == [movie_text(edited)]
    vector = from_bytes(Movie.objects.with_vectors().get(pk=edited.pk).emb)
    assert vector.argmax() == 2


def test_edit_that_is_taken_back_costs_nothing(recording_embedder, films):
    run(recording_embedder)
    Movie.objects.filter(pk=films[0].pk).update(title="Other")
    Movie.objects.filter(pk=films[0].pk).update(title=films[0].title)
    assert not films_to_embed(recording_embedder).exists()


def test_other_model_embeds_all_again(recording_embedder, films):
    class Other(RecordingEmbedder):
        model_id = "other"

    run(recording_embedder)
    assert run(Other()).stored == 10
    assert set(Movie.objects.values_list("emb_model", flat=True)) == {"other"}


def test_films_without_description_are_left_out(recording_embedder, films, make_movie):
    make_movie("Untold", description="")
    assert run(recording_embedder, everything=True).stored == 10
    assert "Untold" not in embedded()
    assert "Untold" not in "".join(recording_embedder.texts)


def test_everything_embeds_fresh_ones_again(recording_embedder, films):
    run(recording_embedder)
    assert films_to_embed(recording_embedder, everything=True).count() == 10
    assert run(recording_embedder, everything=True).stored == 10
    assert len(recording_embedder.texts) == 20


def test_films_to_embed_come_in_order_of_id(recording_embedder, films):
    assert list(films_to_embed(recording_embedder)) == films
    assert list(films_to_embed(recording_embedder, everything=True)) == films


def test_limit_takes_so_many_a_run_until_none_are_left(recording_embedder, films):
    assert [run(recording_embedder, limit=4).stored for _ in range(4)] == [4, 4, 2, 0]
    assert len(recording_embedder.texts) == 10


def test_estimate_counts_what_a_run_then_sends(recording_embedder, films, make_movie):
    make_movie("Untold", description="")
    for limit in (3, None):
        recording_embedder.batches.clear()
        plan = estimate(films_to_embed(recording_embedder), recording_embedder, limit)
        assert plan.films == run(recording_embedder, limit=limit).stored
        assert plan.tokens == sum(map(recording_embedder.count_tokens, recording_embedder.texts))
    assert estimate(films_to_embed(recording_embedder), recording_embedder).films == 0


def test_estimate_asks_nobody_and_names_the_cost(recording_embedder, films):
    recording_embedder.price = 2.0
    plan = estimate(films_to_embed(recording_embedder), recording_embedder)
    assert plan.cost == pytest.approx(plan.tokens * 2 / 1_000_000)
    recording_embedder.price = None
    assert estimate(films_to_embed(recording_embedder), recording_embedder).cost is None
    assert recording_embedder.batches == []


def test_every_stored_film_is_told_once(recording_embedder, films):
    told = []
    run(recording_embedder, on_stored=told.append)
    assert sorted(film.pk for film in told) == [film.pk for film in films]


def test_films_are_saved_batch_by_batch_before_they_are_told(recording_embedder, films):
    seen = []
    run(recording_embedder, on_stored=lambda film: seen.append(film.title in embedded()))
    assert seen == [True] * 10


def test_failing_provider_keeps_what_was_saved_and_the_next_run_goes_on(db, films):
    failing = FailingEmbedder()
    with pytest.raises(ProviderUnavailable, match="is down"):
        run(failing)
    assert len(embedded()) == 4

    class Recovered(RecordingEmbedder):
        model_id = failing.model_id

    recovered = Recovered()
    assert run(recovered).stored == 6
    assert not set(recovered.texts) & set(failing.texts)
    assert len(embedded()) == 10


def test_old_vectors_stay_when_the_provider_fails(recording_embedder, films):
    class Dead(FailingEmbedder):
        def embed_batch(self, texts):
            raise QuotaExceeded("No credit left.")

    run(recording_embedder)
    before = list(Movie.objects.order_by("pk").values_list("emb", "emb_model", "emb_digest", "emb_at"))
    with pytest.raises(QuotaExceeded):
        run(Dead())
    after = Movie.objects.order_by("pk").values_list("emb", "emb_model", "emb_digest", "emb_at")
    assert list(after) == before


def test_nonsense_from_the_provider_is_never_stored(db, films):
    class Nonsense(RecordingEmbedder):
        def embed_batch(self, texts):
            return [[float("nan")] * 3] * len(texts)

    with pytest.raises(NonsenseAnswer):
        run(Nonsense())
    assert embedded() == set()


def test_vector_of_zeros_is_reported_and_the_others_are_stored(db, films):
    class Zeros(RecordingEmbedder):
        def embed_batch(self, texts):
            return [[0.0] * 3 if "Film 5" in text else [1.0, 2.0, 3.0] for text in texts]

    report = run(Zeros())
    ((film, reason),) = report.failed
    assert (film, "all zeros" in reason, report.stored) == ("Film 5", True, 9)
    assert "Film 5" not in embedded()


def test_refused_input_is_narrowed_down_to_the_one_bad_film(openai_server, openai_embedder, films):
    openai_server.poison = "Film 7"
    report = run(openai_embedder)
    ((film, reason),) = report.failed
    assert (film, "The input was rejected" in reason) == ("Film 7", True)
    assert (report.stored, embedded()) == (9, {film.title for film in films} - {"Film 7"})
    assert len(openai_server.texts) == len(set(openai_server.texts)) == 9


def test_refused_film_is_left_as_it_was_and_tried_again_next_time(openai_server, openai_embedder, films):
    openai_server.poison = "Film 7"
    run(openai_embedder)
    assert [film.title for film in films_to_embed(openai_embedder)] == ["Film 7"]
    openai_server.poison = ""
    assert run(openai_embedder).stored == 1
    assert len(embedded()) == 10


def test_run_in_which_every_text_is_refused_says_why_and_stores_nothing(
    openai_server, openai_embedder, films
):
    openai_server.poison = "Film"
    with pytest.raises(InputRefused, match="The input was rejected"):
        run(openai_embedder)
    assert embedded() == set()


def test_request_that_is_too_large_is_sent_in_parts(openai_server, openai_embedder, films):
    openai_server.max_tokens = 30
    report = run(openai_embedder)
    assert (report.stored, report.failed) == (10, [])
    assert len(openai_server.texts) == 10


def test_refused_key_stops_the_run_with_its_reason(openai_server, openai_embedder, films):
    openai_server.script.extend([Answer.error(401, "Incorrect API key provided.")] * 50)
    with pytest.raises(KeyRefused, match="The key is refused") as caught:
        run(openai_embedder)
    assert KEY not in str(caught.value)
    assert embedded() == set()


def test_vectors_of_the_server_are_stored_as_it_sent_them(openai_server, openai_embedder, films):
    report = run(openai_embedder)
    assert (report.stored, len(openai_server.texts)) == (10, 10)
    for film in Movie.objects.with_vectors():
        assert np.allclose(from_bytes(film.emb, 1536), embed(movie_text(film)), atol=1e-6)


def test_film_edited_during_the_run_has_the_vector_of_its_text_or_is_stale(recording_embedder, films):
    def edit(film):
        Movie.objects.filter(pk=films[-1].pk).update(description="Rewritten meanwhile: zzz")

    run(recording_embedder, on_stored=edit)
    film = Movie.objects.with_vectors().get(pk=films[-1].pk)
    fitting = recording_embedder.embed_query(movie_text(film))
    assert film.is_stale(recording_embedder) or np.allclose(from_bytes(film.emb), fitting, atol=1e-6)
    assert run(recording_embedder).stored <= 1
    assert not films_to_embed(recording_embedder).exists()


def test_film_deleted_during_the_run_stops_nobody(recording_embedder, films):
    run(recording_embedder, on_stored=lambda film: Movie.objects.filter(pk=films[-1].pk).delete())
    assert embedded() == {film.title for film in films[:-1]}


@pytest.mark.parametrize("vector", [[0, 0, 0], [np.nan, 1, 0], []])
def test_vector_without_direction_is_never_stored(make_movie, vector):
    film = make_movie("Alien")
    with pytest.raises(VectorError):
        store(film.pk, np.array(vector, dtype=np.float32), "model", movie_text(film))
    assert embedded() == set()


def test_stored_vector_is_of_length_one_whatever_came(make_movie):
    film = make_movie("Alien")
    store(film.pk, np.array([3, 0, 4]), "model", movie_text(film))
    assert bytes(Movie.objects.with_vectors().get().emb) == unit(3, 0, 4).tobytes()


class Project:
    """The project in processes of its own, with a database of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.database = folder / "db.sqlite3"
        self.environment = environment.test_environment() | {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DJANGO_SETTINGS_MODULE": "moviereviews.settings",
            "EMBEDDER": "openai",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": url,
        }

    def start(self, *arguments: str) -> Process:
        """Start Python with these arguments."""
        return start_python(arguments, ROOT, self.environment)

    def run(self, *arguments: str) -> None:
        """Run Python with these arguments to a good end."""
        process = self.start(*arguments)
        _, complaints = process.communicate(timeout=120)
        assert process.returncode == 0, complaints

    def embedded(self) -> set[str]:
        """The titles of the films that have a vector, as another process reads them."""
        with closing(sqlite3.connect(self.database, timeout=20)) as database:
            return {row[0] for row in database.execute("SELECT title FROM movie_movie WHERE emb IS NOT NULL")}


def wait_until(condition, process):
    """Wait for it as long as the process lives, a minute at most."""
    for _ in range(600):
        if condition():
            return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    raise AssertionError("It never came to that.")


def test_killed_process_keeps_what_it_saved_and_the_next_embeds_only_the_rest(openai_server, tmp_path):
    # Some thirty of these texts fit into one request.
    titles = [f"Film {number:03}" for number in range(160)]
    catalogue = tmp_path / "films.json"
    catalogue.write_text(json.dumps([{"title": title, "description": "x" * 20_000} for title in titles]))
    project = Project(tmp_path, openai_server.url)
    project.run("-c", PREPARE, str(catalogue))
    usual = openai_server.embeddings

    def only_the_first_films_soon(request):
        answer = usual(request)
        answer.delay = 0.0 if titles[0] in request["input"][0] else 60.0
        return answer

    openai_server.embeddings = only_the_first_films_soon
    process = project.start("manage.py", "movie_embeddings")
    try:
        wait_until(project.embedded, process)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    saved = project.embedded()
    assert 0 < len(saved) < len(titles)

    openai_server.embeddings = usual
    openai_server.requests.clear()
    project.run("manage.py", "movie_embeddings")
    sent = {text.partition("\n")[0] for text in openai_server.texts}
    assert (sent, len(openai_server.texts)) == (set(titles) - saved, len(titles) - len(saved))
    assert project.embedded() == set(titles)
