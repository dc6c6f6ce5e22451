"""What people type in a chat is read as they mean it, and names are left alone."""

import pytest

from movie.assistant.nlu.slips import as_meant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("whats it about", "what's it about"),
        ("Whos in it", "Who's in it"),
        ("i dont like that, ive seen it", "i don't like that, i've seen it"),
        ("who plays in the 1st one", "who plays in the number 1 one"),
        ("quien actua en la 2da?", "quien actua en la number 2?"),
        ("horor movie", "horror movie"),
        ("una de teror", "una de terror"),
        ("muy larga", "demasiado larga"),
        ("uy, es muy vieja", "demasiado vieja"),
        ("cuál es la más cortita", "cuál es la más corta"),
        ("algo un poquito más larguito", "algo un poco más largo"),
        ("q no sea d terror", "que no sea de terror"),
        ("una pelicla nueva", "una pelicula nueva"),
        ("chauuu, adioooos", "chau, adios"),
        ("soooo gooood", "so good"),
        ("wich is the shortset", "which is the shortest"),
    ],
)
def test_slips_and_shortcuts_are_put_right(said, meant):
    assert as_meant(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "Akira",
        "the shows of a clown",
        "una historia muy larga de amor",
        "una señorita bonita",
        "a serious man",
        "Horor",
        "what she wants",
        "Rocky III",
    ],
)
def test_what_is_no_slip_stays_as_it_is(said):
    assert as_meant(said) == said
