"""Judges a turn of a talk by what the sample's files say of their films, without the code that answers."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean
from typing import Any

from movie.sample import sample_file
from movie.text import fold

VIOLENT = {"Horror", "War", "Crime", "Action", "Thriller", "Western"}
DARK = {"Horror", "War", "Crime", "Thriller"}
SAD = {"sorrow", "sadness", "grief", "heartbreak", "anguish", "despair", "melancholy", "helplessness"}
# Of films that no genre rules out: what happens in them is nothing for a grandmother, or for a child.
HARD = {
    "Y Tu Mamá También",
    "Dead Poets Society",
    "Women on the Verge of a Nervous Breakdown",
    "One Flew Over the Cuckoo's Nest",
    "A Separation",
    "The Sea Inside",
    "Raging Bull",
    "Gladiator",
    "Seven Samurai",
    "District 9",
    "The Piano",
    "Persepolis",
    "Akira",
    "All About My Mother",
    "Life of Brian",
    "The Seventh Seal",
    "12 Years a Slave",
}
PLOT = 5  # words of a description in a row
NOTHING = re.compile(
    r"no such film|all that i have|nothing here fits|aqui no hay|son todas las|nada de lo que hay"
)
UNKNOWN = re.compile(r"(don't|do not) know|\bno (lo )?se\b|cannot tell|no puedo saber")
YES, NO = re.compile(r"^\W*(yes|si)\b"), re.compile(r"^\W*no\b(?! (lo )?se\b)")
HELP = re.compile(r"emergency number|numero de emergencias")
STORED = {"rating": "vote_average", "votes": "vote_count", "cast": "actors"}
BEST = {
    "shortest": ("runtime", min),
    "best": ("vote_average", max),
    "newest": ("year", max),
    "oldest": ("year", min),
    "longest": ("runtime", max),
    "popular": ("vote_count", max),
}


@dataclass(frozen=True)
class Shown:
    """The films that a turn has shown, by their places in the sample's files, in their order."""

    ids: list[int]

    @property
    def facts(self) -> list[dict[str, Any]]:
        """Their rows in English."""
        return [rows("en")[number] for number in self.ids]


@cache
def rows(language: str) -> list[dict[str, Any]]:
    """The sample's films; their places are the same in both languages."""
    films = json.loads(sample_file(language).read_text(encoding="utf-8"))
    return [film | {"place": place} for place, film in enumerate(films)]


def place_of(title: str, language: str) -> int:
    """The place of the film with this title."""
    return next(film["place"] for film in rows(language) if film["title"] == title)


def disobeyed(
    wanted: dict[str, Any], now: Shown, before: Shown, seen: set[int], language: str, answer: str = ""
) -> str:
    """What is wrong with the films of a turn; empty where they are as wanted.

    Where nothing is as wanted, the answer has to say so, or nothing is shown.
    """
    if wanted.get("nothing") and NOTHING.search(fold(answer)):
        return ""
    if wanted.get("none") or wanted.get("nothing"):
        return "films are shown" if now.ids else ""
    if not now.ids:
        return "no film is shown"
    liked = [_named(title, language) for title in wanted.get("like", ())]
    excluded = [_named(title, language)["place"] for title in wanted.get("exclude", ())]
    faults = [_fault(film, wanted, [*excluded, *(film["place"] for film in liked)]) for film in now.facts]
    faults += [_unlike(liked, now.facts)] if liked else []
    faults += [_unfit(wanted, now.facts, language)]
    if wanted.get("new") and seen & set(now.ids):
        faults.append("a film comes again")
    if wanted.get("obscure") and _fame(now) >= _fame(before):
        faults.append("not less known")
    return "; ".join(filter(None, faults))


def _fault(film: dict[str, Any], wanted: dict[str, Any], excluded: Sequence[int]) -> str:
    """Why a film is not as wanted; empty where it is."""
    genres, people = set(_genres(film)), {*film["director"], *(film.get("actors") or ())}
    first, last = wanted.get("years", (0, 9999))
    shortest, longest = wanted.get("runtime", (0, 9999))
    good = (
        genres >= set(wanted.get("genres", ()))
        and (not wanted.get("genres_any") or genres & set(wanted["genres_any"]))
        and not genres & set(wanted.get("not_genres", ()))
        and people >= set(wanted.get("people", ()))
        and (not wanted.get("people_any") or people & set(wanted["people_any"]))
        and not people & set(wanted.get("not_people", ()))
        and first <= film["year"] <= last
        and shortest <= film["runtime"] <= longest
        and film["place"] not in excluded
        and not ((wanted.get("lighter") or wanted.get("audience") or wanted.get("kids")) and genres & DARK)
        and not ((wanted.get("audience") or wanted.get("kids")) and film["title"] in HARD)
        and (not wanted.get("kids") or "Family" in genres or "Animation" in genres)
    )
    return "" if good else f"{film['title']} {film['year']}"


def _unfit(wanted: dict[str, Any], films: Sequence[dict[str, Any]], language: str) -> str:
    """What the films of a turn are not together: one of those meant, sad, or something for each of two."""
    if "has" in wanted and not {place_of(title, language) for title in wanted["has"]} & {
        film["place"] for film in films
    }:
        return f"none of {', '.join(wanted['has'])}"
    if wanted.get("sad") and mean(bool(SAD & set(film["emotions"])) for film in films) < 0.5:
        return "hardly any is sad"
    kinds = [set(kind) for kind in wanted.get("either", ())]
    alien = [
        film["title"] for film in films if kinds and not any(kind & set(_genres(film)) for kind in kinds)
    ]
    near = all(any(kind & set(_genres(film)) for film in films) for kind in kinds)
    return f"for neither: {', '.join(alien)}" if alien else "" if near else "for one alone"


def _unlike(liked: Sequence[dict[str, Any]], films: Sequence[dict[str, Any]]) -> str:
    """What films have too little of: a genre beside Drama of one liked, and some films one of each."""
    kinds = [set(_genres(film)) - {"Drama"} or set(_genres(film)) for film in liked]
    alien = [film["title"] for film in films if not any(set(_genres(film)) & kind for kind in kinds)]
    near = [sum(bool(set(_genres(film)) & kind) for film in films) for kind in kinds]
    if len(alien) > len(films) / 3:
        return f"nothing in common: {', '.join(alien)}"
    return "" if all(near) else "near one alone"


def _genres(film: dict[str, Any]) -> list[str]:
    return film["genre"].split(", ")


def _fame(shown: Shown) -> float:
    return mean(film.get("vote_count") or 0 for film in shown.facts)


def _named(title: str, language: str) -> dict[str, Any]:
    """The English row of the film with this title in a language."""
    return rows("en")[place_of(title, language)]


def answered(wanted: dict[str, Any], answer: str, before: Shown, language: str) -> str:
    """What is wrong with an answer to a question; empty where it says what is stored."""
    said = fold(answer).replace("’", "'")
    if "says" in wanted:
        return "" if any(fold(words) in said for words in wanted["says"]) else f"said: {answer[:90]}"
    ask, of = wanted["ask"], wanted.get("of")
    if ask == "help":
        return "" if HELP.search(said) else f"said: {answer[:90]}"
    if ask == "unknown":
        return "" if UNKNOWN.search(said) else f"said: {answer[:90]}"
    if ask in BEST:
        return _best(ask, said, before, language)
    if ask == "count":
        return "" if _counted(of) in re.findall(r"\d+", said) else f"said: {answer[:90]}"
    if ask == "absent":
        gone = fold(of) in said and re.search(r"\b(not|no|isn't)\b", said)
        return "" if gone else f"said: {answer[:90]}"
    film = _meant(of, before, language)
    if film is None:
        return ""
    own = rows(language)[film["place"]]
    return "" if _tells(ask, film, own, said) else f"{film['title']}: {answer[:90]}"


def _counted(name: str) -> str:
    films = rows("en")
    return str(sum(name in (*film["director"], *(film.get("actors") or ())) for film in films))


def _meant(of: int | str, before: Shown, language: str) -> dict[str, Any] | None:
    """The film that a question is about; None where so many were not shown."""
    if of in BEST:
        return next(iter(_ends(str(of), before)), None)
    if isinstance(of, str) and of != "last":
        return _named(of, language)
    place = -1 if of == "last" else int(of) - 1
    return before.facts[place] if -len(before.ids) <= place < len(before.ids) else None


def _best(ask: str, said: str, before: Shown, language: str) -> str:
    """Whether the film that is named first among those shown is that with the least or the most."""
    titles = {film["place"]: fold(rows(language)[film["place"]]["title"]) for film in before.facts}
    places = {number: said.find(title) for number, title in titles.items() if title in said}
    first = min(places, key=places.__getitem__, default=None)
    right = [film["place"] for film in _ends(ask, before)]
    return "" if first in right else f"not {', '.join(titles[number] for number in right)}"


def _ends(ask: str, before: Shown) -> list[dict[str, Any]]:
    """The films shown that have the least or the most of a fact."""
    fact, choose = BEST[ask]
    known = [film for film in before.facts if film.get(fact)]
    end = choose((film[fact] for film in known), default=None)
    return [film for film in known if film[fact] == end]


def _tells(ask: str, film: dict[str, Any], own: dict[str, Any], said: str) -> bool:
    """Whether folded words tell a stored fact of a film; `own` is its row in the talk's language."""
    numbers = re.findall(r"\d+(?:[.,]\d+)*", said)
    if ask in STORED and not film.get(STORED[ask]):
        return bool(UNKNOWN.search(said))
    if ask in ("director", "cast"):
        people = film["director"] if ask == "director" else film.get("actors") or ()
        return any(fold(name) in said for name in people)
    if ask == "runtime":
        return str(film["runtime"]) in numbers
    if ask == "year":
        return str(film["year"]) in numbers
    if ask == "rating":
        return any(number.replace(",", ".") == f"{film['vote_average']:.1f}" for number in numbers)
    if ask == "votes":
        return str(film["vote_count"]) in [re.sub(r"\D", "", number) for number in numbers]
    if ask == "plot":
        words = re.findall(r"\w+", said)
        plot = re.findall(r"\w+", fold(own["description"]))
        runs = {tuple(plot[place : place + PLOT]) for place in range(len(plot))}
        return any(tuple(words[place : place + PLOT]) in runs for place in range(len(words)))
    if ask == "title":
        return fold(own["title"]) in said
    if ask == "here":
        return bool(YES.match(said) and fold(own["title"]) in said)
    return _judges(ask, film, said)


def _judges(ask: str, film: dict[str, Any], said: str) -> bool:
    """Whether yes, no or "I don't know" is what genres and emotions allow."""
    genres, unknown = set(_genres(film)), bool(UNKNOWN.search(said))
    said_yes, said_no = bool(YES.match(said)), bool(NO.match(said))
    if not (said_yes or said_no or unknown):
        return False
    if ask == "scary":
        surely, never = genres & {"Horror"}, genres & {"Family"}
    elif ask == "violent":
        surely, never = genres & VIOLENT - {"Thriller", "Western"}, genres & {"Family"}
    elif ask == "sad":
        surely, never = set(film["emotions"]) & SAD, not set(film["emotions"]) & SAD
    else:
        surely, never = genres & {"Family"} and not genres & DARK, genres & DARK
    return not (surely and said_no) and not (never and said_yes)
