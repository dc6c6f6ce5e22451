"""What is due is done once, told as it goes, and left for the next run where it ends early."""

from datetime import timedelta

import pytest
from django.utils import timezone

from movie.database.locks import held
from movie.embedders import get_embedder
from movie.errors import AlreadyRunning, ProviderUnavailable
from movie.jobs import runner
from movie.jobs.kinds import Kind
from movie.jobs.runner import due, run_due
from movie.models import Job, MapPoint, Mood, Movie
from movie.models.jobs import SILENCE

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture
def films(recording_embedder, make_movie):
    return [
        make_movie(f"Film {number}", genre="Drama", description="y" * (number + 1)) for number in range(3)
    ]


def kinds(monkeypatch, *named):
    """Only these kinds of work, each (name, films due, what does it)."""
    made = [Kind(name, name, lambda total=total: total, run) for name, total, run in named]
    monkeypatch.setattr(runner, "KINDS", made)


def test_all_that_is_missing_is_made_and_then_nothing_is_due(films):
    assert due() > 0
    assert {job.state for job in run_due()} == {State.DONE}
    assert not Movie.objects.filter(emb=None).exists()
    assert Mood.objects.exclude(emb=None).count() == MapPoint.objects.count() == 3
    assert due() == 0
    assert list(run_due()) == []


def test_only_what_has_changed_is_made_again(films, recording_embedder):
    list(run_due())
    before = len(recording_embedder.batches)
    Movie.objects.filter(pk=films[0].pk).update(description="Rewritten.")
    list(run_due())
    texts = [text for batch in recording_embedder.batches[before:] for text in batch]
    assert [text for text in texts if "Rewritten." in text] and not [text for text in texts if "yy" in text]


def test_nobody_pays_by_surprise(films, openai_embedder, openai_server):
    assert get_embedder().pays
    list(run_due())
    assert openai_server.requests == []
    assert not Movie.objects.exclude(emb=None).exists()


def test_job_tells_how_far_it_is_while_it_goes_on(monkeypatch):
    monkeypatch.setattr(runner, "SECONDS", 0)
    seen = []

    def work(step):
        for number in range(3):
            step(number)
            job = Job.objects.under_way().get()
            seen.append((job.name, job.done, job.total))

    kinds(monkeypatch, ("count", 3, work))
    list(run_due())
    assert seen == [("count", 1, 3), ("count", 2, 3), ("count", 3, 3)]
    assert not Job.objects.under_way().exists()


def test_failure_is_kept_in_words_and_the_next_kind_of_work_goes_on(monkeypatch):
    def fail(step):
        raise ProviderUnavailable("The service is down. Try again.")

    kinds(monkeypatch, ("bad", 2, fail), ("good", 1, lambda step: step(None)))
    assert [(job.name, job.state) for job in run_due()] == [("bad", State.FAILED), ("good", State.DONE)]
    assert Job.objects.get(name="bad").message == "The service is down. Try again."


def test_bug_marks_its_job_as_failed_and_is_not_hidden(monkeypatch):
    kinds(monkeypatch, ("broken", 1, lambda step: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        list(run_due())
    assert Job.objects.get().state == State.FAILED


def test_second_run_at_the_same_time_is_refused(films):
    with held("jobs"), pytest.raises(AlreadyRunning):
        list(run_due())
    assert not Job.objects.exists()


def test_job_whose_process_has_died_is_not_under_way_for_ever():
    long_ago = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.create(name="embedding", state=State.RUNNING, started_at=long_ago, updated_at=long_ago)
    assert not Job.objects.under_way().exists()


@pytest.mark.parametrize(("language", "told"), [("en", "Reading the films"), ("es", "Leyendo las películas")])
def test_pages_say_what_goes_on_behind_them(client, language, told):
    now = timezone.now()
    Job.objects.create(
        name="embedding", state=State.RUNNING, done=7, total=45, started_at=now, updated_at=now
    )
    page = " ".join(client.get("/", HTTP_ACCEPT_LANGUAGE=language).content.decode().split())
    assert f"{told}: 7 {'of' if language == 'en' else 'de'} 45" in page
    Job.objects.update(state=State.DONE)
    assert told not in client.get("/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
