"""Moods are stored with where they come from, derived where nobody says, and embedded like films."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from movie.embedders import get_embedder
from movie.embedding.store import embed_films, films_to_embed, moods_to_embed
from movie.importing.moods import import_moods
from movie.importing.pipeline import import_films
from movie.importing.readers import recognise
from movie.models import Mood, Movie
from movie.moods import similarity
from movie.moods.store import (
    derive_moods,
    embed_moods,
    films_without_mood,
    forget_baseless_moods,
    outdated_moods,
    store_mood,
)
from movie.sample import LANGUAGES, sample_file
from movie.text import movie_text, text_digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def netflix(tmp_path) -> Path:
    """A file as NetflixGPT writes it."""
    path = tmp_path / "moods.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "description", "genres", "emotions", "emojis"])
        writer.writerow(["Alien", "A ship.", "['horror']", "[fear, awe, tension]", "👽🚀"])
        writer.writerow(["Heidi", "A goat.", "['family']", "['joy', 'warmth']", "🐐🏔️"])
        writer.writerow(["Nobody", "Nothing.", "[]", "[]", ""])
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_brings_moods_for_all_its_films(language):
    import_films(recognise(sample_file(language)), mood_source=Mood.Source.SAMPLE)
    assert Mood.objects.filter(source="sample").exclude(emojis="").count() == Movie.objects.count() > 200
    assert not films_without_mood().exists()
    assert all(len(mood.emotion_list) == 8 for mood in Mood.objects.all())


def test_file_of_films_brings_their_moods(netflix):
    import_films(recognise(netflix))
    mood = Mood.objects.get(movie__title="Alien")
    assert (mood.emotions, mood.emojis, mood.source) == ("fear, awe, tension", "👽🚀", "imported")
    assert Mood.objects.get(movie__title="Heidi").emotion_list == ["joy", "warmth"]
    assert not Mood.objects.filter(movie__title="Nobody").exists()


def test_moods_of_a_file_find_stored_films_by_title_and_change_nothing_else(netflix, make_movie):
    alien = make_movie("ALIEN", year=1979)
    make_movie("Heidi", year=1937)
    make_movie("Heidi", year=2015)
    report = import_moods(recognise(netflix))
    assert (report.stored, report.kept, report.missed) == (1, 0, ["Heidi"])
    assert Mood.objects.get().movie == alien
    assert Movie.objects.get(pk=alien.pk).description == alien.description


def test_film_that_comes_again_without_emotions_keeps_its_mood(netflix, make_movie, tmp_path):
    import_films(recognise(netflix))
    again = tmp_path / "again.csv"
    again.write_text("title,description\nAlien,Another text.\n", encoding="utf-8")
    import_films(recognise(again))
    assert Mood.objects.get(movie__title="Alien").emotions == "fear, awe, tension"


def test_derived_moods_are_eight_marked_and_the_same_each_time(make_movie):
    shark = make_movie("Jaws", description="A shark attacks people at the beach and the town is terrified.")
    boda = make_movie("Boda", description="Una boda alegre, con baile y fiesta, en la que todos ríen.")
    empty = make_movie("Empty", description="")
    assert derive_moods(films_without_mood()) == 2
    moods = Mood.objects.in_bulk()
    assert empty.pk not in moods
    assert (len(moods[shark.pk].emotion_list), moods[shark.pk].source) == (8, "derived")
    assert "fear" in moods[shark.pk].emotion_list[:2] and moods[shark.pk].emojis.startswith("🦈🏖️")
    assert "joy" in moods[boda.pk].emotion_list[:2] and "💍" in moods[boda.pk].emojis
    before = [mood.emotions for mood in Mood.objects.order_by("pk")]
    Mood.objects.all().delete()
    derive_moods(films_without_mood())
    assert [mood.emotions for mood in Mood.objects.order_by("pk")] == before


def test_film_that_has_the_offline_embedders_vector_is_not_embedded_for_its_mood(
    settings, make_movie, monkeypatch
):
    settings.EMBEDDERS = {"default": {"BACKEND": "movie.embedders.offline.OfflineEmbedder"}}
    films = [make_movie(f"Film {n}", description=f"A shark attacks {n} people at sea.") for n in range(3)]
    derive_moods(films_without_mood())
    before = [mood.emotions for mood in Mood.objects.order_by("pk")]
    embed_films(films_to_embed(get_embedder()), get_embedder())
    Mood.objects.all().delete()
    films[1].description += " It rains."
    films[1].save()
    texts = []
    monkeypatch.setattr(
        similarity.embedder(), "embed_batch", lambda batch: texts.extend(batch) or np.ones((len(batch), 512))
    )
    derive_moods(films_without_mood())
    assert texts == [movie_text(films[1])]
    after = [mood.emotions for mood in Mood.objects.order_by("pk")]
    assert (after[0], after[2]) == (before[0], before[2])


def test_derived_mood_is_made_anew_when_the_text_changes_and_only_then(make_movie):
    film = make_movie("Jaws", description="A shark attacks people and the town is terrified.")
    derive_moods(films_without_mood())
    assert not films_without_mood().exists()
    film.description = "A merry wedding with dances and songs, a celebration full of joy."
    film.save()
    assert outdated_moods(Mood.Source.DERIVED) == [film.pk]
    before = Mood.objects.get().emotions
    assert derive_moods(films_without_mood()) == 1
    assert Mood.objects.get().emotions != before and not films_without_mood().exists()
    film.year = 1975
    film.save()
    assert not films_without_mood().exists()


def test_derived_mood_of_an_earlier_recipe_is_made_anew(make_movie):
    store_mood(make_movie().pk, ["joy"], "", Mood.Source.DERIVED)
    assert derive_moods(films_without_mood()) == 1
    assert len(Mood.objects.get().emotion_list) == 8


@pytest.mark.parametrize("source", ["sample", "imported", "own", "model"])
def test_mood_that_is_no_guess_stays_when_the_text_changes(make_movie, source):
    film = make_movie()
    store_mood(film.pk, ["joy"], "🎉", source, text_digest("an earlier text"))
    assert not films_without_mood(derived_too=True).exists()
    assert films_without_mood(outdated_too=True).exists() == (source == "model")
    derive_moods(Movie.objects.all())
    assert (Mood.objects.get().emotions, Mood.objects.get().source) == ("joy", source)


@pytest.mark.parametrize(
    ("there", "coming", "kept"),
    [
        ("own", "imported", "own"),
        ("own", "sample", "own"),
        ("own", "own", "own"),
        ("imported", "model", "imported"),
        ("sample", "model", "sample"),
        ("model", "derived", "model"),
        ("derived", "model", "model"),
        ("model", "model", "model"),
        ("sample", "imported", "imported"),
        ("derived", "own", "own"),
    ],
)
def test_weaker_source_never_takes_the_place_of_a_stronger_one(make_movie, there, coming, kept):
    film = make_movie()
    store_mood(film.pk, ["joy"], "", there)
    store_mood(film.pk, ["fear"], "", coming)
    mood = Mood.objects.get()
    stays = there == kept and (coming != kept or kept == "own")
    assert (mood.source, mood.emotions) == (kept, "joy" if stays else "fear")


def test_model_written_mood_of_unknown_text_is_not_called_outdated(make_movie):
    store_mood(make_movie().pk, ["joy"], "", Mood.Source.MODEL)
    assert outdated_moods(Mood.Source.MODEL) == []


def test_derived_mood_goes_with_the_text_that_it_was_derived_from(make_movie):
    film, other = make_movie(), make_movie("Other")
    derive_moods(films_without_mood())
    Movie.objects.update(description="")
    Mood.objects.filter(pk=other.pk).update(source=Mood.Source.OWN)
    assert forget_baseless_moods() == 1
    assert Mood.objects.get().pk == other.pk != film.pk


def test_dry_run_of_a_file_counts_and_writes_nothing(netflix, make_movie):
    make_movie("Alien")
    assert import_moods(recognise(netflix), dry_run=True).stored == 1
    assert not Mood.objects.exists()


def test_corrected_mood_is_kept_when_a_file_comes(netflix, make_movie):
    store_mood(make_movie("Alien").pk, ["awe"], "", Mood.Source.OWN)
    report = import_moods(recognise(netflix))
    assert (report.stored, report.kept, Mood.objects.get().emotions) == (0, 1, "awe")


def test_moods_are_embedded_with_provenance_and_are_stale_once_they_change(recording_embedder, make_movie):
    film = make_movie()
    store_mood(film.pk, ["alegría", "tedio"], "🎉", Mood.Source.MODEL)
    assert embed_moods().stored == 1
    mood = Mood.objects.with_vectors().get()
    assert recording_embedder.texts == ["joy, tedio"]
    assert (mood.emb_model, mood.emb_digest) == ("recording", text_digest("joy, tedio"))
    assert mood.emb and mood.emb_at and not mood.is_stale(get_embedder())
    assert embed_moods().stored == 0
    store_mood(film.pk, ["miedo"], "👻", Mood.Source.MODEL)
    assert Mood.objects.get().is_stale(get_embedder())
    assert [mood.pk for mood in moods_to_embed(get_embedder())] == [film.pk]
    assert Movie.objects.get(pk=film.pk).emb_model == ""


def test_refused_mood_is_named_by_its_film(openai_embedder, openai_server, make_movie):
    openai_server.poison = "poison"
    for title, emotion in (("Good", "joy"), ("Bad", "poison")):
        store_mood(make_movie(title).pk, [emotion], "", Mood.Source.MODEL)
    report = embed_films(moods_to_embed(openai_embedder), openai_embedder)
    assert report.stored == 1
    assert [film.split(":")[0] for film, _ in report.failed] == ["Bad"]


def test_vectors_of_moods_stay_in_the_database(django_assert_num_queries, make_movie, recording_embedder):
    film = make_movie()
    store_mood(film.pk, ["joy"], "", Mood.Source.MODEL)
    embed_moods()
    assert "emb" in Movie.objects.get(pk=film.pk).mood.get_deferred_fields()


@pytest.mark.skipif(not os.environ.get("MOVIE_DATA"), reason="MOVIE_DATA names no folder with real files.")
def test_real_file_of_emotions_is_read_whole():
    path = Path(os.environ["MOVIE_DATA"]) / "netflixgpt_emotions.csv"
    report = import_films(recognise(path))
    assert (Mood.objects.count(), report.rejected) == (Movie.objects.count(), [])
