"""The workshop's own snippets run unchanged in `manage.py shell`, and agree with the page."""

import re
import shutil

import pytest

from ..openai_server import KEY, running
from ..processes import Project

FIRST_VALUES = """
from movie.models import Movie
import numpy as np
for movie in Movie.objects.all():
    emb = np.frombuffer(movie.emb, dtype=np.float32)
    print(movie.title, emb[:5])

"""
BEST_FILM = """
import os
import numpy as np
import openai
from movie.models import Movie

client = openai.OpenAI(api_key=os.environ['openai_apikey'], base_url=os.environ['OPENAI_BASE_URL'])

def cosine_similarity(a, b):
    return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))

for prompt in {prompts!r}:
    response = client.embeddings.create(input=[prompt], model="text-embedding-3-small")
    prompt_emb = np.array(response.data[0].embedding, dtype=np.float32)
    best_movie = None
    max_similarity = -1
    for movie in Movie.objects.all():
        movie_emb = np.frombuffer(movie.emb, dtype=np.float32)
        similarity = cosine_similarity(prompt_emb, movie_emb)
        if similarity > max_similarity:
            max_similarity = similarity
            best_movie = movie
    print(f"{{best_movie.title}} | {{max_similarity:.4f}}")

"""
PAGE = """
from django.test import Client
import re
for prompt in {prompts!r}:
    page = Client().get("/", {{"q": prompt}}, headers={{"host": "localhost"}}).content.decode()
    results = page.partition('id="results"')[2]
    title = re.search("<h3>.*?<a[^>]*>(.*?)</a>", results, re.S)[1]
    print(title, "|", re.search("cosine similarity</span>\\s+([0-9.-]+)", results)[1])

"""
PROMPTS = [
    "astronomers shot to the moon by an enormous cannon",
    "a sleepwalker and a fairground doctor commit murder",
    "two children meet the spirits of a forest in Japan",
    "a robot left alone on Earth falls in love",
]


@pytest.fixture(scope="module")
def shell(migrated_project, tmp_path_factory):
    """`manage.py shell` beside the sample catalogue, embedded through the protocol server."""
    with running() as server:
        folder = tmp_path_factory.mktemp("workshop") / "project"
        shutil.copytree(migrated_project, folder, symlinks=True)
        project = Project(folder, EMBEDDER="openai", OPENAI_BASE_URL=server.url, openai_apikey=KEY)
        project.manage_all(("import_movies", "--sample"), ("movie_embeddings",))
        yield lambda code: project.manage("shell", "--verbosity=0", stdin=code).splitlines()


def test_first_values_of_every_film_are_printed(shell):
    lines = shell(FIRST_VALUES)
    count = shell("from movie.models import Movie; print(Movie.objects.count())")
    assert len(lines) == int(count[0]) > 100
    assert all(re.search(r"\[[-\d. e+]+\]$", line) for line in lines)
    assert len({line.rpartition("[")[2] for line in lines}) > len(lines) / 2


def test_stored_vectors_are_1536_float32_of_norm_1(shell):
    code = (
        "from movie.models import Movie; import numpy as np\n"
        "rows = np.stack([np.frombuffer(movie.emb, dtype=np.float32) for movie in Movie.objects.all()])\n"
        "norms = np.linalg.norm(rows, axis=1)\n"
        "print(rows.shape[1], np.abs(norms - 1).max() < 1e-5)\n"
    )
    assert shell(code) == ["1536 True"]


def test_loop_over_all_films_finds_what_the_page_shows_first(shell):
    by_loop = shell(BEST_FILM.format(prompts=PROMPTS))
    by_page = shell(PAGE.format(prompts=PROMPTS))
    assert len(by_loop) == len(PROMPTS)
    assert [line.partition(" | ")[0] for line in by_loop] == [line.partition(" | ")[0] for line in by_page]
    for loop, page in zip(by_loop, by_page, strict=True):
        assert float(page.rpartition(" | ")[2]) == pytest.approx(float(loop.rpartition(" | ")[2]), abs=0.006)
