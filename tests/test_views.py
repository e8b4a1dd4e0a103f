"""A main clause without a reporting word is its subject's view, or what the writer tells of them."""

import pytest

from claiming import claims_of, speakers_of
from stance.attribution.clause_holders import Holding, clauses_of
from stance.attribution.extract import extract_candidates
from stance.attribution.view_features import Context, features_of
from stance.layout import lay_out
from stance.lexicon.text import noun_class, nouns_of, verb_class
from stance.parser import load_parser, parse
from stance.records import AUTHOR

FRET = "Riga would rather not fret about the old toll of 1998. She says that it leaks."
PLEASED = 'Both Riga and the captains were not pleased with the toll. "It leaks."'
VIEW = "The captains of six ships have taken a dim view of the deals and want to see that the road is closed."


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


def told_of(text):
    """What tells of each clause of a paragraph whether it is a view, the first words of which name its holder."""
    (passage,) = parse(lay_out(text), load_parser())
    context = Context(passage.doc, extract_candidates(passage.doc))
    return {clause.source.text: set(features_of(clause, context)) for clause in clauses_of(passage.doc)}


@pytest.mark.parametrize(
    ("text", "holder", "features"),
    [
        # The verb and what it takes.
        (FRET, "Riga", "verb: fret; class: emotion; verb of feeling; negated; tense: MD; aux: would; adverb: rather"),
        (FRET, "Riga", "has prep; prep: about; verb: fret about; prep class: about possession"),
        (VIEW, "captains", "has dobj; object: view; object of view; object with dim; object with a; aux: have"),
        (PLEASED, "Riga", "has acomp; adjective: pleased; attitude; adjective with prep; verb: be; negated"),
        (FRET, "She", "has ccomp; that; communication ccomp; verb of speech"),
        # The holder, and where they stand.
        ("Latvia wants ships.", "Latvia", "name: place; subject state; name: place, emotion; short"),
        ("The Kremlin wants ships.", "Kremlin", "name: seat; subject state; name: seat, tense: VBZ"),
        ("Marta Falk wants ships.", "Falk", "name: full; subject person"),
        ("The IMF wants ships.", "IMF", "name: abbreviation"),
        (FRET, "Riga", "holding: subject; name: word; subject person; subject NNP; before the verb by 4; before MD"),
        (VIEW, "captains", "subject noun: captain; subject with of; subject has det; determined: the; after DT"),
        (VIEW, "captains", "subject opens; before IN; before the verb by 5"),
        (PLEASED, "Riga", "after DT; before VBD; before the verb by 1; determined: both; subject has conj"),
        # The sentence and those around it.
        (FRET, "Riga", "middling; number; first of its paragraph; before a pronoun; mark: would"),
        (FRET, "Riga", "before a report of a pronoun or the same"),
        (FRET, "She", "short; after a report; last of its paragraph"),
        (PLEASED, "Riga", "before a quotation"),
    ],
)
def test_what_tells_whether_a_clause_is_a_view(text, holder, features):
    assert set(features.split("; ")) - told_of(text)[holder] == set()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("What Riga wants from the seller is a longer quay.", "a longer quay"),
        ("The captains are certain in their hearts that the quay is short.", "that the quay is short"),
        ("Tokyo prefers a ceasefire to a victory.", "a ceasefire to a victory"),
    ],
)
def test_a_view_is_what_its_verb_tells_or_the_clause_it_hands_over(text, content):
    (claim,) = claims_of(text)
    assert text[claim.content_start : claim.content_end] == content


def test_what_stands_before_a_verb_is_no_complement_unless_it_is_an_object():
    assert "has prep" not in told_of("In Riga the captains want ships.")["captains"]


@pytest.mark.parametrize(
    ("words", "length"), [(5, "short"), (6, "middling"), (24, "middling"), (25, "long")]
)  # with the holder, the verb, what it takes and the mark
def test_a_sentence_is_short_below_ten_words_and_long_above_twenty_eight(words, length):
    lengths = told_of(f"Riga wants {'old ' * words}ships.")["Riga"] & {"short", "middling", "long"}
    assert lengths == {length}


def test_words_have_the_class_of_their_most_frequent_sense():
    assert (verb_class("want"), verb_class("run"), noun_class("envoy")) == ("emotion", "motion", "person")
    assert (noun_class("zzyzx"), verb_class("zzyzx")) == ("unknown", "unknown")
    assert {"carpenter", "negotiator"} <= nouns_of("person")
    assert not {"plato", "stockholm"} & nouns_of("person")
