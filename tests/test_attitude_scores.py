"""What the writer rejects the writer does not hold; whatever else stays as it is."""

from dataclasses import replace

import numpy as np
import pytest

from claiming import claims_of
from model_data import QUESTION, claim
from stance.model.scoring import apply_attitude
from stance.records import Attitude, Form

ROW = (0.7, 0.1, 0.15, 0.05)
SAID = replace(claim("The pact, so the myth goes, will hold."), attitude=Attitude.REJECTED, form=Form.OWN)


def turned(*claims, question=QUESTION):
    return apply_attitude(claims, np.array([ROW] * len(claims)), question).round(6).tolist()


def test_the_top_of_the_scale_goes_to_its_other_end():
    assert QUESTION.labels[3] == QUESTION.none_label
    assert turned(SAID) == [[0.0, 0.1, 0.85, 0.05]]


@pytest.mark.parametrize(
    "other",
    [
        {"attitude": Attitude.PLAIN},
        {"attitude": Attitude.DOUBTED},
        {"attitude": Attitude.ENDORSED},
        {"form": Form.INDIRECT},
    ],
    ids=["plain", "doubted", "endorsed", "somebody else's"],
)
def test_other_claims_stay_as_they_are(other):
    assert turned(replace(SAID, **other), SAID)[0] == list(ROW)


FRAME = "Those who say that the pact will hold are mistaken."


def test_the_frame_of_a_sentence_turns_it_for_whoever_holds_the_whole():
    assert turned(claim(FRAME)) == [[0.0, 0.1, 0.85, 0.05]]
    assert turned(replace(claim(FRAME), speaker="Ada", form=Form.INDIRECT)) == [[0.0, 0.1, 0.85, 0.05]]


def test_it_does_not_turn_what_those_in_the_frame_say():
    start, end = FRAME.index("the pact"), FRAME.index(" are mistaken")
    inner = replace(claim(FRAME), speaker="Those", form=Form.INDIRECT, content_start=start, content_end=end)
    assert turned(inner) == [list(ROW)]


def test_a_scale_of_two_is_turned_as_well():
    two = replace(QUESTION, labels=("yes", "no", "none"), none_label="none")
    assert apply_attitude([SAID], np.array([[0.7, 0.2, 0.1]]), two).round(6).tolist() == [[0.0, 0.9, 0.1]]


def test_without_a_scale_there_is_nothing_to_turn():
    alone = replace(QUESTION, labels=("yes", "none"), none_label="none")
    rows = np.array([[0.9, 0.1]])
    assert apply_attitude([SAID], rows, alone) is rows


def test_the_pipeline_finds_what_is_rejected():
    text = "China and Russia have met. It is a myth that China and Russia are allies."
    found = claims_of(text)
    assert [(one.form, one.attitude) for one in found] == [("own", "plain"), ("own", "rejected")]
