"""Who is in distress is heard, and who talks of films or jokes is not mistaken for one."""

import pytest

from movie.assistant.distress import Distress, distress_in


@pytest.mark.parametrize(
    "words",
    [
        "I want to die",
        "i wanna die",
        "I don’t want to live anymore",
        "I want to kill myself",
        "thinking about suicide",
        "I feel hopeless",
        "I can't go on",
        "there is no reason to live",
        "I hate my life, everyone would be better off without me",
        "QUIERO MORIR",
        "me quiero morir",
        "ya no quiero vivir",
        "no quiero seguir viviendo",
        "no puedo más",
        "pienso en suicidarme",
        "quiero hacerme daño",
        "estoy desesperada",
        "mi vida no tiene sentido",
        "no tengo ganas de vivir",
    ],
)
def test_words_of_despair_are_heard(words):
    assert distress_in(words) is Distress.DANGER


@pytest.mark.parametrize(
    "words",
    [
        "my mother died last week",
        "I lost my dog yesterday",
        "we just buried our grandfather",
        "I'm grieving",
        "the death of my best friend",
        "se murió mi abuela",
        "mi padre falleció ayer",
        "he perdido a mi hermana",
        "estoy de luto",
    ],
)
def test_words_of_grief_are_heard(words):
    assert distress_in(words) is Distress.GRIEF


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I want to die laughing",
        "quiero morirme de risa",
        "I'm dying to see a comedy",
        "a film about suicide",
        "a man who kills himself after his wife died",
        "a father whose daughter died",
        "una película sobre un suicidio",
        "I'm killing time",
        "no aguanto más de risa",
        "no quiero seguir viendo dramas",
        "I am sad and lonely",
        "estoy triste",
        "I can't go on holiday this year",
        "a killer shark, blood and death",
    ],
)
def test_films_jokes_and_plain_sadness_are_no_distress(words):
    assert distress_in(words) is None


def test_danger_comes_before_grief_wherever_it_is_said():
    assert distress_in("my mother died", "I want to die") is Distress.DANGER
    assert distress_in("a comedy", "mi perro murió") is Distress.GRIEF
