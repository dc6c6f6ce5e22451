"""What share of the turns of nine sets of talks Moviebot obeys: films as asked, answers as stored.

The talks stand in tests/prompts/talks.*.jsonl; second to ninth as people type in a chat.
What is true of a film is read from the sample's own files, not from the code that answers.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any, NamedTuple

from django.core.management import call_command

from ..assistant.truth import Shown, answered, disobeyed, place_of
from .measures import PROMPTS
from .setup import start

LANGUAGES = ("en", "es")
SETS = {
    "talks": "talks",
    "talks.second": "second talks",
    "talks.third": "third talks",
    "talks.fourth": "fourth talks",
    "talks.fifth": "fifth talks",
    "talks.sixth": "sixth talks",
    "talks.seventh": "seventh talks",
    "talks.eighth": "eighth talks",
    "talks.ninth": "ninth talks",
}
USES = {"tune": "tuned on", "report": "reported only"}
MARK = re.compile(r"\[\[(\d+)\]\]")


class Judged(NamedTuple):
    """One expectation of a turn: of which talks, of its films or its answer, and what is wrong with it."""

    use: str
    kind: str
    said: str
    wrong: str


def main() -> None:
    """Print the shares, and each turn that went wrong of the talks that may be tuned on."""
    from django.conf import settings

    from movie.providers.chat import get_chat

    if not os.environ.get("CHAT_MODEL"):  # `start` has set a key that nobody has
        settings.CHAT = None
    print(f"  chat model: {get_chat().model_id if get_chat() else 'none'}")
    every: list[Judged] = []
    for language in LANGUAGES:
        _sample(language)
        for name, called in SETS.items():
            judged = [one for talk in talks(name, language) for one in _walked(talk, language)]
            for use, told in USES.items():
                if of_use := [one for one in judged if one.use == use]:
                    print(f"  {called} in {language} ({told}): {_share(of_use)}")
            every += judged
    print(f"  all: {_share(every)}")
    for one in every:
        if one.wrong and one.use == "tune":
            print(f"    {one.kind}: {one.said}: {one.wrong}")


def talks(name: str, language: str) -> list[dict[str, Any]]:
    """The talks of a set in a language; of each use the first TALKS, where that is set: a model is slow."""
    lines = (PROMPTS / f"{name}.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    most = int(os.environ.get("TALKS") or len(every))
    return [talk for use in USES for talk in [one for one in every if one["use"] == use][:most]]


def _share(judged: Sequence[Judged]) -> str:
    parts = [f"{mean(not one.wrong for one in judged):.3f} of {len(judged)}"]
    for kind, number in sorted(Counter(one.kind for one in judged).items()):
        right = sum(not one.wrong for one in judged if one.kind == kind)
        parts.append(f"{kind} {right} of {number}")
    return ", ".join(parts)


def _walked(talk: dict[str, Any], language: str) -> Iterator[Judged]:
    """Each expectation of a talk, its turns said one after the other."""
    from django.utils import translation

    from movie.assistant.moviebot import reply
    from movie.assistant.transcript import Conversation

    conversation, shown, seen = Conversation(), Shown([]), set()
    for turn in talk["turns"]:
        opened = conversation.open(turn["say"])
        with translation.override(language):
            for _step in reply(conversation, opened):
                pass
        conversation.close(opened)
        now = Shown(_places(opened.films, language))
        if "films" in turn:
            wrong = disobeyed(turn["films"], now, shown, seen, language, opened.answer)
            yield Judged(talk["use"], "films", turn["say"], wrong)
        if "answer" in turn:
            wrong = answered(turn["answer"], _titled(opened.answer), shown, language)
            yield Judged(talk["use"], "answers", turn["say"], wrong)
        seen |= set(now.ids)
        shown = now if now.ids else shown


def _places(films: Sequence[int], language: str) -> list[int]:
    """The places of films in the sample's files."""
    from movie.models import Movie

    titles = dict(Movie.objects.filter(pk__in=films).values_list("pk", "title"))
    return [place_of(titles[pk], language) for pk in films]


def _titled(answer: str) -> str:
    """An answer with titles in the place of its marks."""
    from movie.models import Movie

    titles = dict(Movie.objects.values_list("pk", "title"))
    return MARK.sub(lambda found: titles.get(int(found[1]), ""), answer)


def _sample(language: str) -> None:
    from movie.models import Movie

    Movie.objects.all().delete()
    call_command("import_movies", sample=True, language=language, verbosity=0)
    call_command("movie_embeddings", verbosity=0)


if __name__ == "__main__":
    start()
    main()
