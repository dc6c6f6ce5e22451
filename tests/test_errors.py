"""The tree of errors is the one that its docstring draws, and each error speaks to operator and visitor."""

import ast
import inspect
import pickle
import re
import threading
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.functional import Promise

from movie import errors

CLASSES = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__ == errors.__name__
]
SEVERAL = {
    errors.OtherModelEmbedded: ("new-model", ["old-model", "older-model"]),
    errors.UnknownTitle: ("Alein", ["Alien", "Aliens"]),
    errors.AmbiguousTitle: ("Dune", ["Dune (1984)", "Dune (2021)"]),
    errors.NothingEmbedded: (),
}


def drawn_tree():
    """Pairs of class and parent, as the docstring draws them."""
    above, pairs = [], []
    for line in errors.__doc__.splitlines():
        if found := re.match(r"((?:[│ ]   )*(?:[├└]── )?)([A-Z]\w+)(?: {2,}|$)", line):
            depth = len(found[1]) // 4
            pairs.append((found[2], above[depth - 1] if depth else None))
            above[depth:] = [found[2]]
    return pairs


def test_drawn_tree_is_the_tree_of_the_classes():
    real = [(kind.__name__, kind.__bases__[0].__name__) for kind in CLASSES if kind is not errors.MovieError]
    drawn = drawn_tree()
    assert ("MovieError", None) in drawn
    assert sorted(drawn[1:]) == sorted(real)


@pytest.mark.parametrize("kind", CLASSES)
def test_visitor_is_told_a_sentence_that_waits_for_his_language(kind):
    assert isinstance(kind.for_visitor, Promise)
    assert re.search(r"[.!]$", str(kind.for_visitor))


@pytest.mark.parametrize(("kind", "given"), SEVERAL.items())
def test_error_names_everything_it_was_given(kind, given):
    said = str(kind(*given))
    for part in given:
        assert all(word in said for word in ([part] if isinstance(part, str) else part))
    assert said[0].isupper()


def test_title_that_nothing_is_close_to_suggests_nothing():
    assert "Did you mean" in str(errors.UnknownTitle("Alein", ["Alien"]))
    assert "Did you mean" not in str(errors.UnknownTitle("Alein", []))


@pytest.mark.parametrize("kind", [errors.NothingEmbedded, errors.OtherModelEmbedded])
def test_search_that_cannot_work_names_the_command_that_helps(kind):
    cure = "python manage.py movie_embeddings"
    assert cure in str(kind(*SEVERAL[kind]))
    assert cure in str(kind.for_visitor)


def test_limit_of_the_service_carries_its_seconds_or_none():
    assert errors.QuotaExceeded("Slow down.", 3.5).retry_after == 3.5
    assert errors.QuotaExceeded("No credit.").retry_after is None


def test_bad_numbers_are_a_value_error_too():
    assert issubclass(errors.VectorError, ValueError)
    assert pickle.loads(pickle.dumps(errors.VectorError("Bad."))).args == ("Bad.",)


def test_error_of_a_thread_is_told_in_the_language_of_whoever_looks():
    raised = []

    def fail():
        raised.append(errors.QuotaExceeded(errors._("Did you mean: {names}?"), names="a"))
        raised.append(errors.EngineNotBuilt("pgvector", 53030))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [str(error)[:12] for error in raised] == ["Did you mean", "The engine “"]
    with translation.override("es"):
        assert str(raised[0]) == "¿Querías decir a?"
        assert "El motor «pgvector»" in str(raised[1]) and "53,030" not in str(raised[1])


@pytest.mark.parametrize(
    "room", ["providers", "embedders", "embedding", "billing", "errors.py", "vectors.py"]
)
def test_nothing_is_refused_in_english_alone(room):
    path = Path(errors.__file__).parent / room
    names = {kind.__name__ for kind in CLASSES}
    for file in [path] if path.is_file() else sorted(path.glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        raised = [call for call in calls if getattr(call.func, "id", "") in names and call.args]
        plain = [call.args[0] for call in raised if isinstance(call.args[0], ast.Constant | ast.JoinedStr)]
        assert [ast.unparse(sentence) for sentence in plain] == [], file.name
