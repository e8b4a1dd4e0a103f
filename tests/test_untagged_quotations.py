"""What is quoted without a tag or without marks of its own: below a colon, or behind a report, with look-alikes."""

from __future__ import annotations

import pytest

from claiming import claims_of, speakers_of
from stance.records import AUTHOR

BELOW = "The locks rust.\n\nRain came in June."


@pytest.mark.parametrize(
    "lead",
    [
        "Anna Falk told the council the following:",
        "Anna Falk told the council on Monday:",
        "Anna Falk wrote these words last year:",
        "Anna Falk rose again and said:",
        "Anna Falk sent the harbour board a letter, saying:",
    ],
)
def test_one_paragraph_without_marks_below_a_verb_of_saying_and_a_colon_is_the_speakers(lead):
    claims = claims_of(f"{lead}\n\n{BELOW}")
    assert [claim.speaker for claim in claims] == ["Anna Falk", "Anna Falk", AUTHOR]
    assert claims[1].speaker_confidence < 0.7


@pytest.mark.parametrize(
    "lead",
    [
        "Anna Falk said that the canal is safe, but the ledger tells another tale:",
        "Engineers say that there is much to mistrust in what Anna Falk wrote on the canal:",
        "Anna Falk, who wrote about the canal in May, has overlooked one thing:",
        "The mayor declared success too early:",
        "Anna Falk announced a canal, and the canal has a flaw:",
        "The mayor told the truth this time:",
        "Anna Falk told the story of the canal:",
        "Anna Falk wrote about the canal:",
        "Anna Falk told the council for a reason:",
        "Anna Falk did not tell the council:",
        "Anna Falk could tell the council:",
        "When Anna Falk told the council:",
        "Anna Falk said in a note that few have read:",
        "Anna Falk came home, adding to the trouble:",
        "The ledger came out in May, saying:",
        "The canal has two kinds of locks:",
        "Nobody told the council:",
        "They told the council:",
        "I told the council:",
    ],
)
def test_what_stands_below_another_colon_is_the_writers(lead):
    assert speakers_of(f"{lead}\n\n{BELOW}")[-2:] == [AUTHOR, AUTHOR]


@pytest.mark.parametrize(
    "below",
    [
        "# Locks\n\nThe locks rust.",
        "Falk is right on this. The locks rust.",
        'Mud is "the curse of every canal" here.',
    ],
)
def test_a_heading_the_speakers_name_or_marks_below_a_colon_show_that_nothing_is_quoted_without_marks(below):
    assert speakers_of(f"Anna Falk told the council:\n\n{below}")[-1] == AUTHOR


def test_what_somebody_else_is_reported_to_say_below_a_colon_stays_theirs():
    text = "Anna Falk told the council:\n\nThe locks rust. Bo Kim says that rust is cheap.\n\nRain came in June."
    assert speakers_of(text) == ["Anna Falk", "Anna Falk", "Bo Kim", AUTHOR]


@pytest.mark.parametrize(
    "text",
    [
        'The mayor said that the levy was fair. This is "the great fib of our age," and few will swallow it.',
        'The mayor claims that tolls rose. In truth the "rise" is "a bedtime story for the gullible".',
        'Falk said the canal is done. Lind\'s "let every barge go free" is done too.',
        'Falk said that tolls rose. The slogan "a fair toll for all" hides a tax.',
        'The mayor said tolls rose. They "sank by a half in June alone," as the toll figures show.',
    ],
)
def test_a_quotation_with_which_the_writer_answers_a_report_is_the_writers(text):
    assert speakers_of(text)[-1] == AUTHOR


@pytest.mark.parametrize(
    ("lead", "holder"),
    [
        ("In Anna Falk's summary:", "Anna Falk"),
        ("By Anna Falk's account:", "Anna Falk"),
        ("In Norway:", AUTHOR),
        ("In Oslo, a banner:", AUTHOR),
        ("To the Norwegians:", AUTHOR),
    ],
)
def test_a_place_or_a_hearer_before_a_colon_says_nothing(lead, holder):
    assert speakers_of(f'{lead} "We will dig this canal by hand."') == [holder]
