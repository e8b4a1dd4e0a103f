"""The gate: whole words, capitals aside, hard wraps; nothing that bears on the question is lost at it."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.gate import missing_sides
from stance.labels import read_rows
from stance.question import read_question
from stance.records import Question

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
    assert missing_sides(text, NORTH_SOUTH) == missing


def test_without_sides_every_text_is_on_topic():
    assert missing_sides("", Question(id="q", text="?", labels=("yes", "no"))) == ()


@given(st.text(), st.sampled_from(["China", "Xi Jinping", "PRC"]), st.text(), st.sampled_from(["Moscow", "Putin"]))
def test_wherever_the_names_stand_between_spaces_they_are_seen(before, one, between, other):
    assert missing_sides(f"{before} {one} {between} {other} ", CHINA_RUSSIA) == ()


@pytest.mark.parametrize(
    "text", ["a Sino-Russian pact", "Beijing\nand the\nKremlin", "Xi and Putin", "CHINESE AND RUSSIANS"]
)
def test_kin_of_the_names_are_in_the_question_file(text):
    assert missing_sides(text, CHINA_RUSSIA) == ()


def test_no_digest_that_bears_on_the_question_is_lost_at_the_gate():
    _, rows = read_rows(ROOT / "data/labeled/digests.csv")
    bearing = defaultdict(int)
    for row in rows:
        bearing[row["document"]] += row["label"] != CHINA_RUSSIA.none_label
    assert len(bearing) > 90
    lost = {
        name: missing
        for name, count in bearing.items()
        if count and (missing := missing_sides((ROOT / f"data/raw/{name}.txt").read_text("utf-8"), CHINA_RUSSIA))
    }
    assert lost == {}
