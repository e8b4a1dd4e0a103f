"""Records: rows and back, the order of the columns, and the scale of a question."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.records import (
    AUTHOR,
    CLAIM_FIELDS,
    Attitude,
    Claim,
    Document,
    Form,
    Mood,
    Question,
    ScoredClaim,
    claim_from_row,
    claim_row,
    scored_columns,
    scored_from_row,
    scored_row,
)

QUESTION = Question(
    id="bond", text="Is there a bond?", labels=("exists", "possible", "unlikely", "none"), none_label="none"
)

CLAIM_COLUMNS = [
    *("document", "start", "end", "text", "content_start", "content_end", "speaker", "speaker_start", "speaker_end"),
    *("form", "evidence", "cue_start", "cue_end", "attribution", "speaker_confidence", "attitude", "mood"),
]

offsets = st.integers(min_value=0, max_value=10**6)
words = st.text(max_size=40)


@st.composite
def claims(draw):
    """Any claim, with a document that holds it at its offsets."""
    before, text, after = draw(words), draw(st.text(min_size=1, max_size=40)), draw(words)
    start, end = len(before), len(before) + len(text)
    content = sorted(draw(st.lists(st.integers(start, end), min_size=2, max_size=2)))
    claim = Claim(
        document=draw(st.text(min_size=1, max_size=10)),
        start=start,
        end=end,
        text=text,
        content_start=content[0],
        content_end=content[1],
        speaker=draw(st.none() | st.just(AUTHOR) | words),
        speaker_start=draw(st.none() | offsets),
        speaker_end=draw(st.none() | offsets),
        form=draw(st.sampled_from(Form)),
        evidence=draw(words),
        cue_start=draw(st.none() | offsets),
        cue_end=draw(st.none() | offsets),
        attribution=draw(st.none() | offsets),
        attitude=draw(st.sampled_from(Attitude)),
        mood=draw(st.sampled_from(Mood)),
    )
    return Document(id=claim.document, text=before + text + after), claim


@given(claims())
def test_a_claim_comes_back_from_its_row_the_same(pair):
    document, claim = pair
    again = claim_from_row(claim_row(claim))
    assert again == claim
    assert document.text[again.start : again.end] == again.text


@given(claims())
def test_a_row_holds_plain_values_that_any_format_can_write(pair):
    assert {type(value) for value in claim_row(pair[1]).values()} <= {str, int, type(None)}


def test_the_columns_of_a_claim_stand_in_the_order_that_is_promised():
    assert list(CLAIM_FIELDS) == CLAIM_COLUMNS
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    assert list(claim_row(claim)) == CLAIM_COLUMNS


def test_the_columns_of_a_score_follow_the_claim_then_a_probability_a_label_in_the_questions_order():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    scored = ScoredClaim(claim=claim, stance="possible", probabilities=(0.1, 0.6, 0.2, 0.1))
    row = scored_row(scored, QUESTION)
    assert tuple(row) == scored_columns(QUESTION)
    assert list(row)[len(CLAIM_COLUMNS) :] == [
        *("stance", "p_exists", "p_possible", "p_unlikely", "p_none"),
        *("prediction_set", "certain", "novelty"),
    ]
    assert row["p_possible"] == 0.6
    assert row["prediction_set"] is row["certain"] is row["novelty"] is None


def test_a_prediction_set_becomes_a_list_and_the_score_comes_back_from_its_row():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    scored = ScoredClaim(
        claim=claim,
        stance="exists",
        probabilities=(0.5, 0.4, 0.1, 0.0),
        prediction_set=("exists", "possible"),
        certain=False,
        novelty=0.25,
    )
    row = scored_row(scored, QUESTION)
    assert (row["prediction_set"], row["certain"], row["novelty"]) == (["exists", "possible"], False, 0.25)
    assert scored_from_row(row, QUESTION) == scored
    bare = replace(scored, prediction_set=None, certain=None, novelty=None)
    assert scored_from_row(scored_row(bare, QUESTION), QUESTION) == bare


def test_probabilities_that_are_not_one_a_label_are_refused():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    with pytest.raises(ValueError, match="shorter"):
        scored_row(ScoredClaim(claim=claim, stance="exists", probabilities=(1.0,)), QUESTION)


def test_columns_that_are_no_fields_of_a_claim_are_passed_over():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    assert claim_from_row(claim_row(claim) | {"stance": "exists", "note": "later"}) == claim


@pytest.mark.parametrize("name", [name for name in CLAIM_COLUMNS if name != "speaker_confidence"])
def test_a_row_without_one_of_the_fields_is_a_key_error_that_names_it(name):
    row = claim_row(Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1))
    del row[name]
    with pytest.raises(KeyError, match=name):
        claim_from_row(row)


@pytest.mark.parametrize("name", ["form", "attitude", "mood"])
def test_a_value_that_its_kind_does_not_have_is_a_value_error(name):
    row = claim_row(Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1))
    with pytest.raises(ValueError, match="sideways"):
        claim_from_row(row | {name: "sideways"})


def test_the_scale_leaves_out_the_label_that_takes_no_side():
    assert QUESTION.scale == ("exists", "possible", "unlikely")
    assert Question(id="q", text="?", labels=("for", "against")).scale == ("for", "against")


def test_records_cannot_be_changed_and_hold_no_field_by_accident():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1)
    with pytest.raises(FrozenInstanceError):
        claim.text = "b"
    assert not hasattr(claim, "__dict__")
    assert {f.name for f in fields(Claim)} == set(CLAIM_COLUMNS)
    assert len({claim, claim}) == 1


def test_a_row_from_before_speakers_had_a_confidence_is_read():
    claim = Claim(document="d", start=0, end=1, text="a", content_start=0, content_end=1, speaker_confidence=0.9)
    row = claim_row(claim)
    assert claim_from_row(row) == claim
    del row["speaker_confidence"]
    assert claim_from_row(row).speaker_confidence is None
