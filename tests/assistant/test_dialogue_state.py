"""An Ask, whoever has read it, becomes a wish; whole conversations go where people expect them to go."""

from dataclasses import replace

import pytest

from movie.assistant.dialogue_state import resolve
from movie.assistant.nlu.rules import by_rules
from movie.assistant.nlu.slots import ResolvedTurn, Talk, Unmet
from movie.assistant.transcript import Conversation
from movie.models import RUNTIMES, Movie, Person
from movie.search.query import Filters, SearchQuery

from .asks import asked

NOBODY = Conversation()


def person(name: str) -> int:
    return Person.objects.get(name=name).pk


@pytest.fixture
def talk(catalogue):
    """Says turns one after the other, each shown two films; gives what was heard in each."""

    def talk(*turns: str, shown: tuple[str, ...] = ("Titanic", "Alien")) -> list[ResolvedTurn]:
        conversation, heard = Conversation(), []
        for said in turns:
            heard.append(resolve(by_rules(said, conversation), conversation))
            turn = conversation.open(said)
            turn.wish, turn.about = heard[-1].wish, list(heard[-1].named)
            turn.films = [catalogue[title].pk for title in shown] if turn.wish else []
            conversation.close(turn)
        return heard

    return talk


def test_names_become_films_and_people(catalogue):
    ask = asked(
        like=("the matrix", "Nowhere Here"), unlike=("titanic",), people=("Kubrick",), without_people=("X Y",)
    )
    heard = resolve(ask, NOBODY)
    assert heard.wish.liked == (catalogue["The Matrix"].pk,)
    assert heard.wish.disliked == (catalogue["Titanic"].pk,)
    assert heard.wish.people == (person("Stanley Kubrick"),)
    assert heard.named == ("Stanley Kubrick",)
    assert heard.unknown_titles == ("Nowhere Here",)
    assert heard.unknown_people == ("X Y",)
    assert heard.found == (catalogue["The Matrix"].pk, catalogue["Titanic"].pk)


def test_unknown_title_is_searched_for_by_its_words(catalogue):
    assert resolve(asked(request="with dogs", like=("Solaris",)), NOBODY).wish.text == "Solaris with dogs"


def test_of_several_films_of_one_title_the_one_most_voted_on_is_meant(catalogue, make_movie):
    better = make_movie("Alien", year=2003, vote_count=5000)
    assert resolve(asked(like=("Alien",)), NOBODY).found == (better.pk,)
    assert resolve(asked(like=("Alien (1979)",)), NOBODY).found == (catalogue["Alien"].pk,)


@pytest.mark.parametrize(
    ("named", "genre"),
    [("comedia", "Comedy"), ("TERROR", "Horror"), ("sci-fi", "Science Fiction"), ("Horror", "Horror")],
)
def test_genre_in_any_spelling_is_the_catalogues(catalogue, named, genre):
    assert resolve(asked(genres=(named,)), NOBODY).wish.genres == (genre,)


def test_genre_that_is_none_here_goes_into_the_text(catalogue):
    wish = resolve(asked(request="about whales", genres=("documentary",)), NOBODY).wish
    assert wish == SearchQuery(text="documentary about whales")


def test_years_are_put_in_order_and_nonsense_is_left_out(catalogue):
    assert resolve(asked(year_from=2000, year_to=1990), NOBODY).wish.filters == Filters(1990, 2000)
    assert resolve(asked(request="x", year_from=-5, year_to=99999), NOBODY).wish.filters == Filters()
    assert resolve(asked(request="x", year_from="1990", year_to=True), NOBODY).wish.filters == Filters()


def test_ratings_are_of_ten_and_narrowed_by_the_next_turn(catalogue):
    assert resolve(asked(request="x", rating_from=7.5), NOBODY).wish.filters == Filters(rating_from=7.5)
    assert resolve(asked(request="x", rating_from=75), NOBODY).wish.filters == Filters()
    assert resolve(asked(rating_from=8, rating_to=6.5), NOBODY).wish.filters == Filters(
        rating_from=6.5, rating_to=8
    )


def test_length_is_unmet_where_no_film_has_one(catalogue):
    heard = resolve(asked(request="dogs", runtime_to=90), NOBODY)
    assert heard.unmet == (Unmet.LENGTH,)
    assert heard.wish.text == "dogs"


def test_length_may_be_that_of_the_longest_film_and_no_more(catalogue):
    Movie.objects.filter(pk=Movie.objects.earliest("pk").pk).update(runtime=90)
    longest = RUNTIMES[1]
    assert resolve(asked(request="x", runtime_to=longest), NOBODY).wish.filters == Filters(runtime_to=longest)
    assert resolve(asked(request="x", runtime_to=longest + 1), NOBODY).wish.filters == Filters()


def test_strings_of_a_model_are_not_trusted(catalogue):
    hostile = asked(
        request="a\x00b\u200b " * 900,
        like=("\ud800", "", "  ", 7, None, *("Alien",) * 50),
        people=("x" * 5000,),
        genres=({"a": 1},),
        language="xx",
        unmet=("length",),
    )
    heard = resolve(hostile, NOBODY)
    assert len(heard.wish.text) <= 600
    assert "\x00" not in heard.wish.text
    assert heard.wish.liked == (catalogue["Alien"].pk,)
    assert heard.language == ""
    assert heard.unmet == ()
    assert len(heard.unknown_people[0]) <= 200


@pytest.mark.parametrize("ask", [asked(), asked(talk=Talk.THANKS), asked(language="es")])
def test_nothing_asked_for_is_no_wish(catalogue, ask):
    assert resolve(ask, NOBODY).wish is None


def test_continuing_joins_and_a_new_wish_forgets(after, catalogue):
    old = {"text": "space", "liked": (catalogue["Alien"].pk,), "genres": ("Horror",)}
    conversation = after("Titanic", **old)
    joined = resolve(asked(request="in Rome", continues=True, year_to=1990, like=("Up",)), conversation).wish
    assert joined.text == "space, in Rome"
    assert joined.liked == (catalogue["Alien"].pk, catalogue["Up"].pk)
    assert (joined.filters, joined.genres) == (Filters(None, 1990), ("Horror",))
    assert resolve(asked(request="chess"), conversation).wish == SearchQuery(text="chess")


def test_joined_text_is_bounded_and_keeps_the_newer_words(after):
    wish = resolve(
        asked(request="with dogs", continues=True), after("Titanic", text="word " * 119 + "end")
    ).wish
    assert len(wish.text) <= 600
    assert wish.text.endswith(", with dogs")


def test_newer_words_win_where_they_contradict(after, catalogue):
    alien, hanks = catalogue["Alien"].pk, person("Tom Hanks")
    conversation = after(
        "Titanic", liked=(alien,), people=(hanks,), filters=Filters(1990, 2000), genres=("Horror",)
    )
    ask = asked(
        continues=True, unlike=("Alien",), without_people=("Tom Hanks",), year_to=1980, genres=("comedy",)
    )
    wish = resolve(ask, conversation).wish
    assert (wish.liked, wish.disliked) == ((), (alien,))
    assert (wish.people, wish.without_people) == ((), (hanks,))
    assert (wish.filters, wish.genres) == (Filters(None, 1980), ("Comedy",))


def test_people_who_never_met_do_not_add_up(after, catalogue):
    together = after("Titanic", people=(person("Kate Winslet"),))
    assert len(resolve(asked(continues=True, people=("James Cameron",)), together).wish.people) == 2
    apart = after("Titanic", people=(person("Tom Hanks"),))
    assert resolve(asked(continues=True, people=("Kubrick",)), apart).wish.people == (
        person("Stanley Kubrick"),
    )


def test_refused_genre_is_wished_for_no_longer(after):
    conversation = after("Alien", genres=("Horror",))
    heard = resolve(asked(continues=True, without_genres=("terror",)), conversation)
    assert heard.wish.genres == ()
    assert heard.wish.without_genres == ("Horror",)


def test_others_are_films_that_were_not_shown(after, catalogue):
    conversation = after("Titanic", "Alien", text="ships")
    shown = (catalogue["Titanic"].pk, catalogue["Alien"].pk)
    others = resolve(asked(continues=True, others=True), conversation).wish
    assert others == replace(conversation.wish, without=shown)
    assert resolve(asked(request="chess"), conversation).wish.without == ()


def test_film_that_was_seen_is_not_shown(catalogue):
    assert resolve(asked(request="ships", seen=("Titanic",)), NOBODY).wish.without == (
        catalogue["Titanic"].pk,
    )


def test_english_conversation_goes_from_turn_to_turn(talk, catalogue):
    first, older, without, spanish, another, thanks = talk(
        "something like Interstellar but shorter",
        "older",
        "not with him",
        "in Spanish, please",
        "another one",
        "thanks",
    )
    liked = (catalogue["Interstellar"].pk,)
    assert first.wish == SearchQuery(liked=liked)
    assert first.unmet == (Unmet.LENGTH,)
    assert older.wish == SearchQuery(liked=liked, filters=Filters(year_to=2013))
    assert without.wish == replace(older.wish, without_people=(person("Leonardo DiCaprio"),))
    assert without.named == ("Leonardo DiCaprio",)
    assert (spanish.language, spanish.wish) == ("es", without.wish)
    assert set(another.wish.without) == {catalogue["Titanic"].pk, catalogue["Alien"].pk}
    assert (thanks.wish, thanks.talk) == (None, Talk.THANKS)


def test_spanish_conversation_goes_from_turn_to_turn(talk, catalogue):
    hello, first, years, without, more, new = talk(
        "¡Hola!",
        "una comedia con perros",
        "de los noventa",
        "sin Tom Hanks",
        "más como la segunda",
        "algo sobre ajedrez",
    )
    assert hello == ResolvedTurn(talk=Talk.GREETING)
    assert first.wish == SearchQuery(text="con perros", genres=("Comedy",))
    assert years.wish == replace(first.wish, filters=Filters(1990, 1999))
    assert without.wish == replace(years.wish, without_people=(person("Tom Hanks"),))
    assert more.wish == replace(without.wish, liked=(catalogue["Alien"].pk,))
    assert new.wish == SearchQuery(text="ajedrez")


def test_pronoun_follows_the_person_spoken_of(talk):
    *_, without = talk("something with Kate Winslet", "from the 90s", "older", "not with her")
    assert without.wish.without_people == (person("Kate Winslet"),)
    assert without.wish.people == ()


def test_long_talk_stays_bounded(talk):
    turns = [f"and with {word}s too" for word in ("dog", "robot", "pirate", "ghost", "cowboy")] * 20
    last = talk("a film about the sea", *turns)[-1]
    assert len(last.wish.text) <= 600


def test_second_not_with_him_means_somebody_else(talk):
    *_, first, second = talk("something like Big", "not with him", "not with him either", shown=("Titanic",))
    assert first.named == ("Leonardo DiCaprio",)
    assert second.wish.without_people[0] == person("Leonardo DiCaprio")


def test_feelings_are_wished_for_as_on_the_search_page_and_are_kept(talk):
    first, second = (heard.wish for heard in talk("something sad", "from the 90s please"))
    assert first.emotions == ("sadness",) and not first.text
    assert second.emotions == ("sadness",) and second.filters.year_from == 1990
