"""What share of requests the search answers as it should, on the catalogue that is there.

Each function gives (right, asked, the requests that went wrong).
"""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

PROMPTS = Path(__file__).parents[1] / "prompts"
LEADING = 3  # actors of a film
FIRST = 5  # films that have to obey what a request names


class Measured(NamedTuple):
    """How many of the requests asked were answered right, and those that were not."""

    right: int
    asked: int
    wrong: list[str]

    def __str__(self) -> str:
        share = self.right / self.asked if self.asked else 0
        return f"{share:.3f} ({self.right} of {self.asked})"


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of a file of prompts."""
    text = (PROMPTS / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def found(prompt: str, k: int = 10) -> list[Any]:
    """The films that the search finds, best first."""
    from movie.search import search

    return [match.movie for match in search(prompt, k=k)]


def counted(asked: Iterable[tuple[str, Callable[[list[Any]], bool]]], k: int = 10) -> Measured:
    """Ask each request, and let its check look at the films."""
    right, total, wrong = 0, 0, []
    for prompt, check in asked:
        total += 1
        if check(found(prompt, k)):
            right += 1
        else:
            wrong.append(prompt)
    return Measured(right, total, wrong)


def titles(names: Iterable[tuple[str, set[int]]]) -> Measured:
    """Titles typed alone, each with the films that are called so: one of them comes first."""
    return counted(((name, _first_is(films)) for name, films in names), k=1)


def _first_is(films: set[int]) -> Callable[[list[Any]], bool]:
    return lambda movies: bool(movies) and movies[0].pk in films


def own_titles() -> list[tuple[str, set[int]]]:
    """Each film's own title, with all films of that title."""
    from movie.models import Movie
    from movie.text import fold

    rows = list(Movie.objects.values_list("pk", "title"))
    same: dict[str, set[int]] = {}
    for pk, title in rows:
        same.setdefault(fold(title), set()).add(pk)
    return [(title, same[fold(title)]) for _, title in rows]


def titles_in(language: str) -> list[tuple[str, set[int]]]:
    """Each film's titles in a language, as they are stored beside it, with all films that have them."""
    from movie.models import Title
    from movie.text import fold

    rows = list(Title.objects.values_list("movie", "name", "language"))
    same: dict[str, set[int]] = {}
    for pk, name, _ in rows:
        same.setdefault(fold(name), set()).add(pk)
    return [(name, same[fold(name)]) for _, name, spoken in rows if spoken == language]


def without_accents(names: Iterable[tuple[str, set[int]]]) -> list[tuple[str, set[int]]]:
    """The same in small letters without accents and signs."""
    from movie.text import fold

    return [(re.sub(r"[^\w\s]", "", fold(name)), films) for name, films in names]


def slipped(names: Iterable[tuple[str, set[int]]], seed: int = 7) -> list[tuple[str, set[int]]]:
    """Titles of six letters and more with one letter doubled, dropped or swapped with the next."""
    dice = random.Random(seed)
    long = [(name, films) for name, films in names if sum(map(str.isalpha, name)) >= 6]
    return [(_with_slip(name, dice), films) for name, films in long]


def _with_slip(name: str, dice: random.Random) -> str:
    places = [n for n in range(1, len(name) - 1) if name[n].isalpha() and name[n + 1].isalpha()]
    place = dice.choice(places or [1])
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    kinds = (name[: place + 1] + name[place:], name[:place] + name[place + 1 :], swapped)
    return dice.choice(kinds)


def people(role: str, language: str, seed: int = 7) -> tuple[Measured, Measured]:
    """Directors or leading actors, each asked for in one of the ways of people.json: the first film is
    theirs; all of theirs, as far as ten hold them, are among ten.
    """
    asked = list(_people_asked(role, language, random.Random(seed)))
    first = counted(((prompt, _first_is(films)) for prompt, films in asked), k=1)
    every = counted(((prompt, _holds(films)) for prompt, films in asked), k=10)
    return first, every


def _holds(films: set[int]) -> Callable[[list[Any]], bool]:
    return lambda movies: len(films & {movie.pk for movie in movies}) >= min(len(films), 10)


def _people_asked(role: str, language: str, dice: random.Random) -> Iterator[tuple[str, set[int]]]:
    from movie.models import Credit

    ways = json.loads((PROMPTS / "people.json").read_text(encoding="utf-8"))[language][role]
    films: dict[str, set[int]] = {}
    surnames: dict[str, set[int]] = {}
    leads = Credit.objects.filter(role=role, position__lt=LEADING) if role == "actor" else None
    names = (leads if leads is not None else Credit.objects.filter(role=role)).values_list("person__name")
    for movie, name in Credit.objects.values_list("movie", "person__name"):
        films.setdefault(name, set()).add(movie)
        surnames.setdefault(name.split()[-1], set()).add(movie)
    for (name,) in sorted(set(names)):
        way = dice.choice(ways)
        if "{surname}" in way and " " in name:
            yield way.format(surname=name.split()[-1]), surnames[name.split()[-1]]
        else:
            yield way.replace("{surname}", "{name}").format(name=name), films[name]


# How people type a title and who made it, in small letters.
BESIDE = (
    "{title} {name}",
    "{name} {title}",
    "{title} de {family}",
    "{family}'s {title}",
    "{title} by {name}",
)


def titles_beside_names(slips: bool = False, seed: int = 3, most: int = 600) -> Measured:
    """Films asked for by their title and a director, a slip in the title where that is asked for: first."""
    from movie.models import Credit

    dice = random.Random(seed)
    credits = Credit.objects.filter(role="director").order_by("pk")
    rows = list(credits.values_list("movie", "movie__title", "person__name"))
    asked = []
    for movie, title, name in dice.sample(rows, min(most, len(rows))):
        if not slips or len(title) > 6:
            told = _with_slip(title.lower(), dice) if slips else title.lower()
            way = dice.choice(BESIDE)
            asked.append(
                (way.format(title=told, name=name.lower(), family=name.lower().split()[-1]), {movie})
            )
    return counted(((prompt, _first_is(films)) for prompt, films in asked), k=1)


def filters(name: str, genre_names: dict[str, set[str]]) -> tuple[float, Measured]:
    """Requests of a file that name years, lengths, genres, people, or refuse some: the share of the first
    five films that obey, and the requests of which all five do.
    """
    return _obeying((line["query"], _wanted(line, genre_names)) for line in lines(name))


def _obeying(asked: Iterable[tuple[str, Callable[[Any], bool]]]) -> tuple[float, Measured]:
    obeyed, shown, right, wrong, total = 0, 0, 0, [], 0
    for prompt, passes in asked:
        movies = found(prompt, FIRST)
        good = sum(passes(movie) for movie in movies)
        obeyed, shown, total = obeyed + good, shown + max(len(movies), 1), total + 1
        if movies and good == len(movies):
            right += 1
        else:
            wrong.append(prompt)
    return obeyed / max(shown, 1), Measured(right, total, wrong)


def _wanted(line: dict[str, Any], genre_names: dict[str, set[str]]) -> Callable[[Any], bool]:
    passes, obeys = _passes(line, genre_names), _obeys(line, genre_names)
    return lambda movie: passes(movie) and obeys(movie)


def _passes(line: dict[str, Any], genre_names: dict[str, set[str]]) -> Callable[[Any], bool]:
    def passes(movie: Any) -> bool:
        genres, people = set(movie.genres), {person.name for person in movie.people.all()}
        family = genre_names["Family"] | genre_names["Animation"]
        return all(
            (
                line.get("year_from") is None or (movie.year or 0) >= line["year_from"],
                line.get("year_to") is None or 0 < (movie.year or 0) <= line["year_to"],
                line.get("runtime_from") is None or (movie.runtime or 0) >= line["runtime_from"],
                line.get("runtime_to") is None or 0 < (movie.runtime or 0) <= line["runtime_to"],
                all(genres & genre_names[genre] for genre in line.get("genres", ())),
                all(name in people for name in line.get("people", ())),
                not line.get("audience") or bool(genres & family),
            )
        )

    return passes


def negations(name: str, genre_names: dict[str, set[str]]) -> tuple[float, Measured]:
    """Requests of a file that refuse something: the share of the first five films that obey, and the
    requests of which all five do.
    """
    return _obeying((line["query"], _obeys(line, genre_names)) for line in lines(name))


def _obeys(line: dict[str, Any], genre_names: dict[str, set[str]]) -> Callable[[Any], bool]:
    from movie.text import fold

    words = [fold(word) for said in line.get("without_words", {}).values() for word in said]
    parts = [rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word) for word in words]
    unwanted = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None

    def obeys(movie: Any) -> bool:
        genres, people = set(movie.genres), {person.name for person in movie.people.all()}
        texts = [movie.title, movie.keywords, movie.description]
        for told in movie.translations.all():
            texts += [told.title, told.keywords, told.description]
        return (
            not any(genres & genre_names[genre] for genre in line.get("without_genres", ()))
            and not people.intersection(line.get("without_people", ()))
            and movie.title not in line.get("without_titles", ())
            and not (unwanted and unwanted.search(fold("\n".join(texts))))
            and all(genres & genre_names[genre] for genre in line.get("wanted_genres", ()))
        )

    return obeys


def described(name: str) -> Measured:
    """Requests of a file, each with the film that is meant: it comes first."""
    from movie.search.evaluation import read_questions

    questions, _unknown = read_questions(PROMPTS / name)
    return counted(((one.query, _first_is(set(one.relevant))) for one in questions), k=1)


def genre_names() -> dict[str, set[str]]:
    """How the sample calls each genre, in both languages, by its English name."""
    from movie.sample import sample_file

    english, spanish = (
        json.loads(sample_file(language).read_text(encoding="utf-8")) for language in ("en", "es")
    )
    names: dict[str, set[str]] = {}
    for one, other in zip(english, spanish, strict=True):
        for first, second in zip(one["genre"].split(", "), other["genre"].split(", "), strict=True):
            names.setdefault(first, set()).update((first, second))
    return names


def absences(name: str, told: bool) -> Measured:
    """Prompts of a file, by language: names that nothing here has are told so, or wishes are not."""
    from movie.search.fallback import answer

    prompts = [prompt for prompts in _read(name).values() for prompt in prompts]
    return _measured(prompts, lambda prompt: bool(answer(prompt).absent) == told)


def present(language: str) -> Measured:
    """Titles and names that are here as people half remember them: the film, or one of theirs, is first, and
    nobody is told that it is absent.
    """
    from movie.models import Credit, Title
    from movie.search.fallback import answer

    wrong, asked = [], _read("present.json")[language]
    for one in asked:
        found = answer(one["query"])
        rows = (
            Title.objects.filter(name=one["title"])
            if "title" in one
            else Credit.objects.filter(person__name=one["person"])
        )
        meant = set(rows.values_list("movie", flat=True))
        if not (found.fits and found.matches[0].movie.pk in meant):
            wrong.append(one["query"])
    return Measured(len(asked) - len(wrong), len(asked), wrong)


def judged(name: str, kind: str, language: str) -> Measured:
    """Prompts of a file, by kind and language: of those for films some film fits, of the others none."""
    from movie.search.fallback import answer

    return _measured(_read(name)[kind][language], lambda prompt: answer(prompt).fits == (kind == "film"))


def _measured(prompts: list[str], is_right: Callable[[str], bool]) -> Measured:
    wrong = [prompt for prompt in prompts if not is_right(prompt)]
    return Measured(len(prompts) - len(wrong), len(prompts), wrong)


def _read(name: str) -> dict[str, Any]:
    return json.loads((PROMPTS / name).read_text(encoding="utf-8"))
