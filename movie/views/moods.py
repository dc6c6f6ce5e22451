"""The page of moods: words become emotions, emotions become films."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ..billing.visitors import visitor_of
from ..forms import MoodForm
from ..models import with_translations
from ..moods.search import films_for
from ..moods.understand import read_mood, suggestions
from ..safety import distress_in, help_for
from ..text import clean
from ..text.emotions import LONGEST, MOST, english, family_of

# Whoever chooses such emotions alone is offered a way out of them.
HEAVY = frozenset({"sadness", "grief", "despair", "loneliness", "anxiety", "guilt", "melancholy"})


@require_safe
@vary_on_headers("HX-Request")
def mood(request: HttpRequest) -> HttpResponse:
    """How somebody feels as emotions to choose among, and films that leave one so; htmx swaps the answer."""
    form = MoodForm(request.GET)
    context = {"form": form, "examples": examples(), "emotions": [], "most": MOST}
    if form.is_valid():
        context |= _answer(form, request)
    template = "movie/partials/mood_answer.html" if request.htmx else "movie/mood.html"
    return render(request, template, context)


def _answer(form: MoodForm, request: HttpRequest) -> dict[str, object]:
    wanted, visitor = form.cleaned_data, visitor_of(request)
    distress = distress_in(wanted["feeling"], wanted["q"], *request.GET.getlist("add"))
    if distress:
        return {"help": help_for(distress)}
    was = _mark(wanted["feeling"])
    known = not wanted["feeling"] or request.GET.get("was") == was
    emotions = _chosen(request) if known else read_mood(wanted["feeling"], visitor)
    context = {
        "was": was,
        "emotions": emotions,
        "suggestions": suggestions(emotions),
        "not_understood": not known and not emotions,
        "heavy": bool(emotions) and {family_of(emotion) for emotion in emotions} <= HEAVY,
    }
    if emotions:
        context["answer"] = films_for(emotions, wanted["q"], form.filters, visitor=visitor)
        with_translations(match.movie for match in context["answer"].matches)
    return context


def _mark(feeling: str) -> str:
    """Names words that have been read: while they stay, the emotions chosen since count."""
    return hashlib.blake2b(feeling.encode(), digest_size=4).hexdigest() if feeling else ""


def _chosen(request: HttpRequest) -> list[str]:
    """The emotions of ?e=…&e=…, and the one of ?add=…, by their English names, each once."""
    words = [*request.GET.getlist("e")[:MOST], *request.GET.getlist("add")[:1]]
    names = (english(clean(word).replace(",", " "))[:LONGEST].strip() for word in words)
    return list(dict.fromkeys(name for name in names if name))[:MOST]


def examples() -> list[str]:
    """Moods to try, in the visitor's language."""
    return [
        _("I had a long day and want to laugh"),
        _("a little melancholy, but hopeful"),
        _("I want to be scared out of my wits"),
    ]
