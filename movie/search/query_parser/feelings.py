"""Reads how a film should leave whoever asks, where a request tells of nothing else."""

from ...text import stopwords
from ...text.emotions import feelings_and_rest
from ...text.feelings import WISH, wished_emotions
from ...text.folding import fold
from .fillers import SMALL

# Whoever says what they need may say why: "bad day at work, need a laugh".
MOST_REASONS = 2  # words
# What a film does to whoever it leaves with an emotion.
LEAVES = frozenset(
    "make makes making leave leaves haga hagan hace hacen deje dejen deja dejan ponga pone".split()  # noqa: SIM905
)
MEANINGLESS = SMALL | LEAVES | stopwords.EITHER


def emotions_alone(text: str) -> tuple[tuple[str, ...], str]:
    """The emotions that a text asks for, and what of it is still to be told; none where it tells a story.

    "Something sad" asks for sadness, "a sad robot" for a robot.
    """
    named, rest = feelings_and_rest(text)
    emotions = tuple(name for name in wished_emotions(text) if name in named)
    beside = [word for word in rest if word not in MEANINGLESS]
    if not emotions or not beside:
        return emotions, "" if emotions else text
    wished = len(beside) <= MOST_REASONS and WISH.search(fold(text))
    return (emotions, text) if wished else ((), text)
