"""Marks that a text's way through other hands has spoilt, in the view; the sentences are our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.layout import lay_out
from stance.layout.damaged_marks import mend_marks

POSSESSIVES = [
    ('The miners "wages have doubled.', "The miners' wages have doubled."),
    ('She read the council "s plan twice.', "She read the council's  plan twice."),
    ('The miners "(low) wages have doubled.', "The miners' (low) wages have doubled."),
    ('The unions "GDP figure was wrong.', "The unions' GDP figure was wrong."),
    # What follows a possessive stands on the wrong side of its words.
    ('The miners "leaders call it a" fair "price.', 'The miners\' leaders call it a "fair" price.'),
    # What stands before it is right.
    ('A "fair" price for the miners "coal is high.', 'A "fair" price for the miners\' coal is high.'),
]


@pytest.mark.parametrize(("written", "read"), POSSESSIVES)
def test_possessives_whose_apostrophe_became_a_mark(written: str, read: str) -> None:
    assert mend_marks(written, [(0, len(written))]) == read


@pytest.mark.parametrize(
    "text",
    [
        'The miners "fair wage" is a dream.',  # as many marks open as close
        'The mayor says "no tram will come.',
        'The dam is described as "a wall of mud.',
        'The miners asked "who will pay?\n\nAnd who will dig? "',
        'The miners wrote to the papers "we are tired.\n\n"We are hungry.',
    ],
)
def test_marks_that_may_open_a_quotation_stay(text: str) -> None:
    paragraphs = [(0, len(text.partition("\n\n")[0]))]
    if "\n\n" in text:
        paragraphs.append((text.index("\n\n") + 2, len(text)))
    assert mend_marks(text, paragraphs) == text


def test_a_mark_closes_what_the_line_above_has_opened() -> None:
    text = '"Mud begets mud.\n\nRain begets rain, "he told us.\n\n"We must dig."'
    assert 'rain," he told us.' in lay_out(text).view


def test_marks_of_which_one_opens_and_another_closes_are_not_misread() -> None:
    text = "The miners “wages have doubled."
    assert 'miners "wages' in lay_out(text).view


@given(st.lists(st.sampled_from(['"', "miners", "s", " ", ",", "we", ".", "\n\n", "GDP"]), max_size=40))
def test_the_view_is_as_long_as_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert len(lay_out(text).view) == len(text)
