"""The pages: each reads a form, calls one function below, and renders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ..billing.visitors import visitor_of
from ..database.journal import held
from ..embedders import get_embedder
from ..errors import MovieError
from ..forms import BrowseForm, SearchForm, SuggestForm, ignored_keys
from ..lookup import people, titles
from ..models import Mood, Movie, with_translations
from ..search.browsing import Shelf, browse
from ..search.chips import chips
from ..search.concurrency import in_turn
from ..search.fallback import answer
from ..search.query_parser import parse
from ..search.ranking import similar_to
from ..statistics.catalogue import Statistics, catalogue_statistics

PAGE_SIZE = 24
SIMILAR = 6
SUGGESTED, SUGGESTED_PEOPLE = 6, 3
SHORTEST_TITLE = 2  # that titles are suggested for
MOST_STEERING = 20


@require_safe
@vary_on_headers("HX-Request")
@in_turn()
@held()
def home(request: HttpRequest) -> HttpResponse:
    """The prompt, and the films nearest to it; htmx asks for the results alone."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context = {"form": form, "examples": examples}  # which the page calls where it writes them
    if form.is_bound and form.is_valid():
        context |= _answer(form, request)
    template = "movie/partials/results.html" if request.htmx else "movie/home.html"
    return render(request, template, context)


def _answer(form: SearchForm, request: HttpRequest) -> dict[str, object]:
    """The films, what was understood, and what the people who were named do in these films."""
    query = parse(form.cleaned_data["q"], ignored_keys(request.GET.getlist("ignore")))
    found = answer(query, form.filters, visitor=visitor_of(request))
    movies = with_translations(match.movie for match in found.matches)
    return {
        "answer": found,
        "chips": chips(query, get_language() or "", form.filters),
        "parts": people.parts_in([movie.pk for movie in movies], query.everybody),
    }


def examples() -> list[str]:
    """Prompts to try, in the visitor's language."""
    return [
        _("a teacher who makes his pupils love poetry"),
        _("a shark terrorises a seaside town"),
        _("something warm about food and family"),
    ]


@require_safe
@vary_on_headers("HX-Request")
def movie_list(request: HttpRequest) -> HttpResponse:
    """The catalogue, a page at a time, by title."""
    form = BrowseForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    asked = (wanted.get("title", ""), wanted.get("genre", ""), wanted.get("year"))
    movies = browse(*asked, language=get_language() or "")
    shelf = Shelf(movies.prefetch_related("translations"), PAGE_SIZE, *asked)
    page = shelf.get_page(request.GET.get("page"))
    template = "movie/partials/movie_page.html" if request.htmx else "movie/movie_list.html"
    meant = [] if page.object_list else titles.closest(wanted.get("title", ""))
    return render(request, template, {"form": form, "page": page, "meant": meant})


@require_safe
def title_suggestions(request: HttpRequest) -> HttpResponse:
    """Titles to choose from while a visitor types one."""
    form = BrowseForm({"title": request.GET.get("title", "")})
    typed = form.cleaned_data["title"] if form.is_valid() else ""
    found = titles.complete(typed, SUGGESTED) if len(typed) >= SHORTEST_TITLE else []
    return render(request, "movie/partials/titles.html", {"titles": found})


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Films and people to choose from while a visitor types what may be a name; costs nothing."""
    form = SuggestForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "titles": titles.complete(typed, SUGGESTED, close=False) if typed else [],
        "people": people.complete(typed, SUGGESTED_PEOPLE) if typed else [],
    }
    return render(request, "movie/partials/suggestions.html", context)


@require_safe
def movie_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One film, its people, and the films most like it, steered by others that are liked or not."""
    movie = get_object_or_404(Movie.objects.prefetch_related("credits__person"), pk=pk)
    liked, disliked = _steering(request, movie)
    try:
        similar = similar_to(movie, *liked, disliked=disliked, k=SIMILAR)
    except MovieError:
        similar = []  # the film itself is worth showing
    with_translations([movie, *liked, *disliked, *(match.movie for match in similar)])
    context = {
        "movie": movie,
        "mood": Mood.objects.filter(pk=pk).first(),
        "similar": similar,
        "liked": liked,
        "disliked": disliked,
    }
    return render(request, "movie/movie_detail.html", context)


def _steering(request: HttpRequest, movie: Movie) -> tuple[list[Movie], list[Movie]]:
    """The films of ?like=…&unlike=…, each once; what is no film's id is passed over."""
    chosen: dict[str, str] = {}
    for name in ("like", "unlike"):
        chosen |= dict.fromkeys(request.GET.getlist(name)[:MOST_STEERING], name)
    ids = {int(pk): name for pk, name in chosen.items() if pk.isascii() and pk.isdigit() and len(pk) < 19}
    movies = Movie.objects.exclude(pk=movie.pk).in_bulk(list(ids))
    return tuple(
        [movies[pk] for pk, chosen_as in ids.items() if chosen_as == name and pk in movies]
        for name in ("like", "unlike")
    )


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The catalogue from above: its films by year, genre, month, people, and what is missing."""
    figures = catalogue_statistics()
    context = {"figures": figures, "shown": _figures_shown(figures) if figures.films else ""}
    return render(request, "movie/statistics.html", context)


def _figures_shown(figures: Statistics) -> SafeString:
    """The charts and tables, which take long to write: once in each language for as long as they hold."""
    try:
        model_id = get_embedder().model_id
    except MovieError:
        model_id = ""  # the figures are worth showing
    key = f"{get_language()} {model_id}"
    if key not in figures.shown:
        missing = [
            (Movie._meta.get_field(name).verbose_name, films) for name, films in figures.missing.items()
        ]
        context = {"figures": figures, "missing": missing, "model_id": model_id}
        figures.shown[key] = render_to_string("movie/partials/figures.html", context)
    return figures.shown[key]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keeps crawlers from searching: each search may cost money."""
    return render(request, "robots.txt", content_type="text/plain")
