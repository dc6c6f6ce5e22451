"""What the command says, sends and pays; and that no film is paid for twice, whatever interrupts it."""

import signal
import threading

import pytest

from movie.models import Movie
from movie.text import movie_text

from ..fakes import FailingEmbedder
from ..openai_server import KEY, Answer
from ..processes import Project, wait_until
from .running import manage

FINISHED = "🌟 Finished generating embeddings for all movies"


@pytest.fixture
def films(make_movie) -> list[Movie]:
    """Six films with descriptions: in batches of four, two batches."""
    return [make_movie(f"Film {n}", description="x" * n + "y") for n in range(6)]


def embedded() -> set[str]:
    return set(Movie.objects.exclude(emb=None).values_list("title", flat=True))


def test_lines_are_those_the_workshop_prints(recording_embedder, films):
    done = manage("movie_embeddings")
    first, *stored, last = done.lines
    assert (done.code, first, last) == (0, "Found 6 movies in the database", FINISHED)
    assert sorted(stored) == [f"👌 Embedding stored for: Film {n}" for n in range(6)]


def test_second_run_finds_all_and_embeds_none(recording_embedder, films):
    manage("movie_embeddings")
    recording_embedder.batches.clear()
    done = manage("movie_embeddings")
    assert done.lines == ["Found 6 movies in the database", FINISHED]
    assert recording_embedder.texts == []


def test_all_embeds_fresh_ones_again(recording_embedder, films):
    manage("movie_embeddings")
    recording_embedder.batches.clear()
    done = manage("movie_embeddings", "--all")
    assert sorted(recording_embedder.texts) == sorted(movie_text(film) for film in films)
    assert done.output.count("👌") == 6


def test_dry_run_names_the_number_and_sends_nothing(openai_server, openai_embedder, films):
    done = manage("movie_embeddings", "--dry-run")
    assert "6 films, about" in done.complaints
    assert "👌" not in done.output and FINISHED not in done.output
    assert (done.code, openai_server.requests, embedded()) == (0, [], set())


def test_dry_run_counts_what_the_run_then_sends(openai_server, openai_embedder, films):
    planned = manage("movie_embeddings", "--dry-run", "--limit", 4).complaints
    done = manage("movie_embeddings", "--limit", 4)
    assert planned == done.complaints
    assert len(openai_server.texts) == 4


def test_limit_that_is_no_number_of_films_is_a_sentence(recording_embedder, films):
    done = manage("movie_embeddings", "--limit", -1)
    assert (done.code, recording_embedder.texts) == (1, [])
    assert "--limit takes a number from 1" in done.complaints


def test_limit_embeds_so_many_and_the_next_run_goes_on(recording_embedder, films):
    first = manage("movie_embeddings", "--limit", 4)
    assert (first.output.count("👌"), len(embedded())) == (4, 4)
    manage("movie_embeddings", "--limit", 4)
    assert embedded() == {film.title for film in films}
    assert sum(text.startswith("Film ") for text in recording_embedder.texts) == 6


def test_last_line_is_the_bill_where_the_embedder_pays(openai_server, openai_embedder, films):
    done = manage("movie_embeddings")
    billed = sum(len(text) // 4 + 1 for text in openai_server.texts)
    assert done.lines[-2:] == [FINISHED, f"Billed: {billed} tokens, at an unknown price"]


def test_bill_in_dollars_follows_the_price(openai_server, openai_embedder, films):
    openai_embedder.price = 1_000_000.0
    billed = sum(len(movie_text(film)) // 4 + 1 for film in films)
    assert manage("movie_embeddings").lines[-1] == f"Billed: {billed} tokens, ${billed}.000000"


def test_no_bill_where_nothing_is_paid(recording_embedder, films):
    done = manage("movie_embeddings")
    assert "Billed" not in done.output
    assert "free of charge" in done.complaints


def test_quiet_run_still_says_how_it_ended(recording_embedder, films):
    done = manage("movie_embeddings", verbosity=0)
    assert done.lines == ["Found 6 movies in the database", FINISHED]
    assert len(embedded()) == 6


def test_refused_film_is_named_and_the_command_fails_after_the_rest(openai_server, openai_embedder, films):
    openai_server.poison = "Film 3"
    done = manage("movie_embeddings")
    assert done.code == 1
    assert "Not embedded: Film 3: " in done.complaints
    assert FINISHED not in done.output
    assert embedded() == {film.title for film in films} - {"Film 3"}


def test_film_without_description_is_counted_and_no_failure(recording_embedder, films, make_movie):
    make_movie("Untold", description="")
    done = manage("movie_embeddings")
    assert (done.code, done.lines[0]) == (0, "Found 7 movies in the database")
    assert "1 film has no description" in done.complaints


def test_empty_catalogue_is_no_failure(recording_embedder, db):
    done = manage("movie_embeddings")
    assert (done.code, done.lines) == (0, ["Found 0 movies in the database", FINISHED])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer.error(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key"), "The key is refused"),
        (Answer.error(429, f"No credit, {KEY}.", "insufficient_quota"), "No credit is left"),
        (Answer.error(404, f"The model does not exist, {KEY}."), "EMBEDDING_MODEL"),
        (Answer(body={"data": [{"index": 0, "embedding": KEY}]}), "EMBEDDING_MODEL"),
    ],
    ids=["key", "quota", "model", "nonsense"],
)
def test_error_of_the_provider_is_one_line_without_the_key(
    openai_server, openai_embedder, films, caplog, answer, said
):
    openai_server.script.extend([answer] * 20)
    done = manage("movie_embeddings")
    sentence = done.complaints.splitlines()[-1]
    assert (done.code, said in sentence) == (1, True)
    assert "run the command again" in sentence
    assert KEY not in done.output + done.complaints + caplog.text


def test_batches_before_the_failure_stay_saved(settings, films):
    settings.EMBEDDERS = {"default": {"BACKEND": "tests.fakes.FailingEmbedder"}}
    done = manage("movie_embeddings")
    assert (done.code, done.output.count("👌")) == (1, 4)
    assert str(FailingEmbedder.error) in done.complaints
    assert embedded() == {film.title for film in films[:4]}


def test_refused_key_in_a_shell_is_a_sentence_and_no_traceback(project: Project, openai_server):
    openai_server.keys.clear()
    project.import_films([{"title": "Alien", "description": "A ship."}])
    code, output, complaints = project.run("manage.py", "movie_embeddings")
    assert (code, "Found 1 movies in the database\n") == (1, output)
    assert "The key is refused" in complaints
    assert "Traceback" not in complaints and KEY not in complaints


def test_second_run_waits_for_the_first_and_pays_nothing_twice(project: Project, openai_server):
    project.import_films([{"title": f"Film {n}", "description": f"Story {n}."} for n in range(8)])
    usual, go_on = openai_server.embeddings, threading.Event()

    def held(request):
        go_on.wait(60)
        return usual(request)

    openai_server.embeddings = held
    first = project.start("manage.py", "movie_embeddings")
    wait_until(lambda: openai_server.requests, first)
    second = project.start("manage.py", "movie_embeddings")
    try:
        said = ""
        while "Another run is embedding films" not in said:
            line = second.stderr.readline()
            assert line, said
            said += line
    finally:
        go_on.set()
        outputs = [process.communicate(timeout=60)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert [output.count("👌") for output in outputs] == [8, 0]
    assert len(openai_server.texts) == len(set(openai_server.texts)) == 8


def test_interrupt_keeps_what_is_paid_for_and_the_next_run_goes_on(project: Project, openai_server):
    # Seven of these texts fit into one request, and nine requests are under way at most.
    titles = {f"Film {n:02}" for n in range(80)}
    project.import_films([{"title": title, "description": "word " * 20_000} for title in sorted(titles)])
    usual, go_on = openai_server.embeddings, threading.Event()

    def held_but_for_the_first(request):
        if "Film 00" not in request["input"][0]:
            go_on.wait(60)
        return usual(request)

    openai_server.embeddings = held_but_for_the_first
    process = project.start("manage.py", "movie_embeddings")
    try:
        wait_until(project.embedded, process)
        process.send_signal(signal.SIGINT)
    finally:
        go_on.set()
        output, complaints = process.communicate(timeout=60)
    assert process.returncode == 130, complaints
    assert "Interrupted. What was saved stays saved" in complaints
    saved = project.embedded()
    assert 0 < len(saved) < 80
    assert len(openai_server.texts) == len(saved)
    assert output.count("👌") == len(saved)
    project.manage("movie_embeddings")
    assert project.embedded() == titles
    assert len(openai_server.texts) == 80
