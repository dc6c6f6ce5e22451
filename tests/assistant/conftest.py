"""A few films and people to talk about."""

from collections.abc import Callable
from typing import Any

import pytest

from movie.assistant.transcript import Conversation, State
from movie.models import Credit, Movie, Person
from movie.search.query import SearchQuery

FILMS = (  # title, year, genres, director, actors
    ("Alien", 1979, "Horror, Science Fiction", "Ridley Scott", ["Sigourney Weaver"]),
    ("Interstellar", 2014, "Science Fiction, Drama", "Christopher Nolan", ["Matthew McConaughey"]),
    ("Inception", 2010, "Science Fiction, Thriller", "Christopher Nolan", ["Leonardo DiCaprio"]),
    ("The Matrix", 1999, "Science Fiction, Action", "Lana Wachowski", ["Keanu Reeves"]),
    ("Titanic", 1997, "Romance, Drama", "James Cameron", ["Leonardo DiCaprio", "Kate Winslet"]),
    ("Lock, Stock and Two Smoking Barrels", 1998, "Comedy, Crime", "Guy Ritchie", ["Jason Statham"]),
    ("Up", 2009, "Animation, Comedy", "Pete Docter", ["Ed Asner"]),
    ("Her", 2013, "Romance, Drama", "Spike Jonze", ["Joaquin Phoenix"]),
    ("It", 2017, "Horror", "Andy Muschietti", ["Bill Skarsgård"]),
    ("Big", 1988, "Comedy", "Penny Marshall", ["Tom Hanks"]),
    ("Amélie", 2001, "Comedy, Romance", "Jean-Pierre Jeunet", ["Audrey Tautou"]),
    ("The Shining", 1980, "Horror", "Stanley Kubrick", ["Jack Nicholson"]),
    ("All About My Mother", 1999, "Drama", "Pedro Almodóvar", ["Cecilia Roth", "Penélope Cruz"]),
    ("E.T. the Extra-Terrestrial", 1982, "Family", "Steven Spielberg", ["Henry Thomas"]),
    ("Who Are You", 2009, "Drama", "Alan Smithee", ["Nobody Known"]),
)


@pytest.fixture
def catalogue(db: None) -> dict[str, Movie]:
    """The films by title, the first ones with the most votes."""
    movies = Movie.objects.bulk_create(
        Movie(title=title, year=year, genre=genre, vote_count=1000 - place, description=f"It is {title}.")
        for place, (title, year, genre, *_) in enumerate(FILMS)
    )
    names = dict.fromkeys(name for *_, director, actors in FILMS for name in (director, *actors))
    people = {person.name: person for person in Person.objects.bulk_create(map(_person, names))}
    Credit.objects.bulk_create(
        Credit(movie=movie, person=people[name], role=role, position=position)
        for movie, (*_, director, actors) in zip(movies, FILMS, strict=True)
        for role, named in ((Credit.Role.DIRECTOR, [director]), (Credit.Role.ACTOR, actors))
        for position, name in enumerate(named)
    )
    return {movie.title: movie for movie in movies}


def _person(name: str) -> Person:
    return Person(name=name)


@pytest.fixture
def after(catalogue: dict[str, Movie]) -> Callable[..., Conversation]:
    """A conversation whose last turn has shown some films for a wish."""

    def after(*titles: str, about: list[str] | None = None, **wish: Any) -> Conversation:
        conversation = Conversation()
        turn = conversation.open("something")
        turn.films = [catalogue[title].pk for title in titles]
        turn.wish, turn.about, turn.state = SearchQuery(**wish), about or [], State.DONE
        conversation.close(turn)
        return conversation

    return after
