"""Names freed of titles, full names over the document, groups as written, pronouns resolved or left open."""

from __future__ import annotations

import pytest

from stance.attribution.cast import gather
from stance.attribution.holders import Kind, kind_of
from stance.attribution.names import find_people, origin_of, strip_titles
from stance.attribution.phrases import noun_phrase
from stance.layout import lay_out
from stance.lexicon import country_of
from stance.records import AUTHOR, Document
from stance.speakers import resolve


def cast_of(text, **metadata):
    return gather(Document(id="d", text=text, **metadata), lay_out(text))


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("President Boris Ivanov", "Boris Ivanov", "president"),
        ("Russian Defence Minister Boris Ivanov", "Boris Ivanov", "minister"),
        ("Remembering Boris Ivanov", "Boris Ivanov", ""),
        ("Harvard University Boris Ivanov", "Boris Ivanov", ""),
        ("While Boris Ivanov", "Boris Ivanov", ""),
        ("NATO Boris Ivanov", "Boris Ivanov", ""),
        ("Boris Ivanov's", "Boris Ivanov", ""),
    ],
)
def test_titles_and_openers_are_no_part_of_a_name(written, name, title):
    assert strip_titles(written) == (name, title)


def test_people_are_told_from_bodies_and_places():
    text = "The Foreign Ministry told New York that Anna B. Petrova and Jan van Dijk met the Central Bank."
    assert [name for _, name, _ in find_people(text)] == ["Anna B. Petrova", "Jan van Dijk"]


def test_a_surname_means_its_last_bearer_before_it():
    text = "Anna Stone met us. Stone spoke. Then Boris Stone came. Stone left."
    cast = cast_of(text)
    assert cast.full_name("Stone", text.index("Stone spoke")) == "Anna Stone"
    assert cast.full_name("Stone", text.index("Stone left")) == "Boris Stone"


def test_the_byline_and_a_family_name_put_first_are_known():
    cast = cast_of("Xi spoke. Miller wrote. Later Xi Jinping left.", authors="John Miller")
    assert cast.full_name("Miller", 10) == "John Miller"
    assert cast.full_name("Xi", 0) == "Xi Jinping"


def test_a_pronoun_takes_the_last_person_of_its_gender_within_reach():
    text = "Mr. Boris Ivanov met Ms. Anna Stone."
    cast = cast_of(text)
    cast.notice(4, "Boris Ivanov")
    cast.notice(25, "Anna Stone")
    assert cast.person_before(60, "he") == "Boris Ivanov"
    assert cast.person_before(60, "she") == "Anna Stone"
    assert cast.person_before(9000, "he") is None


GROUP = (
    "some|DET|DT|ROOT|0|some in|ADP|IN|prep|0|in Moscow~|PROPN|NNP|pobj|1|Moscow ,|PUNCT|,|punct|0|, "
    "who|PRON|WP|nsubj|5|who spoke|VERB|VBD|relcl|0|speak"
)
PRONOUN = "I|PRON|PRP|nsubj|1|I think|VERB|VBP|ROOT|1|think"
NOBODY = "they|PRON|PRP|nsubj|1|they think|VERB|VBP|ROOT|1|think"


def test_a_group_is_kept_as_written_without_what_follows(make_doc):
    assert noun_phrase(make_doc(GROUP)[0]) == "some in Moscow"


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("reporters|NOUN|NNS|ROOT|0|reporter", Kind.PERSON),
        ("matters|NOUN|NNS|ROOT|0|matter", Kind.THING),
        ("States|PROPN|NNPS|ROOT|0|States", Kind.STATE),
        ("Beijing|PROPN|NNP|ROOT|0|Beijing", Kind.STATE),
        ("study|NOUN|NN|ROOT|0|study", Kind.DOCUMENT),
    ],
)
def test_the_kind_of_a_source(make_doc, noun, kind):
    assert kind_of(make_doc(noun)[0]) is kind


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Wang Ming", "chinese"),
        ("Sergei Shoygin", "russian"),
        ("Oleg Petrov", "russian"),
        ("Ann Petrov", "russian"),
        ("Ann Lee", None),
    ],
)
def test_a_name_may_tell_the_country(name, country):
    assert origin_of(name) == country


def test_first_person_is_whose_words_they_are(make_doc):
    doc = make_doc(PRONOUN)
    assert resolve(doc[0], 0, cast_of("x"), AUTHOR).name == AUTHOR
    assert resolve(doc[0], 0, cast_of("x"), "Anna Stone").name == "Anna Stone"


def test_an_open_pronoun_gives_its_reason(make_doc):
    speaker = resolve(make_doc(NOBODY)[0], 0, cast_of("x"), AUTHOR)
    assert speaker.name is None
    assert speaker.reason == 'pronoun "they" without a speaker before it that fits'


@pytest.mark.parametrize(
    ("speaker", "country"),
    [("Moscow", "Russia"), ("the Kremlin", "Russia"), ("Beijing", "China"), ("Anna Stone", None)],
)
def test_metonyms_stand_for_a_country(speaker, country):
    assert country_of(speaker) == country
