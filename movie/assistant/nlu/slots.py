"""What a turn of the conversation asks for: as it was said, and with films and people found."""

from dataclasses import dataclass
from enum import StrEnum

from ...search.query import SearchQuery
from ...search.query_parser.context import Mention


class Talk(StrEnum):
    """Turns that ask for no film."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO = "who"  # who or what the bot is, what it can do


class Unmet(StrEnum):
    """What somebody asks for and no stored fact answers."""

    LENGTH = "length"  # how long films are is not known
    FILM_LANGUAGE = "film_language"  # nor which language they speak
    VERSION = "version"  # nor whether they are dubbed or subtitled
    MONOCHROME = "monochrome"  # nor which are in black and white
    SPOKEN_LANGUAGE = "spoken_language"  # the bot speaks English and Spanish alone


@dataclass(frozen=True)
class Slots:
    """What a turn says: films and people as they were called, with their ids where they are here."""

    request: str = ""  # what the film should be about, without what the other parts say
    continues: bool = False  # whether it refines the wish before it, rather than being a new one
    like: tuple[Mention, ...] = ()
    unlike: tuple[Mention, ...] = ()
    sought: tuple[Mention, ...] = ()  # films that are asked for themselves
    seen: tuple[Mention, ...] = ()  # films that need not be shown
    people: tuple[Mention, ...] = ()  # who should take part
    either: tuple[Mention, ...] = ()  # of whom one should take part
    without_people: tuple[Mention, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    runtime_from: int | None = None  # minutes
    runtime_to: int | None = None
    rating_from: float | None = None  # of ten
    rating_to: float | None = None
    genres: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()  # genres that one person likes, those that another does
    without_genres: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()  # countries or languages, of one of which it should be
    without_origins: tuple[str, ...] = ()
    for_family: bool = False  # for children, for everybody
    unwanted: tuple[str, ...] = ()  # what the film should not be about, or not be like
    anything: bool = False  # any film at all
    others: bool = False  # films that were not shown yet
    afresh: bool = False  # what was wished for before is forgotten
    drops: tuple[str, ...] = ()  # kinds of things, or keys of readings, that are wished for no more
    lighter: bool = False  # nothing dark
    obscure: bool = False  # films that fewer people know than those shown
    language: str = ""  # "en" or "es" where the visitor asks the bot to speak it
    talk: Talk | None = None
    unmet: tuple[Unmet, ...] = ()


@dataclass(frozen=True)
class ResolvedTurn:
    """What a turn asks for, with the films and people found."""

    wish: SearchQuery | None = None  # None where it asks for no film
    own: SearchQuery = SearchQuery()  # what the turn says by itself
    talk: Talk | None = None
    language: str = ""  # "en", "es", or empty where none was asked for
    unknown_titles: tuple[str, ...] = ()
    unknown_people: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()  # genres of which a film should have those of one side
    unmet: tuple[Unmet, ...] = ()
    afresh: bool = False
    obscure: bool = False
    continues: bool = False
    drops: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # people who are spoken of, by their full names
    sought: tuple[int, ...] = ()  # films that are asked for themselves
    refused: tuple[int, ...] = ()  # films to be left out for the whole talk
    found: tuple[int, ...] = ()  # films that the visitor named and that are here, those sought first
