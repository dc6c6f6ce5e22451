"""However a provider fails, a page shows films by words and a command says one sentence, both in time."""

import numpy as np
import pytest

from movie.models import Movie, Spending
from movie.providers import retry
from movie.text import movie_text
from movie.vectors import from_bytes

from ..commands.running import manage
from ..faults import FAULTS, FAULTS_OF_SEVERAL, ODDITIES, SLOW
from ..openai_server import KEY, embed

# Faults that take longer than anybody waits are waited for a little, whatever else the machine does.
SECONDS, SLOW_SECONDS = 8, 0.3
FILMS = {
    "Deep": "A shark attacks swimmers off a quiet island.",
    "Orbit": "An astronaut drifts away from her ship.",
    "Harvest": "Two brothers quarrel over their father's vineyard.",
    "Ledger": "A clerk uncovers a fraud and is hunted for it.",
}


@pytest.fixture(autouse=True)
def hasty(monkeypatch, settings, openai_embedder, request):
    """Little is waited for, and it is waited for in little."""
    name = request.node.callspec.params.get("name") if hasattr(request.node, "callspec") else None
    settings.EMBEDDING_SECONDS = SLOW_SECONDS if name in SLOW else SECONDS
    pause = retry._pause
    monkeypatch.setattr(
        retry, "_pause", lambda *of: None if pause(*of) is None else min(0.01, pause(*of)), raising=True
    )


@pytest.fixture
def stored(hasty, make_movie) -> Movie:
    """One film that is embedded."""
    return make_movie("Deep", embed(f"Deep\n{FILMS['Deep']}"), description=FILMS["Deep"])


@pytest.fixture
def films(stored, make_movie) -> list[Movie]:
    """That film, and three that wait."""
    return [stored, *(make_movie(title, description=FILMS[title]) for title in list(FILMS)[1:])]


@pytest.mark.parametrize("name", FAULTS)
def test_page_shows_films_by_words_and_a_notice(client, openai_server, stored, caplog, name):
    openai_server.fault = FAULTS[name]
    response = client.get("/", {"q": "the shark"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Deep" in html and "share words" in html
    assert KEY not in html + caplog.text and "Traceback" not in html + caplog.text
    assert len(openai_server.requests) <= 8


@pytest.mark.parametrize("name", FAULTS | FAULTS_OF_SEVERAL)
def test_command_ends_with_one_sentence_and_keeps_what_was_stored(openai_server, films, caplog, name):
    openai_server.fault = (FAULTS | FAULTS_OF_SEVERAL)[name]
    before = Movie.objects.with_vectors().get(pk=films[0].pk).emb
    done = manage("movie_embeddings")
    said = [line for line in done.complaints.splitlines() if not line.startswith("To embed")]
    assert (done.code, len(said)) == (1, 1)
    assert "run the command again" in said[0] and said[0].count("Check") <= 1
    assert KEY not in done.output + done.complaints + caplog.text
    assert "platform.openai.com" not in done.complaints
    assert Movie.objects.exclude(emb=None).get().pk == films[0].pk
    assert Movie.objects.with_vectors().get(pk=films[0].pk).emb == before


@pytest.mark.parametrize("name", ODDITIES)
def test_oddity_that_spoils_no_vector_stops_nobody(client, openai_server, films, name):
    openai_server.fault = ODDITIES[name]
    assert manage("movie_embeddings").code == 0
    for film in Movie.objects.with_vectors():
        assert np.allclose(from_bytes(film.emb), embed(movie_text(film)), atol=1e-6)
    assert "share words" not in client.get("/", {"q": "the shark"}).content.decode()
    most = sum(len(text.encode()) + 16 for text in openai_server.texts)
    assert all(0 <= row.tokens <= most for row in Spending.objects.all())


def test_faults_are_thirty_and_more():
    assert len(FAULTS | FAULTS_OF_SEVERAL) >= 30
