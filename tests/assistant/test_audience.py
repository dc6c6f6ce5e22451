"""Children and grandparents are shown nothing that a film's text or mood rules out, whatever its genres."""

import pytest

from movie.assistant.audience import is_fit
from movie.models import Mood, Translation


@pytest.mark.parametrize(
    ("genre", "description", "fit"),
    [
        ("Family, Animation", "A bear looks for honey and finds friends.", True),
        ("Family, Fantasy", "The wolf kills the queen and a boy mourns.", True),
        ("Animation", "The wolf kills the queen and a boy mourns.", False),
        ("Animation", "A girl sails home.", True),
        ("Comedy, Family", "He speaks of suicide on a bridge.", False),
        ("Comedy, Family", "Habla de suicidarse en un puente.", False),
        ("Animation", "Unos soldados queman la aldea.", False),
        ("Animation", "Two lovers meet in a brothel.", False),
        ("Family", "A teacher and nude statues.", False),
    ],
)
def test_words_of_a_text_rule_a_film_out(make_movie, genre, description, fit):
    assert is_fit(make_movie(genre=genre, description=description)) is fit


def test_mood_rules_out_what_its_text_does_not(make_movie):
    movie = make_movie(genre="Animation", description="A house at night.")
    assert is_fit(movie)
    Mood.objects.create(movie=movie, emotions="terror, dread")
    movie.refresh_from_db()
    assert not is_fit(movie)


def test_text_of_another_language_rules_out_too(make_movie):
    movie = make_movie(genre="Family", description="Un profesor.")
    Translation.objects.create(movie=movie, language="en", description="A teacher takes cocaine.")
    assert not is_fit(movie)


def test_keywords_rule_out_too(make_movie):
    assert not is_fit(make_movie(genre="Family", description="A bear.", keywords="bear, torture"))
