"""Questions are told from wishes, in both languages, and so is the film that each is about."""

import pytest

from movie.assistant.nlu.questions import Ask, Question, question_in
from movie.assistant.transcript import Conversation, State
from movie.models import Movie, Person

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def shown(after):
    """A talk that has shown three films."""
    return after("Alien", "Up", "Big", genres=("Comedy",))


def asked(said, conversation=None):
    return question_in(said, conversation or Conversation())


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("who directed it?", Ask.DIRECTOR),
        ("Who's the director?", Ask.DIRECTOR),
        ("¿quién la dirige?", Ask.DIRECTOR),
        ("¿y de quién es?", Ask.DIRECTOR),
        ("who plays in it?", Ask.CAST),
        ("who's in it?", Ask.CAST),
        ("¿quién sale?", Ask.CAST),
        ("¿quiénes son los actores?", Ask.CAST),
        ("how long is it?", Ask.LENGTH),
        ("and how long does it last?", Ask.LENGTH),
        ("¿cuánto dura?", Ask.LENGTH),
        ("what year is it from?", Ask.DATE),
        ("when did it come out?", Ask.DATE),
        ("¿de qué año es?", Ask.DATE),
        ("what is it about?", Ask.PLOT),
        ("tell me more", Ask.PLOT),
        ("¿de qué va?", Ask.PLOT),
        ("¿de qué trata, por favor?", Ask.PLOT),
        ("how is it rated?", Ask.RATING),
        ("¿qué nota tiene?", Ask.RATING),
        ("how many votes does it have?", Ask.VOTES),
        ("¿cuántos votos tiene?", Ask.VOTES),
        ("what genre is it?", Ask.GENRE),
        ("which studio made it?", Ask.STUDIO),
        ("¿de qué productora es?", Ask.STUDIO),
        ("is it sad?", Ask.SAD),
        ("¿es triste?", Ask.SAD),
        ("is it very violent?", Ask.VIOLENT),
        ("¿es violenta?", Ask.VIOLENT),
        ("is it scary?", Ask.SCARY),
        ("¿da miedo?", Ask.SCARY),
        ("is it funny?", Ask.FUNNY),
        ("is it suitable for children?", Ask.CHILDREN),
        ("¿es para niños?", Ask.CHILDREN),
    ],
)
def test_what_is_asked_of_the_film_that_stands_first_is_heard(shown, catalogue, said, asks):
    assert asked(said, shown) == Question(asks, catalogue["Alien"].pk)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("who directed the second one?", "Up"),
        ("¿quién dirige la segunda?", "Up"),
        ("la segunda, ¿quién la dirige?", "Up"),
        ("who directed the last one?", "Big"),
        ("who directed number 2?", "Up"),
        ("who directed Titanic?", "Titanic"),
        ("¿quién dirigió la película Titanic?", "Titanic"),
        ("who directed titanik?", "Titanic"),
        ("who directed E.T.?", "E.T. the Extra-Terrestrial"),
    ],
)
def test_film_is_meant_by_its_place_or_its_title(shown, catalogue, said, title):
    assert asked(said, shown) == Question(Ask.DIRECTOR, catalogue[title].pk)


def test_it_is_the_film_that_was_asked_about_last(shown, catalogue):
    turn = shown.open("who directed the second one?")
    turn.focus, turn.asked, turn.state = catalogue["Up"].pk, Ask.DIRECTOR, State.DONE
    assert asked("how long is it?", shown) == Question(Ask.LENGTH, catalogue["Up"].pk)
    assert asked("and the third one?", shown) == Question(Ask.DIRECTOR, catalogue["Big"].pk)
    assert asked("¿y Titanic?", shown) == Question(Ask.DIRECTOR, catalogue["Titanic"].pk)


def test_film_is_meant_by_what_is_told_of_it(shown, catalogue):
    Movie.objects.filter(title="Up").update(description="An old man flies his house with balloons.")
    balloons = Question(Ask.CAST, catalogue["Up"].pk)
    assert asked("who plays in the one with the balloons?", shown) == balloons
    assert asked("the one with the balloons, who stars in it?", shown) == balloons


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("which of these is the shortest?", Ask.SHORTEST),
        ("¿cuál es la más corta?", Ask.SHORTEST),
        ("which one has the best rating?", Ask.BEST),
        ("¿cuál está mejor valorada?", Ask.BEST),
        ("which is the newest?", Ask.NEWEST),
        ("¿cuál es la más antigua de estas?", Ask.OLDEST),
        ("which is the longest?", Ask.LONGEST),
        ("¿cuál es la más conocida?", Ask.KNOWN),
    ],
)
def test_best_of_those_shown_is_asked_for(shown, said, asks):
    assert asked(said, shown) == Question(asks)
    assert asked(said) is None  # nothing has been shown that could be compared


@pytest.mark.parametrize(
    "said", ["how many films by Nolan do you have?", "¿cuántas películas de Christopher Nolan hay?"]
)
def test_number_of_somebodys_films_is_asked_for(said):
    assert asked(said) == Question(Ask.COUNT, person=Person.objects.get(name="Christopher Nolan").pk)


def test_number_of_all_films_is_asked_for():
    assert asked("how many films do you have?") == asked("¿cuántas películas hay?") == Question(Ask.COUNT)


@pytest.mark.parametrize("said", ["is Titanic here?", "do you have Titanic?", "¿tenéis Titanic?"])
def test_whether_a_film_is_here_is_asked(catalogue, said):
    assert asked(said) == Question(Ask.HERE, catalogue["Titanic"].pk)


@pytest.mark.parametrize("said", ["is Shrek here?", "¿tienes Shrek?", "do you have Shrek?"])
def test_film_that_is_not_here_is_named(said):
    assert asked(said) == Question(Ask.HERE, unknown="Shrek")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "???",
        "hello",
        "who are you?",
        "what can you do?",
        "do you have something scary?",
        "¿tienes comedias?",
        "have you got films with Tom Hanks?",
        "is there anything with dogs?",
        "¿hay algo de miedo?",
        "a film about who directed the orchestra",
        "a film in which a child asks how long the war is",
        "una película sobre cuánto dura el amor",
        "who is afraid of the dark",
        "another one",
        "y en blanco y negro",
        "and something shorter",
        "how many roads must a man walk down",
        "a war drama that is not violent",
        "como la primera",
    ],
)
def test_wish_is_no_question(shown, said):
    assert asked(said) is None and asked(said, shown) is None


def test_pronoun_of_a_person_is_who_was_spoken_of(after):
    conversation = after("Inception", about=["Christopher Nolan"])
    nolan = Person.objects.get(name="Christopher Nolan")
    assert asked("how many films by him are there?", conversation) == Question(Ask.COUNT, person=nolan.pk)


def test_story_of_many_words_asks_nothing(shown):
    assert asked("who directed the second one? " + "and it rained " * 20, shown) is None


def test_title_of_a_director_is_no_film_that_is_missing():
    assert asked("do you have Stanley Kubrick?") is None


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("the second who directed it", Ask.DIRECTOR),
        ("la segunda quién la dirige", Ask.DIRECTOR),
        ("what's the director's name of the second", Ask.DIRECTOR),
        ("la segunda cuánto dura", Ask.LENGTH),
        ("la segunda de qué va", Ask.PLOT),
        ("contame de la segunda", Ask.PLOT),
        ("and of the second one, the rating?", Ask.RATING),
        ("la segunda qué nota tiene", Ask.RATING),
        ("cómo se llama la segunda", Ask.TITLE),
        ("how is the second one called?", Ask.TITLE),
        ("the second one, for kids?", Ask.CHILDREN),
    ],
)
def test_question_is_heard_in_whatever_order_its_words_stand(shown, catalogue, said, asks):
    assert asked(said, shown) == Question(asks, catalogue["Up"].pk)


@pytest.mark.parametrize("said", ["who directed the newest one", "la más nueva quién la dirigió"])
def test_film_is_meant_by_what_it_has_most_of(shown, catalogue, said):
    assert asked(said, shown) == Question(Ask.DIRECTOR, catalogue["Up"].pk)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("la más vieja cuál es", Ask.OLDEST),
        ("which of them came out first", Ask.OLDEST),
        ("cuál tiene más votos", Ask.KNOWN),
        ("which of the two is longer", Ask.LONGEST),
    ],
)
def test_superlative_is_heard_in_whatever_order(shown, said, asks):
    assert asked(said, shown) == Question(asks)


@pytest.mark.parametrize("said", ["what's the oldest film you have?", "cuál es la más vieja que tienes"])
def test_superlative_of_what_is_here_is_of_all_films(shown, said):
    assert asked(said, shown) == Question(Ask.OLDEST, everywhere=True)


@pytest.mark.parametrize(
    "said",
    [
        "how many oscars did it win",
        "did it win any awards",
        "¿ganó algún premio?",
        "where can I stream it",
        "is it in color",
    ],
)
def test_what_no_catalogue_stores_is_a_question_all_the_same(shown, catalogue, said):
    assert asked(said, shown) == Question(Ask.OTHER, catalogue["Alien"].pk)


@pytest.mark.parametrize(
    "said",
    [
        "que dure menos de dos horas",
        "something longer",
        "algo de miedo?",
        "un poco más corta",
        "who killed the violinist",
        "que no sea triste",
        "una de un director que va a morir",
        "where the river ends",
        "how about something newer?",
    ],
)
def test_wish_is_no_question_whatever_words_are_in_it(shown, said):
    assert asked(said, shown) is None


@pytest.mark.parametrize("said", ["how many horror films do you have", "¿cuántas pelis de terror hay?"])
def test_films_of_a_genre_are_counted(catalogue, said):
    assert asked(said) == Question(Ask.COUNT, genre="Horror")


@pytest.mark.parametrize(
    ("said", "asks", "film"),
    [
        ("who's the guy in the second one?", Ask.CAST, "Up"),
        ("quien es el de la segunda", Ask.CAST, "Up"),
        ("how long does it go on for", Ask.LENGTH, "Alien"),
        ("le vale a un crío de 5 años?", Ask.CHILDREN, "Alien"),
        ("is the third one a true story?", Ask.OTHER, "Big"),
    ],
)
def test_ordinary_words_beside_what_is_asked_are_no_title(shown, catalogue, said, asks, film):
    assert asked(said, shown) == Question(asks, catalogue[film].pk)


@pytest.mark.parametrize("said", ["is frozen here?", "who directed frozen?"])
def test_title_in_small_letters_that_is_not_here_is_named(shown, said):
    assert asked(said, shown).unknown.lower() == "frozen"


@pytest.mark.parametrize(
    "said", ["which is longer, the first or the third?", "which is longer, Alien or Big"]
)
def test_films_that_are_named_are_compared_alone(shown, catalogue, said):
    assert asked(said, shown) == Question(Ask.LONGEST, among=(catalogue["Alien"].pk, catalogue["Big"].pk))


@pytest.mark.parametrize(
    "said", ["how many do you have", "how many are there?", "cuantas son", "¿cuántas tienen?"]
)
def test_bare_count_is_of_what_was_wished_for(shown, said):
    assert asked(said, shown) == Question(Ask.COUNT, wished=True)


@pytest.mark.parametrize("said", ["a film for kids?", "is there a sad one?", "una triste?", "any scary one?"])
def test_wish_with_the_sign_of_a_question_is_no_question(shown, said):
    assert asked(said, shown) is None


def test_what_is_told_of_a_shown_film_comes_before_a_part_of_a_title(after, catalogue):
    Movie.objects.filter(title="The Shining").update(description="A writer looks after an empty hotel.")
    Movie.objects.create(title="The Grand Budapest Hotel", genre="Comedy", vote_count=5000)
    conversation = after("Alien", "The Shining")
    question = asked("the one in the hotel, what is it about?", conversation)
    assert question == Question(Ask.PLOT, catalogue["The Shining"].pk)


def test_words_of_the_question_tell_of_no_film(after, catalogue):
    Movie.objects.create(title="A Year of Years", description="The year, a year.")
    assert asked("and that one from what year is it", after("Alien", "Up")).movie == catalogue["Alien"].pk


def test_name_in_small_letters_that_is_not_here_is_said_to_be_absent():
    assert asked("do you have barbie").unknown == "barbie"


@pytest.mark.parametrize(
    "said",
    ["how long is the animated one?", "¿la de animación quién la dirige?", "who directed the japanese one?"],
)
def test_film_shown_is_told_by_its_genre_or_country(shown, catalogue, said):
    Movie.objects.filter(pk=catalogue["Up"].pk).update(countries="JP", original_language="ja")
    assert asked(said, shown).movie == catalogue["Up"].pk
