"""Films: searched by meaning, listed, one by one, by likeness, and by the beginning of a title."""

from typing import Annotated, Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from ..billing.visitors import visitor_of
from ..database.journal import held
from ..errors import Choice
from ..forms import LONGEST_PROMPT, MOST_IGNORED, BrowseForm, SearchForm, ignored_keys
from ..lookup.titles import complete
from ..models import RUNTIMES, YEARS, EmbeddedQuerySet, Movie, with_translations
from ..search.browsing import browse
from ..search.chips import chips
from ..search.concurrency import in_turn
from ..search.fallback import answer
from ..search.genres import genre_names
from ..search.query_parser import parse
from ..search.ranking import Match
from .errors import BadParameters, ErrorBody
from .http import unchanged_by_journal
from .languages import asked_language
from .lookups import alike
from .schemas import Film, FilmBrief, FilmPage, Found, SearchResults, TitleOut

router = Router(tags=["Films"])

LARGEST_ID = 2**63 - 1
LARGEST_PAGE = 10_000
Year = Annotated[int | None, Query(ge=YEARS[0], le=YEARS[1])]
Runtime = Annotated[
    int | None,
    Query(ge=RUNTIMES[0], le=RUNTIMES[1], description="Minutes; films of unknown length are left out."),
]
Genre = Annotated[str, Query(max_length=250, description="One of the catalogue's genres, in any spelling.")]
Ignored = Annotated[
    list[str],
    Query(
        description=f"Keys of what was understood wrongly, {MOST_IGNORED} at most; others are passed over."
    ),
]
Count = Annotated[int, Query(ge=1, le=100, description="How many films.")]
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
REFUSED = {422: ErrorBody, 500: ErrorBody}


def valid(form: BrowseForm | SearchForm) -> dict[str, Any]:
    """What a form understood. Raises BadParameters with the pages' sentences, and genres to choose from."""
    if not form.is_valid():
        raise BadParameters(form.errors, genre_names() if "genre" in form.errors else ())
    return form.cleaned_data


def in_order(**ends: int | None) -> None:
    """Raise BadParameters where the first of two numbers is the greater."""
    (first, least), (last, most) = ends.items()
    if least is not None and most is not None and least > most:
        said = _("“%(first)s” is greater than “%(last)s”.") % {"first": first, "last": last}
        raise BadParameters({first: [said]})


@router.get("/search", response={200: SearchResults, **REFUSED})
@decorate_view(in_turn())
def search(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_PROMPT, description="In your own words.")],
    k: Count = 10,
    year_from: Year = None,
    year_to: Year = None,
    genre: Genre = "",
    runtime_from: Runtime = None,
    runtime_to: Runtime = None,
    ignore: Ignored = [],  # noqa: B006 (Ninja copies it)
) -> dict[str, Any]:
    """The k films nearest in meaning to a description, a wish or a mood, in Spanish or English.

    What is named in it (titles, people, genres, years, lengths, what is not wanted) is in `understood`;
    whatever of it is wrong is taken back by its key in `ignore`.

    A genre that no film has is refused with the catalogue's own in `error.suggestions`.
    """
    in_order(year_from=year_from, year_to=year_to)
    in_order(runtime_from=runtime_from, runtime_to=runtime_to)
    years = {"year_from": year_from, "year_to": year_to}
    form = SearchForm(
        {"q": q, **years, "genre": genre, "runtime_from": runtime_from, "runtime_to": runtime_to}
    )
    wanted = valid(form)
    with held():
        query = parse(wanted["q"], ignored_keys(ignore))
        found = answer(query, form.filters, k=k, visitor=visitor_of(request))
        understood = chips(query, get_language() or "", form.filters)
    return {
        "query": wanted["q"],
        "notice": f"{found.absence} {found.notice}".strip(),
        "absent": found.absent,
        "fits": found.fits,
        "understood": understood,
        "results": _told(found.matches, request),
    }


@router.get("/movies", response={200: FilmPage, **REFUSED})
@decorate_view(unchanged_by_journal)
def list_movies(
    request: HttpRequest,
    title: Annotated[str, Query(max_length=300, description="Words of the title.")] = "",
    genre: Genre = "",
    year: Year = None,
    page: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 1,
    page_size: Count = 25,
) -> dict[str, Any]:
    """The catalogue by title, a page at a time; a page behind the last one is refused."""
    wanted = valid(BrowseForm({"title": title, "genre": genre, "year": year}))
    films = Paginator(_listed(wanted, request), page_size)
    if page > films.num_pages:
        raise BadParameters({"page": [_("At most %(pages)d.") % {"pages": films.num_pages}]})
    return {
        "count": films.count,
        "page": page,
        "pages": films.num_pages,
        "page_size": page_size,
        "results": [FilmBrief.of(movie, request) for movie in films.page(page)],
    }


@router.get("/movies/{movie_id}", response={200: Film, 404: ErrorBody, **REFUSED})
def get_movie(request: HttpRequest, movie_id: Id) -> dict[str, Any]:
    """One film, with its people and figures."""
    movies = Movie.objects.prefetch_related("credits__person", "titles", "translations")
    return Film.of(get_object_or_404(movies, pk=movie_id), request)


@router.get(
    "/movies/{movie_id}/similar",
    response={200: list[Found], 404: ErrorBody, 503: ErrorBody, **REFUSED},
)
def similar_movies(request: HttpRequest, movie_id: Id, k: Count = 10) -> list[dict[str, Any]]:
    """The k films most like a film, the most similar first."""
    return _told(alike(get_object_or_404(Movie, pk=movie_id), k), request)


def _told(matches: list[Match], request: HttpRequest) -> list[dict[str, Any]]:
    with_translations(match.movie for match in matches)
    return [Found.of(match, request) for match in matches]


def _listed(wanted: dict[str, Any], request: HttpRequest) -> EmbeddedQuerySet:
    movies = browse(wanted["title"], wanted["genre"], wanted["year"], language=asked_language(request))
    return movies.prefetch_related("translations")


@router.get("/titles", response={200: list[TitleOut], **REFUSED})
@decorate_view(unchanged_by_journal)
def complete_title(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=300, description="The beginning of a title, or of a word in it.")],
    k: Count = 10,
) -> list[Choice]:
    """Titles to choose from while somebody types, the best known first; close ones where none begins so."""
    return complete(q, k)
