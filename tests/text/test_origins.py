"""What countries and languages are called, by people and by files."""

import pytest

from movie.text.origins import country, described, forms, language, origin_in, spoken_in


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "US"),
        ("United States of America", "US"),
        ("EE. UU.", "US"),
        ("Estados Unidos", "US"),
        ("gb", "GB"),
        ("Reino Unido", "GB"),
        ("Royaume-Uni", "GB"),
        ("Deutschland", "DE"),
        ("Korea, Republic of", "KR"),
        ("Czechoslovakia", "XC"),
        ("Unión Soviética", "SU"),
        ("Hong Kong", "HK"),
        ("Ruritania", ""),
        ("", ""),
    ],
)
def test_country_is_known_by_its_names_and_letters(name, code):
    assert country(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("English", "en"),
        ("inglés", "en"),
        ("eng", "en"),
        ("Englisch", "en"),
        ("ger", "de"),
        ("cn", "yue"),
        ("Mandarin", "zh"),
        ("nb", "no"),
        ("Quenya", ""),
        ("", ""),
    ],
)
def test_language_is_known_by_its_names_and_codes(name, code):
    assert language(name) == code


@pytest.mark.parametrize("origin", sorted(set(described().values())))
@pytest.mark.parametrize("code", ["en", "es", "pt"])
def test_every_origin_has_a_name_in_each_language_of_the_pages(origin, code):
    assert origin_in(code, origin) not in ("", origin)


def test_adjectives_are_known_of_men_and_women_and_of_several():
    assert set(forms("danes")) == {"danes", "danesa", "daneses", "danesas"}
    assert {described()[word] for word in ("coreano", "coreana", "coreanos", "coreanas")} == {"KR"}


def test_official_languages_of_a_country_are_spoken_there():
    assert {"nl", "fr"} <= spoken_in("BE")
    assert "yue" in spoken_in("HK")
    assert not spoken_in("US")
