"""The lexicon of emotions: one name in both languages, and words that speak of them."""

import json

import pytest

from movie.sample import LANGUAGES, sample_file
from movie.text.emojis import emojis_of
from movie.text.emotions import (
    english,
    families,
    family_of,
    label,
    mood_text,
    split_emotions,
    spoken_of,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_emotion_of_the_sample_is_listed(language):
    films = json.loads(sample_file(language).read_text(encoding="utf-8"))
    emotions = {emotion for film in films for emotion in film["emotions"]}
    assert [emotion for emotion in emotions if family_of(emotion) is None] == []


def test_both_languages_meet_in_one_text():
    assert mood_text(["Alegría", "miedo", "tedio"]) == "joy, fear, tedio"
    assert mood_text(["joy", "fear", "tedio"]) == "joy, fear, tedio"


def test_emotion_is_named_in_the_language_asked_for():
    assert (label("sadness", "es"), label("tristeza", "en-gb")) == ("tristeza", "sadness")
    assert label("Something else", "es") == "something else"
    assert english("  [‘joy’] ") != "" and english("'JOY'") == "joy"


def test_every_family_is_its_own_and_comes_back_from_spanish():
    assert len(families()) == 40
    for family in families().values():
        assert family_of(family.name) == family.name
        assert english(family.spanish) == family.name


@pytest.mark.parametrize(
    ("text", "emotions"),
    [
        ("[nostalgia, curiosity, joy]", ["nostalgia", "curiosity", "joy"]),
        ("['drama', 'comedy']", ["drama", "comedy"]),
        ("a, a, , b", ["a", "b"]),
        (", ".join("abcdefghijk"), list("abcdefgh")),
        ("x" * 31, []),
        ("", []),
    ],
)
def test_emotions_of_a_cell_are_told_apart(text, emotions):
    assert split_emotions(text) == emotions


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("I am sad and lonely", ["sadness", "loneliness"]),
        ("estoy triste y me siento sola", ["sadness", "loneliness"]),
        ("quiero reírme", ["amusement"]),
        ("I want to laugh, nothing scary", ["amusement"]),
        ("no tengo miedo", []),
        ("no, I am scared", ["fear"]),
        ("ellos son sin duda los de siempre", []),  # "son" and "sin" are Spanish here
        ("", []),
        ("qwerty 12345", []),
    ],
)
def test_words_speak_of_emotions_unless_they_are_negated(text, spoken):
    assert list(spoken_of(text)) == spoken


def test_plot_is_told_in_emojis_in_both_languages_and_in_order():
    assert emojis_of("A shark and a detective; two sharks") == ["🦈", "🕵️"]
    assert emojis_of("Un detective y un tiburón") == ["🕵️", "🦈"]
    assert emojis_of("") == []


@pytest.mark.parametrize("words", ["solo quiero reír", "es solo un hombre"])
def test_only_is_no_joy(words):
    assert "joy" not in spoken_of(words)


def test_alone_beside_sad_is_loneliness():
    assert set(spoken_of("estoy triste y sola")) == {"sadness", "loneliness"}


def test_every_emotion_has_a_name_in_portuguese_that_is_understood():
    for family in families():
        assert family_of(label(family, "pt")) == family
    assert label("sadness", "pt") == "tristeza" and label("unheard of", "pt") == "unheard of"
