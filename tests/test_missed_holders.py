"""Sentences whose holder is named by other means than a verb of saying, and look-alikes that the writer tells."""

from __future__ import annotations

import pytest

from claiming import claims_of, speakers_of
from stance.records import AUTHOR

POLL = "A poll by Norstat asked 900 people about the port."


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The canal was, as Nora Falk likes to repeat, dug by convicts.", "Nora Falk"),
        ("As Nora Falk noted, the ferries sail empty.", "Nora Falk"),
        ("As the Danish ambassador remembers it, his government had supplied the maps.", "the Danish ambassador"),
        ("As far as Nora Falk can tell, the owners paid least and obtained least.", "Nora Falk"),
        ("To hear the minister, this is a passing cold.", "the minister"),
        ("RIGA - Haste is the mother of every leak, according to Falk, who gave us a rule against it.", "Falk"),
        ("The bridge, as the engineer built it, had two lanes.", AUTHOR),
        ("As Oslo considered the offer, prices fell.", AUTHOR),
        ("The port is closed, as the figures show, on Sundays.", AUTHOR),
        ("As far as trade is concerned, the year was lost.", AUTHOR),
    ],
)
def test_a_clause_with_as_says_whose_the_rest_is(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Falk's fear is of a strike that nobody wants.", "Falk"),
        ("It is Oslo's hope that the port will pay for itself.", "Oslo"),
        ("It is the contention of the union that nobody was asked.", "the union"),
        ("The prevailing wisdom in Oslo is that the port will fail.", "Oslo"),
        ("The reason given in Oslo is that ships need depth.", "Oslo"),
        ("The minister's word for it is theft.", "The minister"),
        ("That is the working assumption in Oslo.", "Oslo"),
        ("Oslo's position was and is that the shelling fell outside the text.", "Oslo"),
        ("The conclusion that Falk draws in a newsletter is that ships are slow.", "Falk"),
        ("The problem in Oslo is that ships are slow.", AUTHOR),
        ("The reason for the strike is that pay is low.", AUTHOR),
        ("The question in Oslo is whether the port pays.", AUTHOR),
        ("It is my hope that the meeting will serve as a start.", AUTHOR),
        ("It is a clear indication that Oslo is behind it.", AUTHOR),
        ("One reason Oslo seems slow is that it has no port.", AUTHOR),
        ("Falk's statement was released on Monday.", AUTHOR),
    ],
)
def test_a_view_as_a_noun_is_its_holders(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (f"{POLL} Most of those polled would like to be rid of it.", "Most of those"),
        (f"{POLL} One in seven put the port first.", "One in seven"),
        (f"{POLL} Twenty-six percent would vote for it.", "Twenty-six percent"),
        (f"{POLL} A majority of the islanders would have kept the ferry.", "A majority of the islanders"),
        (f"{POLL} Three quarters of Danes would like to have a bridge.", "Three quarters of Danes"),
        (f"{POLL} Six in ten of the French want a bridge.", "Six in ten of the French"),
        (f"{POLL} Two thirds of the drills show that the port is lost.", AUTHOR),
        (f"{POLL} Six in ten Danes live in a town.", AUTHOR),
        ("The law is old. A majority of the islanders would have kept the ferry.", AUTHOR),
        ("The law is old. Two thirds of the voters stayed at home.", AUTHOR),
    ],
)
def test_those_who_were_asked_hold_what_they_answer(text, holder):
    assert speakers_of(text) == [AUTHOR, holder]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The Council of Coffee and Cocoa put the crop at 150,000 tonnes.", "The Council of Coffee and Cocoa"),
        ("The agency estimates the cost at forty million.", "The agency"),
        ("The agency puts the cost at six.", "The agency"),
        ("The agency puts the cost at risk.", AUTHOR),
        ("The agency put the ship at the old quay of berth six.", AUTHOR),
        ("The organization lists 1,300 as dead.", "The organization"),
        ("In their ruling the judges cite an inventory of crates.", "the judges"),
        ("The manifesto promises a bridge without a toll.", "The manifesto"),
        ('The foreign ministry called talk of an alliance "fantasy".', "The foreign ministry"),
        ("Some officials do not conceal their hopes for a bridge.", "Some officials"),
        ("The bank put its branch at the disposal of the town.", AUTHOR),
        ("The council put the mayor on the list.", AUTHOR),
        ("The treaty lists ten ports.", AUTHOR),
        ("The report runs to forty pages.", AUTHOR),
    ],
)
def test_who_puts_a_figure_and_a_text_tell_what_they_tell(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The agency estimates the cost at forty million.", "the cost at forty million"),
        ("The manifesto promises a bridge without a toll.", "a bridge without a toll"),
        ('The foreign ministry called talk of an alliance "fantasy".', 'talk of an alliance "fantasy"'),
        (f"{POLL} One in seven put the port first.", "the port first"),
    ],
)
def test_what_they_tell_begins_behind_the_verb(text, content):
    claim = claims_of(text)[-1]
    assert text[claim.content_start : claim.content_end] == content
