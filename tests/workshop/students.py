"""Makes student projects of many shapes in a folder: a whole one of the newer workshop, to be spoiled."""

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

MANAGE = """
import os, sys
if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""
SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "x"
DEBUG = True
INSTALLED_APPS = ["django.contrib.contenttypes", "movie.apps.MovieConfig", "recommendations"]
ROOT_URLCONF = "site1.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("recommendations/", include("recommendations.urls"))]
"""
APPS = """
from django.apps import AppConfig
class MovieConfig(AppConfig):
    name = "movie"
"""
MODELS = """
from django.db import models

class Movie(models.Model):
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500)
    emb = models.BinaryField(null=True)
"""
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    operations = [migrations.CreateModel(name="Movie", fields=[
        ("id", models.BigAutoField(primary_key=True)), ("title", models.CharField(max_length=100)),
        ("description", models.CharField(max_length=500)), ("emb", models.BinaryField(null=True))])]
"""
COMMAND = """
import os
import numpy as np
from django.core.management.base import BaseCommand
from dotenv import load_dotenv
from openai import OpenAI
from movie.models import Movie

class Command(BaseCommand):
    def handle(self, *args, **kwargs):
        load_dotenv("../openAI.env")
        client = OpenAI(api_key=os.environ.get("openai_apikey"))
        for movie in Movie.objects.all():
            response = client.embeddings.create(input=[movie.description], model="text-embedding-3-small")
            movie.emb = np.array(response.data[0].embedding, dtype=np.float32).tobytes()
            movie.save()
            print(f"Embedding stored for: {movie.title}")
"""
VIEWS = """
import os
import numpy as np
from django.shortcuts import render
from dotenv import load_dotenv
from openai import OpenAI
from movie.models import Movie

load_dotenv("../openAI.env")

def cosine_similarity(a, b):
    return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))

def recommend(request):
    prompt = request.GET.get("prompt")
    best = None
    if prompt:
        client = OpenAI(api_key=os.environ.get("openai_apikey"))
        response = client.embeddings.create(input=[prompt], model="text-embedding-3-small")
        emb = np.array(response.data[0].embedding, dtype=np.float32)
        films = [m for m in Movie.objects.all() if m.emb]
        best = max(films, key=lambda m: cosine_similarity(emb, np.frombuffer(m.emb, dtype=np.float32)))
    return render(request, "recommend.html", {"movie": best})
"""
ROUTES = """
from django.urls import path
from . import views
urlpatterns = [path("", views.recommend, name="recommend")]
"""
FILES = {
    "manage.py": MANAGE,
    "site1/__init__.py": "",
    "site1/settings.py": SETTINGS,
    "site1/urls.py": URLS,
    "movie/__init__.py": "",
    "movie/apps.py": APPS,
    "movie/models.py": MODELS,
    "movie/migrations/__init__.py": "",
    "movie/migrations/0001_initial.py": MIGRATION,
    "movie/management/__init__.py": "",
    "movie/management/commands/__init__.py": "",
    "movie/management/commands/movie_embeddings.py": COMMAND,
    "recommendations/__init__.py": "",
    "recommendations/views.py": VIEWS,
    "recommendations/urls.py": ROUTES,
    "recommendations/templates/recommend.html": "{% if movie %}<h1>{{ movie.title }}</h1>{% endif %}",
    ".gitignore": "*.env\n",
}
DIMENSIONS = 1536


def unit(seed: int, dimensions: int = DIMENSIONS) -> np.ndarray:
    """A vector of norm 1, float64, another for each seed."""
    vector = np.random.default_rng(seed).normal(size=dimensions)
    return vector / np.linalg.norm(vector)


def float32(seed: int, dimensions: int = DIMENSIONS) -> bytes:
    """A vector as the newer workshop stores it."""
    return unit(seed, dimensions).astype("<f4").tobytes()


FILMS = [(f"Film number {n}", float32(n)) for n in range(6)]


class Student:
    """A project in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)
        self.store(FILMS)

    def write(self, name: str, text: str) -> None:
        """Put a file there, its folders too."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, before: str, after: str) -> None:
        """Change a file."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert before in text
        self.write(name, text.replace(before, after))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.folder / name).unlink()

    def store(
        self, films: Sequence[tuple[str, object]], table: str = "movie_movie", column: str = "emb"
    ) -> None:
        """A database of these films in the place of the one that is there."""
        path = self.folder / "db.sqlite3"
        path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(
                f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, title TEXT, description TEXT, {column} BLOB)"
            )
            database.executemany(
                f"INSERT INTO {table} (title, description, {column}) VALUES (?, 'A story.', ?)", films
            )

    def git(self, *tracked: str, version: int = 2) -> None:
        """A repository whose index holds these paths, written as git writes it."""
        (self.folder / ".git").mkdir(exist_ok=True)
        index = b"DIRC" + struct.pack(">II", version, len(tracked))
        for name in sorted(tracked):
            entry = bytes(60) + struct.pack(">H", len(name)) + name.encode()
            index += entry + bytes(8 - len(entry) % 8)
        (self.folder / ".git/index").write_bytes(index + bytes(20))
