"""The page of the API shows all that the description has, in the visitor's language, and asks for it."""

import pytest

from movie.api.docs import kind

pytestmark = pytest.mark.django_db


def page(client, language: str = "en") -> str:
    return client.get("/api/docs", headers={"Accept-Language": language}).content.decode()


def test_page_has_every_operation_parameter_and_schema(client):
    described, shown = client.get("/api/openapi.json").json(), page(client)
    for path, methods in described["paths"].items():
        operation = methods["get"]
        assert f'<details id="{operation["operationId"]}">' in shown and path in shown
        for parameter in operation["parameters"]:
            assert f'id="{operation["operationId"]}-{parameter["name"]}"' in shown
    for name, schema in described["components"]["schemas"].items():
        assert f'<details id="{name}">' in shown
        assert all(f">{field}</code>" in shown for field in schema["properties"])


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Try it out"), ("es", "Solo lectura"), ("es-mx", "Probar"), ("pt", "Experimentar")],
)
def test_page_speaks_the_visitors_language(client, language, told):
    shown = page(client, language)
    assert told in shown
    assert f'<html lang="{language[:2]}' in shown


def test_workshops_queries_are_told_in_the_visitors_language(client):
    english, spanish = page(client), page(client, "es")
    assert "Year and popularity of a film." in english and "Cuántas películas" not in english
    assert "Año y popularidad de una película." in spanish and "How many films" not in spanish


@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_prose_of_the_description_stays_english(client, language):
    english, told = (_prose(client, code) for code in ("en", language))
    assert len(told) > 40 and english & told <= {"OK"}


def _prose(client, language: str) -> set[str]:
    """What people read of the description in a language."""
    parts = [client.get("/api/openapi.json", headers={"Accept-Language": language}).json()]
    found = set()
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            found |= {part["description"]} if isinstance(part.get("description"), str) else set()
            parts += part.values()
        elif isinstance(part, list):
            parts += part
    return found - {""}


def test_signs_of_markdown_become_markup_and_nothing_else_does(client):
    shown = page(client)
    assert "<strong>Languages</strong>" in shown and '<code translate="no">error.choices</code>' in shown
    assert "**" not in shown and "{&quot;error&quot;" in shown


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"operation": "complete_title", "q": "toto", "k": ""}, "/api/titles?q=toto"),
        ({"operation": "get_actor", "nombre": "Ana/Bo ñ?"}, "/api/get_actor/Ana%2FBo%20%C3%B1%3F"),
        ({"operation": "get_movie", "movie_id": "7", "more": "1"}, "/api/movies/7?more=1"),
        ({"operation": "get_movie", "movie_id": "//evil.example"}, "/api/movies/%2F%2Fevil.example"),
    ],
)
def test_form_leads_to_what_it_asks_for(client, sent, asked):
    response = client.get("/api/docs", sent)
    assert (response.status_code, response["Location"]) == (302, asked)


def test_operation_that_there_is_not_is_a_404_of_the_apis_shape(client):
    response = client.get("/api/docs", {"operation": "nothing"})
    assert (response.status_code, response.json()["error"]["status"]) == (404, 404)


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "array", "items": {"$ref": "#/components/schemas/Film"}}, "Film[]"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "(string | null)[]"),
        ({}, "object"),
    ],
)
def test_type_is_written_in_one_line(schema, told):
    assert kind(schema) == told
