"""Forms of Spanish words lead to the words that the glossary lists, and through them into English."""

import pytest

from movie.text.forms import listed_forms
from movie.text.glossary import in_english, is_spanish, translations


@pytest.mark.parametrize(
    ("form", "listed"),
    [
        ("negras", "negro"),
        ("mujeres", "mujer"),
        ("actrices", "actriz"),
        ("pelean", "pelear"),
        ("niegan", "negar"),
        ("juegan", "jugar"),
        ("durmiendo", "dormir"),
        ("construyen", "construir"),
        ("persigue", "perseguir"),
        ("busquen", "buscar"),
        ("perdio", "perder"),
        ("contratandolos", "contratar"),
        ("callarlo", "callar"),
        ("barquitos", "barco"),
        ("lentamente", "lento"),
        ("negrisima", "negro"),
    ],
)
def test_form_leads_to_what_a_dictionary_lists(form, listed):
    assert listed in listed_forms(form)


@pytest.mark.parametrize("word", ["", "a", "el", "sol", "xyz", "ñ", "aaaaaaaaaaaa"])
def test_any_word_gives_few_forms_and_never_itself_alone(word):
    forms = list(listed_forms(word))
    assert len(forms) < 200
    assert all(forms)


@pytest.mark.parametrize(
    ("form", "english"),
    [("pelean", "fight"), ("niñas", "girl"), ("sueños", "dream"), ("creada", "create"), ("lanzas", "spear")],
)
def test_form_means_what_its_own_word_means(form, english):
    assert in_english(f"los {form} de la casa").split()[1] == english


def test_word_without_its_accents_means_the_same():
    assert translations("suenos", True) == translations("sueños", True) == ("dream",)


def test_english_word_in_a_spanish_text_is_left_as_it_is():
    assert "human friend" in in_english("Una película de los años ochenta: human friend, car")


@pytest.mark.parametrize("prompt", ["astronautas solos", "soldados heridos", "fantasmas vengativos"])
def test_request_of_forms_alone_is_read_as_spanish(prompt):
    assert is_spanish(prompt)


@pytest.mark.parametrize("prompt", ["lonely astronauts", "bases", "cars chases", "haunted hotels"])
def test_request_of_english_forms_alone_is_not(prompt):
    assert not is_spanish(prompt)


@pytest.mark.parametrize("word", ["comes", "tires", "tourists", "cases"])
def test_english_word_that_could_be_a_spanish_form_is_left_as_it_is(word):
    assert in_english(f"the {word} of the house") == f"the {word} of the house"
