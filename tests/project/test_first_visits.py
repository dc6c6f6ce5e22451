"""What several processes share is loaded by pages that are asked for first, none of which is paid for."""

import pytest
from django.core.wsgi import get_wsgi_application

from movie.management.first_visits import visit_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered():
    """Visits all pages, and gives each address with its statuses."""

    def visited() -> dict[str, list[str]]:
        application, found = get_wsgi_application(), {}

        def recording(environ, start_response):
            asked = "?".join(filter(None, (environ["PATH_INFO"], environ["QUERY_STRING"])))

            def start(status, headers, *rest):
                found.setdefault(asked, []).append(status)
                return start_response(status, headers)

            return application(environ, start)

        visit_all(recording)
        return found

    return visited


def test_each_page_is_answered_in_each_language(answered, make_movie, settings):
    movie = make_movie("Alien")
    found = answered()
    assert {"/", "/?q=a+film", "/movies/", f"/movies/{movie.pk}/"} <= set(found)
    assert all(statuses == ["200 OK"] * len(settings.LANGUAGES) for statuses in found.values())


def test_nothing_is_asked_that_would_be_paid_for(answered, make_movie, openai_embedder, openai_server):
    make_movie("Alien")
    assert "/" in (found := answered())
    assert not any("q=" in address for address in found)
    assert not openai_server.requests


def test_hosts_and_https_of_the_site_are_kept_to(answered, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["*", ".example.org"], True
    assert {status for statuses in answered().values() for status in statuses} == {"200 OK"}
