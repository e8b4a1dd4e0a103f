"""The gate: whole words, capitals aside, hard wraps; nothing that bears on the question is lost at it."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.labels import read_rows
from stance.question import read_question
from stance.records import Question
from stance.relevance import missing_entities

ROOT = Path(__file__).parents[1]
CHINA_RUSSIA = read_question(ROOT / "data/labeled/question.toml")
NORTH_SOUTH = Question(
    id="q",
    text="?",
    labels=("yes", "no"),
    sides=(("Northland", "North Landers", "N.L."), ("Southmark", "Südmark")),
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Northland courts Southmark.", ()),
        ("NORTHLAND COURTS SOUTHMARK.", ()),
        ("northland courts southmark", ()),
        ("Northland's port and Southmark’s rails", ()),
        ("the Northland-Southmark axis", ()),
        ("the “Northland” question; (Southmark)", ()),
        ("the N.L. envoy went to Südmark", ()),
        ("SÜDMARK and the N.L.", ()),
        ("Northland stands alone.", ("Southmark",)),
        ("Southmark stands alone.", ("Northland",)),
        ("Elsewhere.", ("Northland", "Southmark")),
        ("", ("Northland", "Southmark")),
        ("Northlander ways in Southmarkish towns", ("Northland", "Southmark")),
        ("Greatnorthland and _Southmark_", ("Northland", "Southmark")),
        ("North\nLanders and Southmark", ()),
        ("North  \r\n   Landers and Southmark", ()),
        ("North\u00a0Landers and Southmark", ()),
        ("NL met Southmark", ("Northland",)),
    ],
)
def test_a_side_is_named_by_whole_words_capitals_and_wraps_aside(text, missing):
    assert missing_entities(text, NORTH_SOUTH) == missing


def test_without_sides_every_text_is_on_topic():
    assert missing_entities("", Question(id="q", text="?", labels=("yes", "no"))) == ()


@given(st.text(), st.sampled_from(["China", "Xi Jinping", "PRC"]), st.text(), st.sampled_from(["Moscow", "Putin"]))
def test_wherever_the_names_stand_between_spaces_they_are_seen(before, one, between, other):
    assert missing_entities(f"{before} {one} {between} {other} ", CHINA_RUSSIA) == ()


@pytest.mark.parametrize(
    "text", ["a Sino-Russian pact", "Beijing\nand the\nKremlin", "Xi and Putin", "CHINESE AND RUSSIANS"]
)
def test_kin_of_the_names_are_in_the_question_file(text):
    assert missing_entities(text, CHINA_RUSSIA) == ()


@pytest.mark.parametrize("table", ["digests", "originals", "field"])
def test_no_labelled_span_with_a_stance_lies_in_a_document_that_is_gated_out(table):
    _, rows = read_rows(ROOT / f"data/labeled/{table}.csv")
    bearing = Counter(row["document"] for row in rows if row["label"] != CHINA_RUSSIA.none_label)
    folder = ROOT / "data/raw" / ("" if table == "digests" else table)
    at_hand = [name for name in bearing if (folder / f"{name}.txt").is_file()]
    if not at_hand:
        pytest.skip(f"the texts of {table} are not at hand (make texts)")
    assert len(at_hand) == len(bearing)
    lost = {
        f"{name}: {bearing[name]} spans": missing
        for name in at_hand
        if (missing := missing_entities((folder / f"{name}.txt").read_bytes().decode(), CHINA_RUSSIA))
    }
    assert lost == {}
