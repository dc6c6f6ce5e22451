"""The short form of `python -m tests.fuzz pages`: always the same hundred and fifty requests."""

import random

import pytest
from django.core.management import call_command

from movie.models import Credit, Person

from . import pages
from .seeds import FILMS
from .visits import visit

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


@pytest.fixture
def films(make_movie):
    made = [make_movie(film["title"], year=film["year"], genre=film["genre"]) for film in FILMS]
    for film, name in zip(made, ("Ana Ruiz", "Luz Vega"), strict=False):
        Credit.objects.create(movie=film, person=Person.objects.create(name=name), role=Credit.Role.DIRECTOR)
    call_command("work", verbosity=0)
    return made


def test_strange_requests_are_answered_and_none_by_an_error(films):
    assert list(pages.findings(seed=1, count=150)) == []


def test_what_goes_wrong_is_found_with_the_seed_that_brings_it_back(films, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("movie.views.pages.browse", fail)
    monkeypatch.setattr("movie.api.films.browse", fail)
    found = list(pages.findings(seed=1, count=60))
    assert found and "broken on purpose" in "".join(found)
    first = int(found[0].split("--first ")[1].split(",")[0])
    again = pages.findings(seed=1, count=6, first=first)
    assert next(again)[:200] == found[0][:200]


def test_all_pages_and_parameters_are_asked_for(films):
    site = pages.described()
    assert {"", "chat/stream/", "movies/<int:pk>/", "api/search", "i18n/setlang/"} <= set(site.routes)
    assert "admin/movie/movie/<path:object_id>/change/" in site.routes
    assert {"q", "runtime_to", "feeling", "page_size", "titulo"} <= set(site.names)
    visits = [request for seed in range(300) for request in visit(site, random.Random(seed))]
    assert {request.method for request in visits} >= {"GET", "POST", "HEAD", "PUT"}
    assert sum(request.body != b"" for request in visits) > 100


def test_same_seed_gives_the_same_visit(films):
    site = pages.described()
    assert list(visit(site, random.Random("1:2"))) == list(visit(site, random.Random("1:2")))
