"""Whatever is sent to the API, as its own description has it or not: no 500, and answers as described."""

from urllib.parse import quote

import pytest
import schemathesis
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from movie.models import Credit, Person

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Without a server in between, nobody unpacks what is compressed.
PLAIN = {"Accept-Encoding": "identity"}
# The same requests each time, so that a failure comes back until it is mended.
SETTINGS = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
FEW, MANY = settings(SETTINGS, max_examples=5), settings(SETTINGS, max_examples=20)


@pytest.fixture
def openapi(make_movie):
    """The API's own description, of a small catalogue that holds the films of its examples."""
    film = make_movie(
        "Toy Story", year=1995, vote_count=5415, vote_average=7.7, popularity=21.9, genre="Drama"
    )
    for n in range(6):
        make_movie(f"Film {n}", year=1990 + n, genre="Comedy", budget=10, revenue=n)
    for name, role in (("Tom Hanks", Credit.Role.ACTOR), ("John Lasseter", Credit.Role.DIRECTOR)):
        Credit.objects.create(movie=film, person=Person.objects.create(name=name), role=role)
    call_command("movie_embeddings", verbosity=0)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"])
def test_any_request_is_answered_as_described(openapi, mode, examples):
    operations = [found.ok() for found in openapi.get_all_operations()]
    assert len(operations) == 19

    for operation in operations:

        @given(case=operation.as_strategy(generation_mode=mode))
        @examples
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers=PLAIN)

        ask()


def test_examples_of_the_description_are_answered(openapi, client):
    described = client.get("/api/openapi.json").json()
    examples = 0
    for path, methods in described["paths"].items():
        for parameter in methods["get"].get("parameters", ()):
            if "example" in parameter:
                address = path.replace(f"{{{parameter['name']}}}", quote(parameter["example"]))
                assert client.get(address).status_code == 200, address
                examples += 1
    assert examples == 14
