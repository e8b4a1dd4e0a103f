"""Names that look like a thing's or a title and are a person's, and the other way round."""

from __future__ import annotations

import pytest

from claiming import speakers_of
from stance.attribution.people import collect_people
from stance.layout import lay_out
from stance.records import Document


def people_of(text, **metadata):
    return collect_people(Document(id="d", text=text, **metadata), lay_out(text))


@pytest.mark.parametrize(
    ("name", "known_as"),
    [
        ("Dr. King", "King"),
        ("Mr. Pope", "Pope"),
        ("Mr. Major", "Major"),
        ("Justice Judge", "Judge"),
        ("Senator Bishop", "Bishop"),
        ("Lord King", "King"),
        ("General Lord", "Lord"),
        ("Premier Li", "Li"),
        ("General Grant", "Grant"),
        ("Mr. President Falk", "Falk"),
    ],
)
def test_a_title_is_a_surname_behind_another(name, known_as):
    assert speakers_of(f"{name} argued that the quay was rotten. He added that it would fall.") == [known_as] * 2


def test_a_surname_that_is_a_title_is_the_title_behind_an_article_or_before_a_name():
    text = "Dr. King warned that the dam leaks. {} replied that it holds."
    assert speakers_of(text.format("King")) == ["King", "King"]
    assert speakers_of(text.format("King Harald")) == ["King", "Harald"]
    assert speakers_of(text.format("The King")) == ["King", "The King"]
    assert speakers_of("Julie Bishop left. Bishop said that the dam leaks.")[1] == "Julie Bishop"


@pytest.mark.parametrize(
    "text",
    [
        "Mr. President, the quay is rotten.",
        "Mr. Justice, the quay is rotten.",
        "The General Agreement held.",
        "General Motors closed a plant. Major Powers watched.",
    ],
)
def test_two_titles_and_a_title_before_a_thing_name_nobody(text):
    assert people_of(text).people == set()


@pytest.mark.parametrize("name", ["General Services", "General Motors"])
def test_a_body_whose_name_begins_like_a_title_keeps_it(name):
    assert speakers_of(f"{name} said that the plant was full.") == [name]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("We saw Odo Banks. Banks said that it rained.", {"Odo Banks"}),
        ("We saw Odo Banks. Later the clerk met Banks in Riga.", {"Odo Banks"}),
        ("We saw Odo Banks. Nobody liked Mr. Banks.", {"Odo Banks"}),
        ("Taavi Wells has often argued for a bridge.", {"Taavi Wells"}),
        ('"It leaks," said Taavi Wells.', {"Taavi Wells"}),
        ("According to Taavi Wells it leaks.", {"Taavi Wells"}),
        ("Taavi Wells, of Oslo, left.", {"Taavi Wells"}),
        ("Taavi Wells, 45, left.", {"Taavi Wells"}),
        ("We took Taavi Wells's boat.", {"Taavi Wells"}),
        ("The Odo Price lecture was full. Price claimed that it leaks.", {"Odo Price"}),
        ("We took Harbour Wells in a day. The Wells were dry.", set()),
        ("The Harbour Evidence said that it leaks.", set()),
        ("The Oslo Grain and Fodder Price warned that it leaks.", set()),
        ("Danish Trawlers said that it leaks.", set()),
    ],
)
def test_a_common_noun_is_the_surname_of_who_says_something_or_is_called_by_it(text, people):
    assert people_of(text).people == people


def test_a_name_of_headings_is_somebodys_who_is_called_by_its_last_word_below():
    assert people_of("Odo Larkspur Again\n\nThe yard closed.").people == set()
    assert people_of("Odo Larkspur\n\nThe yard closed. Larkspur said that it was time.").people == {"Odo Larkspur"}


def test_a_name_of_the_title_and_of_the_byline_is_known_in_the_text():
    text = "The yard is old. Price said that it was time."
    assert speakers_of(text, title="What Odo Price wants")[-1] == "Odo Price"
    assert people_of("The yard is old.", authors="Odo Price").people == {"Odo Price"}
    assert people_of("The yard is old.", title="The Velvet Agreement").people == set()
