"""Extraction and scores of our own texts are as they were kept (`make snapshot` says what moved, and keeps it)."""

import pytest

from snapshot import SETS, kept_lines, lines_of, moved


@pytest.mark.parametrize("name", SETS)
def test_claims_and_scores_are_as_kept(name):
    assert moved(kept_lines(name), list(lines_of(name))) == []


def test_a_moved_claim_is_named_before_and_after():
    before = ["a\t0-9\tf00d\tAnn Lee\tnone\t0.900", "a\t9-20\tbeef\tAnn Lee\texists\t0.800"]
    assert moved(before, before) == []
    assert moved(before, [before[0], "a\t9-20\tcafe\tBo Kim\texists\t0.800"]) == [
        "- a\t9-20\tbeef\tAnn Lee\texists\t0.800",
        "+ a\t9-20\tcafe\tBo Kim\texists\t0.800",
    ]


@pytest.mark.parametrize(
    ("now", "seen"),
    [("exists\t0.790", False), ("exists\t0.700", True), ("none\t0.800", True)],
    ids=["rounding", "another probability", "another stance"],
)
def test_a_score_is_named_when_it_moves_by_more_than_rounding(now, seen):
    assert bool(moved(["a\t0-9\tf00d\tAnn Lee\texists\t0.800"], [f"a\t0-9\tf00d\tAnn Lee\t{now}"])) is seen
