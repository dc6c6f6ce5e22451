"""Understands a turn without a chat model: by rules, in English and Spanish."""

import re
from dataclasses import replace

from ..models import Movie
from ..search.wishes import Wish
from .asking import Ask, Talk, Unmet
from .conversation import Conversation
from .hearing.bounds import Bounds, take_bounds
from .hearing.cast import take_people
from .hearing.films import Titles, film_called, shown, take_films
from .hearing.genres import take_genre
from .hearing.manners import take_greeting, take_tongues
from .hearing.said import WORD, Said, phrases
from .hearing.unwanted import take_unwanted

COMPARED = {"older": "year_to", "newer": "year_from", "shorter": "runtime_to", "longer": "runtime_from"}
SHORT = 12  # words that may lean on what was said before
# Words at the ends of what is left that say nothing about any film.
SMALL = frozenset(
    """
    fine preferably preferiblemente gimme tonight what's whats help ayudame ayuda i im i'm id i'd we me
    my to want wanna would like love see watch find looking look for need give show recommend suggest
    tell please pls can could should you do have got any some something anything a an the film films
    movie movies flick flicks one ones it is it's thats that's this that be make made but and or so then
    also with about of from just only more hey well ok okay yes no yeah maybe really very good nice mood
    feel feeling in on by set there are than what which who if let's lets us try how thing stuff instead
    rather prefer better now as too not quiero quisiera queremos ver busco buscamos buscando dame ponme
    recomiendame recomienda recomiendas sugiere sugiereme muestrame ensename me apetece gustaria gusta
    encanta gustan encantan un una uno unos unas algo alguna alguno algun algunas peli pelis pelicula
    peliculas film filme por favor porfa que de del y e o pero con sobre solo mas el la los las lo es
    esta estoy te tienes teneis tienen hay si no vale bueno pues hoy mejor tipo donde como cine tambien
    estilo puedes podrias necesito ganas tengo mi tu en se trate trata ahora entonces asi
    """.split()  # noqa: SIM905
)
# Of these, those that mean something before other words: "with dogs", "no violence", "more romantic".
MEANING = frozenset("with no not more mas con too in set en very good better mejor".split())  # noqa: SIM905
BEHIND = SMALL - {"good"} | frozenset(("again", "vez", "otra", "esta"))
PUNCTUATION = " \t.,;:!?¿¡-–\"'()…"


def by_rules(said: str, conversation: Conversation) -> Ask:
    """What a turn says, in whichever of the two languages; takes a few milliseconds, asks no model."""
    turn = Said(said)
    films = take_films(turn, conversation)
    wish = conversation.wish
    film = films.compared or _first(films.like) or (_liked(wish) if wish else None) or shown(conversation)
    cast = take_people(turn, conversation, _first(films.like) or films.compared)
    bounds = take_bounds(turn, _still(turn, film, films, conversation))
    others = not turn.is_long and turn.heard("others") is not None
    tongues = take_tongues(turn)
    afresh = not turn.is_long and turn.heard("afresh") is not None
    turn.heard("whatever")
    genre, refused = take_genre(turn) if not turn.is_long else ("", "")
    unwanted = _trimmed(take_unwanted(turn))
    manners = take_greeting(turn)
    says = Ask(
        request=_request(turn),
        like=tuple(films.like),
        unlike=tuple(films.unlike),
        sought=tuple(films.sought),
        seen=tuple(films.seen),
        people=(*films.by, *cast.people),
        without_people=(*films.not_by, *cast.without),
        year_from=bounds.year_from,
        year_to=bounds.year_to,
        runtime_from=bounds.runtime_from,
        runtime_to=bounds.runtime_to,
        genre=genre,
        without_genre=refused,
        unwanted=unwanted,
        anything=afresh,
        others=others or afresh or bool(films.seen),
        language=tongues.spoken,
        unmet=_unmet(bounds, tongues.of_film, tongues.other),
    )
    return _with_manners(turn, says, films, bounds, manners)


def _with_manners(turn: Said, says: Ask, films: Titles, bounds: Bounds, manners: str) -> Ask:
    """The same with what can only be said of all of it: whether it continues, or asks for nothing."""
    if says == Ask():
        any_film = bool(phrases("anything").search(turn.whole))
        if manners and not any_film:
            return Ask(talk=Talk(manners))
        return Ask(anything=any_film, continues=bounds.compares)
    return replace(says, continues=_continues(turn, says, films, bounds))


def _continues(turn: Said, says: Ask, films: Titles, bounds: Bounds) -> bool:
    if turn.is_long or says.anything:
        return False
    own = bool(says.request or says.like or says.sought or says.genre or says.people)
    if not own or films.refers or bounds.compares and not says.request and not says.like:
        return True
    if says.like or says.sought or films.by:
        return turn.begins("continues") and turn.whole.startswith(
            ("but", "and", "also", "y ", "pero", "tambien")
        )
    if len(turn.words) <= SHORT and turn.begins("continues"):
        return True
    if says.others and not says.request:
        return True
    compares = bool(phrases("comparative").search(turn.whole)) and len(turn.words) <= SHORT // 2
    return compares or not says.request and not turn.begins("surely_new")


def _request(turn: Said) -> str:
    """What no rule has taken, without the words around it that say nothing."""
    parts = (_trimmed(part) for part in re.split(r"\n+", turn.text))
    return _trimmed(" ".join(part for part in parts if part))


def _trimmed(text: str) -> str:
    words = text.strip(PUNCTUATION).split()
    while words and _small(words[-1]) in BEHIND:
        words.pop()
    while words and _small(words[0]) in SMALL and not (_small(words[0]) in MEANING and len(words) > 1):
        words.pop(0)
    left = " ".join(words).strip(PUNCTUATION)
    return left if WORD.search(left) else ""


def _small(word: str) -> str:
    return Said(word).folded.strip(PUNCTUATION)


def _unmet(bounds: Bounds, film_tongue: bool, other_tongue: bool) -> tuple[Unmet, ...]:
    said = {
        Unmet.LENGTH: bounds.unknown,
        Unmet.FILM_LANGUAGE: film_tongue,
        Unmet.SPOKEN_LANGUAGE: other_tongue,
    }
    return tuple(unmet for unmet, is_so in said.items() if is_so)


def _first(titles: list[str]) -> Movie | None:
    return film_called(titles[0]) if titles else None


def _liked(wish: Wish) -> Movie | None:
    return Movie.objects.filter(pk=wish.liked[-1]).first() if wish.liked else None


def _still(turn: Said, film: Movie | None, films: Titles, conversation: Conversation) -> Movie | None:
    """The film to compare with: of the wish, but where that has been done already, the one shown first."""
    wish = conversation.wish
    if film is None or films.compared or films.like or wish is None:
        return film
    done = any(
        getattr(wish.filters, bound, None) is not None and any(turn.find(compared))
        for compared, bound in COMPARED.items()
    )
    return shown(conversation) or film if done else film
