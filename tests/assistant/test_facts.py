"""Answers to questions say what is stored, or that it is not, and what may be referred to from then on."""

from datetime import date

import pytest
from django.utils import translation

from movie.assistant.facts import told
from movie.assistant.nlu.question_kinds import FIGURES, Ask
from movie.assistant.nlu.questions import Question
from movie.models import Mood, Movie, Person


@pytest.fixture
def alien(catalogue):
    """A film of which everything is stored."""
    movie = catalogue["Alien"]
    movie.runtime, movie.vote_average, movie.vote_count = 117, 7.94, 4564
    movie.release_date, movie.description = (
        date(1979, 5, 25),
        "A crew wakes. Something hunts them. " + "X. " * 200,
    )
    movie.original_language, movie.countries = "en", "GB, US"
    movie.studios = "Brandywine, 20th Century Fox"
    movie.budget, movie.revenue = 11_000_000, 104_931_801
    movie.save()
    return movie


@pytest.fixture
def talk(after):
    """A talk that has shown three films."""
    return after("Alien", "Up", "Big")


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        (Ask.DIRECTOR, "[[{}]] was directed by Ridley Scott."),
        (Ask.CAST, "In [[{}]] you see Sigourney Weaver."),
        (Ask.LENGTH, "[[{}]] lasts 117 minutes (1\xa0h\xa057\xa0min)."),
        (Ask.DATE, "[[{}]] came out on May 25, 1979."),
        (Ask.RATING, "[[{}]] is rated 7.9 out of 10."),
        (Ask.VOTES, "4564 people have voted on [[{}]]."),
        (Ask.GENRE, "[[{}]]: Horror, Science Fiction."),
        (Ask.LANGUAGE, "The original language of [[{0}]]: English."),
        (Ask.COUNTRY, "Where [[{0}]] is from: United Kingdom and United States."),
        (Ask.STUDIO, "[[{0}]] was made by Brandywine and 20th Century Fox."),
        (Ask.MONEY, "[[{0}]] cost US$ 11,000,000. [[{0}]] took US$ 104,931,801."),
        (Ask.HERE, "Yes, “[[{}]]” is here."),
    ],
)
def test_stored_fact_is_said_of_its_film(alien, talk, asks, said):
    answer = told(Question(asks, alien.pk), talk)
    assert answer.text == said.format(alien.pk)
    assert (answer.focus, answer.films) == (alien.pk, [])  # it stands there already


def test_plot_is_told_in_whole_sentences_and_not_for_ever(alien, talk):
    text = told(Question(Ask.PLOT, alien.pk), talk).text
    assert text.startswith(f"[[{alien.pk}]]: A crew wakes. Something hunts them.")
    assert len(text) < 450 and text.endswith(".")


@pytest.mark.parametrize("asks", sorted(set(Ask) - set(FIGURES) - {Ask.COUNT, Ask.HERE, Ask.TITLE}))
def test_fact_that_is_not_stored_is_not_made_up(make_movie, talk, asks):
    movie = make_movie("Bare", description="")
    assert "I don't know" in told(Question(asks, movie.pk), talk).text


def test_year_stands_in_for_a_day_that_is_not_stored(catalogue, talk):
    assert told(Question(Ask.DATE, catalogue["Up"].pk), talk).text.endswith("is from 2009.")


def test_film_that_was_not_shown_is_shown_with_its_answer(catalogue, talk):
    titanic = catalogue["Titanic"].pk
    answer = told(Question(Ask.CAST, titanic), talk)
    assert answer.films == [titanic]
    assert answer.about[-1] == "Leonardo DiCaprio"  # who "him" is


def test_answer_comes_in_the_language_of_the_talk(alien, talk):
    with translation.override("es"):
        assert told(Question(Ask.DIRECTOR, alien.pk), talk).text == f"[[{alien.pk}]] la dirigió Ridley Scott."
        assert "7,9" in told(Question(Ask.RATING, alien.pk), talk).text


@pytest.mark.parametrize(
    ("title", "asks", "begins"),
    [
        ("Alien", Ask.VIOLENT, "Yes"),
        ("Alien", Ask.SCARY, "Yes"),
        ("Alien", Ask.CHILDREN, "No"),
        ("Big", Ask.FUNNY, "Yes"),
        ("Her", Ask.VIOLENT, "I don't know"),
        ("Her", Ask.CHILDREN, "I don't know"),
        ("Her", Ask.SAD, "I don't know"),
        ("E.T. the Extra-Terrestrial", Ask.CHILDREN, "Yes"),
        ("E.T. the Extra-Terrestrial", Ask.VIOLENT, "No"),
    ],
)
def test_genres_judge_as_far_as_they_tell(catalogue, talk, title, asks, begins):
    assert told(Question(asks, catalogue[title].pk), talk).text.startswith(begins)


@pytest.mark.parametrize(("emotions", "begins"), [("grief, love", "Yes"), ("joy, wonder", "No")])
def test_moods_say_whether_a_film_is_sad(catalogue, talk, emotions, begins):
    Mood.objects.create(movie=catalogue["Her"], emotions=emotions)
    assert told(Question(Ask.SAD, catalogue["Her"].pk), talk).text.startswith(begins)


@pytest.mark.parametrize(
    ("asks", "title"),
    [
        (Ask.SHORTEST, "Up"),
        (Ask.LONGEST, "Alien"),
        (Ask.NEWEST, "Up"),
        (Ask.OLDEST, "Alien"),
        (Ask.BEST, "Big"),
    ],
)
def test_best_of_those_shown_is_found_by_its_figure(catalogue, talk, asks, title):
    for name, runtime, average in (("Alien", 117, 7.0), ("Up", 96, 7.5), ("Big", 104, 8.0)):
        Movie.objects.filter(title=name).update(runtime=runtime, vote_average=average)
    answer = told(Question(asks), talk)
    assert answer.focus == catalogue[title].pk and f"[[{answer.focus}]]" in answer.text


def test_films_without_the_figure_are_not_compared(catalogue, talk):
    assert "I don't know" in told(Question(Ask.SHORTEST), talk).text
    Movie.objects.filter(title="Big").update(runtime=104)
    assert told(Question(Ask.SHORTEST), talk).focus == catalogue["Big"].pk


def test_somebodys_films_are_counted_and_shown(catalogue, talk):
    answer = told(Question(Ask.COUNT, person=Person.objects.get(name="Christopher Nolan").pk), talk)
    assert answer.text == "2 films with Christopher Nolan are here."
    assert answer.films == [catalogue["Interstellar"].pk, catalogue["Inception"].pk]
    assert answer.about == ["Christopher Nolan"]


def test_all_films_are_counted(catalogue, talk):
    assert str(len(catalogue)) in told(Question(Ask.COUNT), talk).text


def test_title_that_is_not_here_is_said_not_to_be(talk):
    answer = told(Question(Ask.DIRECTOR, unknown="Shrek"), talk)
    assert answer.text == "“Shrek” is not in this catalogue." and answer.films == []
