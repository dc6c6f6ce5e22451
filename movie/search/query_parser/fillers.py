"""Trims from a request the words at its ends that say nothing about any film."""

from ...text import WORD, fold

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
    esta estoy te tienes teneis tienen hay si no vale bueno pues hoy buena buenas mejor tipo donde como
    cine tambien estilo puedes podrias necesito ganas tengo mi tu en se trate trata ahora entonces asi
    whatever did had i've ive you've youve tengas tengais tenga cualquiera sometime else here w was were
    ever cual cuales para others otras otros genre genero basically ideally idealmente basicamente
    another other
    """.split()  # noqa: SIM905
)
# Of these, those that mean something before other words: "with dogs", "no violence", "more romantic".
MEANING = frozenset("with no not more mas con too in set en very good better mejor".split())  # noqa: SIM905
BEHIND = SMALL - {"good"} | frozenset(("again", "vez", "otra", "esta"))
PUNCTUATION = " \t.,;:!?¿¡-–\"'()…"


def trimmed(text: str) -> str:
    """The text without such words around it; empty where nothing else is left."""
    words = text.strip(PUNCTUATION).split()
    while words and _small(words[-1]) in BEHIND:
        words.pop()
    while words and _small(words[0]) in SMALL and not (_small(words[0]) in MEANING and len(words) > 1):
        words.pop(0)
    left = " ".join(words).strip(PUNCTUATION)
    return left if WORD.search(left) else ""


def _small(word: str) -> str:
    return fold(word).strip(PUNCTUATION)
