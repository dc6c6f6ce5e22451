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
        "I wish I could just disappear",
        "everyone would be happier if I wasn't around",
        "I don't see the point of anything anymore",
        "what's the point of going on",
        "tired of living",
        "I just want it all to stop",
        "I want to sleep and never wake up",
        "nothing matters, I'm done",
        "I've been cutting again",
        "I have pills in front of me",
        "I'm such a burden to my family",
        "I see no way out",
        "ojalá no despertara mañana",
        "a nadie le importaría si no estuviera",
        "no le veo sentido a nada",
        "estoy cansado de vivir",
        "me quiero ir para siempre",
        "quiero que todo se acabe",
        "quiero dormir y no despertar",
        "sería mejor que yo no estuviera",
        "tengo pastillas delante de mí",
        "soy una carga para todos",
        "ya nada tiene sentido",
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
        "my grandma isn't with us any more",
        "we had to put our dog down",
        "we said goodbye to grandpa last week",
        "ya no está mi abuela con nosotros",
        "hemos tenido que sacrificar a mi perro",
        "la semana pasada despedimos a mi abuelo",
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
        "I don't see the point of this movie",
        "I want the day to end with a laugh",
        "I want to disappear into another world",
        "somebody who wakes up on the same day again",
        "I've been cutting down on sugar",
        "people who never wake up early",
        "there is no way out of the maze",
        "tired of life in the city",
        "estoy cansado de trabajar",
        "no quiero despertar a los niños",
        "me han despedido del trabajo",
        "una carga de dinamita",
        "la película no tiene salida en cines",
        "quiero que todo el mundo se ría",
        "I'm done with work for today",
        "my phone died",
        "se murió mi móvil",
        "I could die of boredom",
        "me muero de aburrimiento",
    ],
)
def test_films_jokes_and_plain_sadness_are_no_distress(words):
    assert distress_in(words) is None


def test_danger_comes_before_grief_wherever_it_is_said():
    assert distress_in("my mother died", "I want to die") is Distress.DANGER
    assert distress_in("a comedy", "mi perro murió") is Distress.GRIEF
