"""Films for the tests of what hangs together in the database."""

import pytest

from movie.models import Credit, Movie, Person, Title


@pytest.fixture
def heat(make_movie) -> Movie:
    """A film with two people, beside another film with one of them."""
    heat = make_movie("Heat", genre="Crime", keywords="bank, heist", tmdb_id=949, year=1995)
    other = make_movie("The Insider", genre="Drama", tmdb_id=9008)
    mann, pacino = Person.objects.create(name="Michael Mann"), Person.objects.create(name="Al Pacino")
    Credit.objects.create(movie=heat, person=mann, role=Credit.Role.DIRECTOR)
    Credit.objects.create(movie=heat, person=pacino, role=Credit.Role.ACTOR)
    Credit.objects.create(movie=other, person=pacino, role=Credit.Role.ACTOR)
    heat.titles.create(name="Fuego contra fuego", language="es", kind=Title.Kind.OFFICIAL)
    heat.translations.create(language="es", title="Fuego contra fuego", keywords="banco, golpe")
    return heat
