"""What people say in a chat is heard by rules, in both languages, and what they do not say is not."""

from types import SimpleNamespace

import pytest

from movie.assistant.dialogue_state import resolve
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.slots import Slots, Talk, Unmet
from movie.assistant.transcript import Conversation
from movie.models import Movie
from movie.search.query import SearchQuery
from movie.search.query_parser.prompt import Prompt
from movie.search.query_parser.ranges import take_ranges

from ..asks import in_words

pytestmark = pytest.mark.usefixtures("catalogue")


def heard(said: str, conversation: Conversation | None = None) -> Slots:
    return in_words(by_rules(said, conversation or Conversation()))


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("something like Interstellar but shorter", ("Interstellar",)),
        ("SOMETHING LIKE INTERSTELLAR!!", ("INTERSTELLAR",)),
        ("smth? a movie like the matrix", ("the matrix",)),
        ("similar to Alien", ("Alien",)),
        ("in the style of Amelie", ("Amelie",)),
        ("as good as Titanic", ("Titanic",)),
        (
            "like Lock, Stock and Two Smoking Barrels and Alien",
            ("Lock, Stock and Two Smoking Barrels", "Alien"),
        ),
        ("I loved The Matrix and Inception", ("The Matrix", "Inception")),
        ("my kids loved Up", ("Up",)),
        ("me gustó Amélie", ("Amélie",)),
        ("me encantó Up y Titanic", ("Up", "Titanic")),
        ("parecida a Alien", ("Alien",)),
        ("algo asi como matrix", ("matrix",)),
        ("del estilo de Inception", ("Inception",)),
        ("something like Up", ("Up",)),
        ("like Her", ("Her",)),
        ("I loved It", ("It",)),
        ("«Big»", ("Big",)),
        ("something like Alien (1979)", ("Alien (1979)",)),
        ("something like interstelar", ("interstelar",)),
        ("something like Solaris", ("Solaris",)),
        ("parecida a Lo imposible, por favor", ("Lo imposible",)),
        ("something like Dungeons and Dragons", ("Dungeons and Dragons",)),
        ("more like Aliens", ("Aliens",)),
        ('a film like "rain man"', ("rain man",)),
    ],
)
def test_films_that_are_liked_are_heard(said, titles):
    assert heard(said).like == titles


@pytest.mark.parametrize(
    ("said", "request_"),
    [
        ("I like rain", "rain"),
        ("como en casa", "en casa"),
        ("with a twist", "with a twist"),
        ("a man and his older brother", "man and his older brother"),
        ("a film by the sea", "sea"),
        ("short circuit", "short circuit"),
        ("like a fever dream", "fever dream"),
        ("growing up", "growing up"),
        ("she makes it big", "she makes it big"),
        ("a story set in the 80s", "story set in the 80s"),
        ("con un perro y un gato", "con un perro y un gato"),
        ("これは映画です", "これは映画です"),
        ("asdfgh", "asdfgh"),
    ],
)
def test_false_friends_stay_in_the_request(said, request_):
    assert heard(said) == Slots(request=request_, continues=heard(said).continues)


@pytest.mark.parametrize(
    "said", ["", "???", "🎬🍿", "...", "\x00\u200b", "\n\n", "()[]{}*+\\|^$", "sí", "ok"]
)
def test_rubbish_asks_for_nothing(said):
    assert heard(said) in (Slots(), Slots(continues=True))


@pytest.mark.parametrize(
    "said",
    [
        "not like Titanic",
        "nothing like Titanic",
        "nada de Titanic",
        "pero no como Titanic",
        "I hated Titanic",
        "no me gustó Titanic",
        "unlike titanic",
    ],
)
def test_films_that_are_not_liked_are_heard(said):
    ask = heard(said)
    assert [title.lower().removesuffix(" (1997)") for title in ask.unlike] == ["titanic"]
    assert not ask.like
    assert not ask.request


@pytest.mark.parametrize(
    "said",
    ["do you have Titanic?", "¿Tenéis Titanic?", "tienen titanic", "Titanic", "hola, ¿tienes Titanic?"],
)
def test_film_that_is_asked_for_itself_is_sought(said):
    assert [title.lower() for title in heard(said).sought] == ["titanic"]


def test_short_form_of_a_title_is_that_film(catalogue):
    assert resolve(by_rules("something like E.T.", Conversation()), Conversation()).found == (
        catalogue["E.T. the Extra-Terrestrial"].pk,
    )


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("more like the first one", "Alien (1979)"),
        ("más como la primera", "Alien (1979)"),
        ("more like the second", "Up (2009)"),
        ("la última me gusta, más como esa", "Her (2013)"),
        ("parecida a la segunda", "Up (2009)"),
        ("more like that", "Alien (1979)"),
        ("something similar but with dogs", "Alien (1979)"),
        ("algo parecido", "Alien (1979)"),
    ],
)
def test_place_among_the_shown_films_names_one(after, said, title):
    ask = heard(said, after("Alien", "Up", "Her"))
    assert set(ask.like) == {title}
    assert ask.continues


def test_place_without_shown_films_names_none():
    assert heard("more like the second one").like == ()


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("with Tom Hanks", ("Tom Hanks",)),
        ("something with tom hanks please", ("tom hanks",)),
        ("starring Kate Winslet and Leonardo DiCaprio", ("Kate Winslet", "Leonardo DiCaprio")),
        ("by Kubrick", ("Kubrick",)),
        ("a Kubrick film", ("Kubrick",)),
        ("directed by kubrick", ("kubrick",)),
        ("de Almodóvar", ("Almodóvar",)),
        ("películas de almodovar", ("almodovar",)),
        ("con Penelope Cruz", ("Penelope Cruz",)),
        ("something like Kubrick", ("Kubrick",)),
        ("Tom Hanks", ("Tom Hanks",)),
        ("starring Zendaya Coleman", ("Zendaya Coleman",)),
    ],
)
def test_people_who_are_wanted_are_heard(said, people):
    ask = heard(said)
    assert ask.people == people
    assert not ask.request


@pytest.mark.parametrize(
    "said",
    [
        "without Tom Hanks",
        "not with Tom Hanks",
        "sin Tom Hanks",
        "que no sea de Tom Hanks",
        "I don't like Tom Hanks",
        "nothing with Tom Hanks",
    ],
)
def test_people_who_are_not_wanted_are_heard(said):
    assert heard(said).without_people == ("Tom Hanks",)
    assert heard(said).people == ()


@pytest.mark.parametrize(
    "said",
    ["not with him", "without her", "not him again", "sin él", "sin ella", "no con él", "pero sin ese actor"],
)
def test_pronoun_means_who_was_spoken_of_last_else_who_plays_first(after, said):
    assert heard(said, after("Titanic", "Alien")).without_people == ("Leonardo DiCaprio",)
    spoken = after("Titanic", about=["Tom Hanks", "Kate Winslet"])
    assert heard(said, spoken).without_people == ("Kate Winslet",)


@pytest.mark.parametrize(
    ("said", "name"),
    [("another by the same director", "James Cameron"), ("con el mismo actor", "Leonardo DiCaprio")],
)
def test_same_person_is_that_of_the_film_shown_first(after, said, name):
    assert heard(said, after("Titanic")).people == (name,)


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("from the 80s", (1980, 1989)),
        ("de los 80", (1980, 1989)),
        ("de los noventa", (1990, 1999)),
        ("de los años 50", (1950, 1959)),
        ("from the 2010s", (2010, 2019)),
        ("before 2000", (None, 1999)),
        ("before the 80s", (None, 1979)),
        ("antes de 1990", (None, 1989)),
        ("after 2010", (2011, None)),
        ("since 1995", (1995, None)),
        ("a partir de 2005", (2005, None)),
        ("between 1990 and 2000", (1990, 2000)),
        ("entre 1980 y 1990", (1980, 1990)),
        ("from 1994", (1994, 1994)),
        ("an old movie", (None, 1979)),
        ("un clásico", (None, None)),
        ("30 people trapped in 1944", (None, None)),
    ],
)
def test_years_are_heard_where_they_are_the_films(said, years):
    ask = heard(said)
    assert (ask.year_from, ask.year_to) == years


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("under two hours", (None, 119)),
        ("menos de 90 minutos", (None, 89)),
        ("less than an hour and a half", (None, 89)),
        ("1h30 max", (None, 90)),
        ("más de dos horas y media", (151, None)),
        ("around 100 minutes", (90, 110)),
        ("not too long", (None, 125)),
        ("que no sea muy larga", (None, 125)),
        ("a story that takes two hours", (None, None)),
    ],
)
def test_lengths_are_heard_in_minutes(said, minutes):
    ask = heard(said)
    assert (ask.runtime_from, ask.runtime_to) == minutes


@pytest.mark.parametrize(
    ("said", "ratings"),
    [
        ("thrillers rated over 8", (8, None)),
        ("que tengan buena nota", (7, None)),
        ("nada por debajo de un 6,5", (6.5, None)),
        ("rated at most 4", (None, 4)),
        ("two of us and 8 kids", (None, None)),
    ],
)
def test_ratings_are_heard_of_ten(said, ratings):
    ask = heard(said)
    assert (ask.rating_from, ask.rating_to) == ratings


@pytest.mark.parametrize(
    "said", ["older", "más antigua", "mas vieja", "something older", "even older please", "less recent"]
)
def test_older_ones_are_from_before_the_film_they_are_compared_with(after, catalogue, said):
    assert heard(said, after("Inception", "Alien")).year_to == 2009
    liked = after("Inception", liked=(catalogue["The Matrix"].pk,))
    assert heard(said, liked).year_to == 1998


@pytest.mark.parametrize("said", ["newer", "más reciente", "more recent", "más nueva", "algo más moderno"])
def test_newer_ones_are_from_after_it(after, said):
    assert heard(said, after("Inception")).year_from == 2011


def test_title_in_the_turn_is_what_it_is_compared_with(after):
    shown = after("Inception")
    assert heard("something like Alien but newer", shown).year_from == 1980
    assert heard("older than Alien", shown).year_to == 1978
    assert heard("más antigua que Titanic", shown).year_to == 1996
    assert heard("older than the second one", after("Inception", "Alien")).year_to == 1978


def test_still_older_goes_on_from_what_was_shown(after, catalogue):
    from movie.search.query import Filters

    wish = {"liked": (catalogue["Inception"].pk,), "filters": Filters(year_to=2009)}
    assert heard("older", after("Titanic", **wish)).year_to == 1996


@pytest.mark.parametrize(
    "said", ["shorter", "más corta", "something like Alien but shorter", "longer", "not so long"]
)
def test_length_is_unmet_where_nothing_is_known_of_it(after, said):
    ask = heard(said, after("Alien"))
    assert ask.unmet == (Unmet.LENGTH,)
    assert not ask.request


@pytest.mark.parametrize(
    ("said", "genre"),
    [
        ("only comedies", "Comedy"),
        ("a comedy", "Comedy"),
        ("una comedia", "Comedy"),
        ("algo de terror", "Horror"),
        ("una peli de miedo", "Horror"),
        ("ciencia ficción", "Science Fiction"),
        ("sci-fi movies", "Science Fiction"),
        ("a thriller about chess", "Thriller"),
        ("sólo documentales", ""),
        ("a comedy or a thriller", ""),
        ("a film about crime", ""),
        ("funny", "Comedy"),
        ("algo como de miedo", "Horror"),
        ("i want to be terrified", "Horror"),
    ],
)
def test_genre_is_heard_in_either_language(said, genre):
    assert heard(said).genres == ((genre,) if genre else ())


@pytest.mark.parametrize("said", ["no horror please", "sin terror", "nada de terror", "not a horror movie"])
def test_refused_genre_is_not_wanted(said):
    assert heard(said).genres == ()
    assert heard(said).without_genres == ("Horror",)


@pytest.mark.parametrize(
    "said",
    [
        "something to watch with my kids",
        "something for kids",
        "con mi abuela",
        "a film for the whole family",
        "algo para ver con mis hijos",
        "para niños",
    ],
)
def test_film_for_the_family_is_for_everybody(said):
    assert (heard(said).for_family, heard(said).request) == (True, "")


@pytest.mark.parametrize("said", ["I don't like prison films", "no me gustan las pelis de cárcel"])
def test_what_somebody_refuses_is_not_searched_for(said):
    assert heard(said).request == ""
    assert heard(said).unwanted in (("prison",), ("cárcel",))


@pytest.mark.parametrize(
    ("said", "request_left", "unwanted"),
    [
        ("nothing violent", "", "violent"),
        ("less sad", "", "sad"),
        ("nada violento", "", "violento"),
        ("que no sea triste", "", "triste"),
        ("sin violencia", "", "violencia"),
        ("a story of friendship, not too sad", "story of friendship", "sad"),
        ("una historia de amistad pero sin final triste", "historia de amistad", "final triste"),
        ("a man without a face", "man without a face", ""),
        ("un niño sin hogar", "niño sin hogar", ""),
        ("no sé qué ver", "no sé qué ver", ""),
        ("nobody less than a king", "nobody less than a king", ""),
    ],
)
def test_what_is_not_wanted_is_told_from_what_a_story_lacks(said, request_left, unwanted):
    assert heard(said).unwanted == ((unwanted,) if unwanted else ())
    assert not unwanted or heard(said).request == request_left
    assert unwanted or heard(said).request in (request_left, "")


@pytest.mark.parametrize(
    "said",
    [
        "another one",
        "something else",
        "more",
        "otra",
        "otras",
        "más",
        "qué más tienes",
        "seen them all",
        "ya las he visto",
        "what else?",
        "show me more",
        "no me gustan",
        "otra por favor",
    ],
)
def test_others_are_heard(said):
    assert heard(said) == Slots(others=True, continues=True)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("in Spanish, please", "es"),
        ("en español, por favor", "es"),
        ("speak English", "en"),
        ("háblame en inglés", "en"),
        ("older, in Spanish please", "es"),
        ("can you answer in english?", "en"),
        ("a film in Spanish", ""),
        ("una película en español", ""),
        ("an English teacher", ""),
    ],
)
def test_language_of_the_talk_is_not_that_of_the_film(said, language):
    assert heard(said).language == language


def test_language_of_a_film_and_tongues_the_bot_lacks_are_unmet():
    assert heard("a film in Spanish").unmet == (Unmet.FILM_LANGUAGE,)
    assert heard("una comedia en versión original").unmet == (Unmet.VERSION,)
    assert heard("dubbed please").unmet == (Unmet.VERSION,)
    assert heard("in French, please").unmet == (Unmet.SPOKEN_LANGUAGE,)


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("Hi!", Talk.GREETING),
        ("hola, ¿qué tal?", Talk.GREETING),
        ("Thanks a lot", Talk.THANKS),
        ("muchas gracias!", Talk.THANKS),
        ("thanks, bye", Talk.FAREWELL),
        ("adiós", Talk.FAREWELL),
        ("who are you?", Talk.WHO),
        ("¿Qué puedes hacer?", Talk.WHO),
        ("ayuda", Talk.WHO),
        ("hola, ¿quién eres?", Talk.WHO),
    ],
)
def test_talk_that_asks_for_no_film_is_heard(said, talk):
    assert heard(said) == Slots(talk=talk)


@pytest.mark.parametrize("said", ["hi, a comedy please", "thanks! another one", "hola, algo de terror"])
def test_manners_beside_a_wish_are_no_talk(said):
    assert heard(said).talk is None
    assert resolve(by_rules(said, Conversation()), Conversation()).wish is not None


@pytest.mark.parametrize(
    "said", ["surprise me", "recommend me a movie", "hi, can you recommend a film?", "recomiéndame algo"]
)
def test_any_film_is_asked_for(said):
    assert heard(said).anything
    assert resolve(by_rules(said, Conversation()), Conversation()).wish == SearchQuery()


@pytest.mark.parametrize(
    "said",
    [
        "older",
        "but funnier",
        "something less violent",
        "y con niños?",
        "and with dogs?",
        "not with him",
        "only comedies",
        "with Tom Hanks",
        "más divertida",
        "algo menos violento",
        "under two hours",
        "pero sin sangre",
        "from the 90s",
        "an old one, before 1970",
        "gritty stuff about gangs",
        "robots",
    ],
)
def test_turn_that_only_refines_continues(after, said):
    assert heard(said, after("Alien")).continues


@pytest.mark.parametrize(
    "said",
    [
        "a thriller about chess",
        "I want a comedy",
        "something like Alien",
        "una peli de piratas",
        "I'm looking for a film where a man is trapped",
        "do you have Big?",
        "something completely different",
    ],
)
def test_turn_that_stands_by_itself_is_a_new_wish(after, said):
    assert not heard(said, after("Titanic")).continues


def test_long_memory_of_a_film_is_a_request_and_nothing_else():
    told = (
        "It was about a man who lives with his older brother in the 80s, another one says not with him. " * 30
    )
    ask = heard(told[:2000])
    assert ask == Slots(request=ask.request)
    assert len(ask.request) > 1500


def test_shown_film_that_is_blamed_is_not_liked(after):
    assert heard("the second one is boring, next", after("Alien", "Up")).unlike == ("Up (2009)",)


@pytest.mark.parametrize(("said", "bounds"), [("too old", (1980, None)), ("demasiado nueva", (None, 1978))])
def test_what_is_too_much_is_asked_for_the_other_way(after, said, bounds):
    ask = heard(said, after("Alien"))
    assert (ask.year_from, ask.year_to) == bounds


def test_shorter_and_longer_ones_are_counted_from_the_films_own_minutes():
    film = SimpleNamespace(year=1979, runtime=117)
    assert take_ranges(Prompt("a bit shorter"), film).runtime_to == 116
    assert take_ranges(Prompt("más larga"), film).runtime_from == 118
    assert take_ranges(Prompt("too long"), film).runtime_to == 116
    assert take_ranges(Prompt("no longer funny"), film).runtime_from is None


@pytest.mark.parametrize("said", ["spielberg", "show me only spielberg", "Spielberg, please"])
def test_family_name_that_is_all_of_a_turn_is_somebody(said, catalogue):
    assert [one.id for one in by_rules(said, Conversation()).people] == [
        catalogue["E.T. the Extra-Terrestrial"].directors[0].pk
    ]


@pytest.mark.parametrize("said", ["what else is like it", "alguna del estilo", "hay más parecidas?"])
def test_turn_that_only_asks_for_likeness_means_the_film_that_is_spoken_of(said, after):
    assert heard(said, after("Alien", "Up", text="space")).like == ("Alien (1979)",)


@pytest.mark.parametrize("said", ["more of his films", "otra suya", "what else has he done"])
def test_his_films_are_those_of_who_makes_films_before_those_of_who_plays(said, after):
    conversation = after("Alien", about=["Ridley Scott", "Sigourney Weaver"], text="space")
    assert heard(said, conversation).people == ("Ridley Scott",)


@pytest.mark.parametrize("said", ["I want to laugh", "something funny", "quiero algo que me haga reír"])
def test_who_wants_to_laugh_wants_a_comedy(said):
    assert heard(said).genres == ("Comedy",)


@pytest.mark.parametrize("said", ["my kid wants a cartoon", "my son is 6", "dibujos para mis sobrinas"])
def test_child_who_watches_is_heard(said):
    assert heard(said).for_family


@pytest.mark.parametrize("said", ["a film about my son", "my son is 25", "my daughter tiene 31"])
def test_child_who_does_not_watch_or_is_grown_up_is_none(said):
    assert not heard(said).for_family


@pytest.mark.parametrize(
    ("said", "left"), [("nah, dogs", "dogs"), ("uy, con perros jaja", "con perros"), ("dogs lol", "dogs")]
)
def test_interjections_are_no_wish(said, left):
    assert heard(said).request == left


@pytest.fixture
def origins(catalogue):
    """Three films of which it is known where they are from."""
    films = {"Cinder": ("ko", "KR"), "Prairie": ("en", "US"), "Fjord": ("da", "DK")}
    for title, (language, countries) in films.items():
        Movie.objects.create(title=title, original_language=language, countries=countries)


@pytest.mark.usefixtures("origins")
@pytest.mark.parametrize(
    ("said", "wanted", "refused"),
    [
        ("a korean film", ("KR",), ()),
        ("una comedia danesa", ("DK",), ()),
        ("do you have anything in danish?", ("da",), ()),
        ("nothing in english please", (), ("en",)),
        ("algo que no sea gringo", (), ("US",)),
        ("a french chef", (), ()),
    ],
)
def test_origins_of_films_are_heard_where_they_are_known(said, wanted, refused):
    says = heard(said)

    assert (says.origins, says.without_origins, says.unmet) == (wanted, refused, ())


@pytest.mark.usefixtures("origins")
def test_newer_origin_takes_the_place_of_the_one_before():
    conversation = Conversation()
    turn = conversation.open("a korean film")
    turn.wish = resolve(by_rules(turn.said, conversation), conversation).wish
    conversation.close(turn)
    wish = resolve(by_rules("better a danish one", conversation), conversation).wish

    assert wish.origins == ("DK",)


def test_whoever_asks_for_another_wants_none_that_was_shown(after):
    assert heard("another comedy from the eighties", after("Alien", "Up")).others
    assert not heard("the other way round, otra vez", after("Alien", "Up")).others


def test_limit_that_was_never_set_is_set_rather_than_dropped(after):
    ask = heard("has to be under 90 min or they'll lose it", after("Up", genres=("Comedy",)))
    assert (ask.runtime_to, ask.drops) == (89, ())
