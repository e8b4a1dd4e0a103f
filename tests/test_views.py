"""A main clause without a reporting word is its subject's view, or what the writer tells of them."""

import pytest

from claiming import speakers_of
from stance.attribution.clause_holders import Holding, clauses_of
from stance.layout import lay_out
from stance.lexicon.text import noun_class, nouns_of, verb_class
from stance.parser import load_parser, parse
from stance.records import AUTHOR


def clause_holders(text):
    layout = lay_out(text)
    clauses = [c for passage in parse(layout, load_parser()) for c in clauses_of(passage.doc)]
    return [(clause.source.text, clause.holding) for clause in clauses]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Delhi resents the new pipeline and everything that flows through it.", "Delhi"),
        ("The engineers despair of the tunnel.", "The engineers"),
        ("The shipowners are delighted with the toll.", "The shipowners"),
        ("Tokyo prefers a ceasefire to a victory.", "Tokyo"),
        ("Marta Oyelaran takes a dim view of the barter deals.", "Marta Oyelaran"),
        ("Farid Osman, who has read both drafts, has come to regard the first as a joke.", "Farid Osman"),
        ("Lima and Quito were exasperated.", "Lima and Quito"),
        ("What Delhi wants from the seller is patience.", "Delhi"),
        ("What Marta Oyelaran would like to see is a longer quay.", "Marta Oyelaran"),
        ("What worries the pilots is the fog.", "the pilots"),
        ("What irks Delhi about the guests is their thrift.", "Delhi"),
        ("The farmers angrily count the days.", "The farmers"),
    ],
)
def test_a_view_without_a_reporting_word_is_its_subjects(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    "text",
    [
        "Delhi opened a second terminal in April.",
        "The engineers poured the last of the concrete in March.",
        "The farmers slowly count the days.",
        "The shipowners have paid the toll since 2021.",
        "Marta Oyelaran taught chemistry in Kano for thirty years.",
        "What Delhi has built is a bridge.",
        "What struck the hull was a crate of tiles.",
    ],
)
def test_what_somebody_does_is_the_writers_to_tell(text):
    assert speakers_of(text) == [AUTHOR]


def test_a_noun_alone_tells_no_view():
    assert speakers_of("The Riga love for a second lock.") == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "holder", "holding"),
    [
        ("Ilves's fear is of another winter.", "Ilves", Holding.NOUN),
        ("The road fills the farmers with foreboding.", "farmers", Holding.OBJECT),
        ("In the opinion of the harbour master, the quay is too short.", "master", Holding.PHRASE),
        ("The quay, as the captains know, is too short.", "captains", Holding.AS),
        ("The minister was charmed by the gift.", "minister", Holding.SUBJECT),
        ("Ilves's trump card is a letter of 1994.", "Ilves", Holding.NOUN),
        ("The explanation given by the captains is simple.", "captains", Holding.NOUN),
        ("The lesson that Ilves draws is a dull one.", "Ilves", Holding.NOUN),
        ("The promise found no favour with the farmers.", "farmers", Holding.OBJECT),
        ("Those who stayed were relieved.", "Those", Holding.SUBJECT),
        ("What Ilves wants from the bank is patience.", "Ilves", Holding.CLEFT),
        ("What worries the captains is the fog.", "captains", Holding.OBJECT),
        ("It was Riga that took offence at the toll.", "Riga", Holding.CLEFT),
        ("It was a mistake that the captains resent.", "captains", Holding.CLEFT),
    ],
)
def test_who_may_hold_a_clause_is_named_in_several_ways(text, holder, holding):
    assert (holder, holding) in clause_holders(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Marta Oyelaran, who herds goats, frets about the jumps.", "Oyelaran"),
        ("The islanders, who are few, dream of an airport.", "islanders"),
        ("The captain's critics murmur that he is late.", "critics"),
        ("Delhi resents the toll.", "Delhi"),
    ],
)
def test_a_verb_that_the_parser_took_for_a_noun_has_its_subject_all_the_same(text, holder):
    assert (holder, Holding.SUBJECT) in clause_holders(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Riga wants to be left in peace.", "Riga"),
        ("Marta Oyelaran is certain that nobody will pay.", "Marta Oyelaran"),
        ("The editors have taken a liking to the new minister.", "The editors"),
    ],
)
def test_a_view_is_its_holders_though_its_rule_gives_no_sentence_away(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    "text",
    [
        "It was cold, and there was nobody about.",
        "The captains, cargo and all.",  # no word that may be a verb
        "The captain, hope and all.",  # a verb would agree with him
        "It was the toll that took the captains by surprise.",
    ],
)
def test_a_thing_in_its_place_holds_nothing(text):
    assert clause_holders(text) == []


def test_words_have_the_class_of_their_most_frequent_sense():
    assert (verb_class("want"), verb_class("run"), noun_class("envoy")) == ("emotion", "motion", "person")
    assert (noun_class("zzyzx"), verb_class("zzyzx")) == ("unknown", "unknown")
    assert {"carpenter", "negotiator"} <= nouns_of("person")
    assert not {"plato", "stockholm"} & nouns_of("person")
