"""Claims that say the same: which are found, how they are told, and that none stands on both sides of a fold."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_data import labelled_claims
from stance.commands.console import log_labels
from stance.folds import make_folds
from stance.labels import LabelSet
from stance.near_duplicates import (
    MOST_NAMED,
    NearDuplicates,
    describe_near_duplicates,
    find_near_duplicates,
    shared_shingles,
)
from stance.records import LabelledClaim

NINE = "the two capitals will never sign a joint pact"


def row(text, label="yes", group="g", **where):
    return LabelledClaim(text=text, label=label, group=group, **where)


def near(first, second):
    """Whether the two texts have a mark in common."""
    marks = shared_shingles([first, second])
    return not marks[0].isdisjoint(marks[1])


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("one two three four five six seven eight", "and ONE two, three four five six seven eight too", True),
        ("one two three four five six seven nine", "and one two three four five six seven eight too", False),
        (NINE, NINE.replace("never", "soon"), True),  # one word changed
        (NINE, NINE.replace("never ", ""), True),  # one word less
        (NINE, NINE.replace("never", "soon").replace("joint", "new"), False),
        ("they are allies now", "They are allies, now!", True),  # four words, all of them
        ("they are allies now", "they are rivals now", False),
        ("not so fast", "not so fast", False),  # too short to be known by
        ("", "", False),
    ],
)
def test_near_duplicates_share_eight_words_in_order(first, second, found):
    assert near(first, second) is found


@given(st.lists(st.sampled_from([f"w{i}" for i in range(40)]), min_size=9, max_size=30), st.data())
def test_a_text_with_one_word_changed_stays_a_near_duplicate(words, data):
    place = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:place], "other", *words[place + 1 :]]
    assert near(" ".join(words), " ".join(changed))


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=9).map(" ".join), max_size=12))
def test_a_mark_is_never_a_texts_own(texts):
    marks = shared_shingles(texts)
    for number, of_text in enumerate(marks):
        others = frozenset().union(*(marks[i] for i in range(len(texts)) if i != number))
        assert of_text <= others


def test_conflicts_duplicates_and_near_duplicates_are_told_apart():
    rows = [
        row("They are allies in all but name.", "yes", "a"),
        row("they are allies, in all but name", "no", "b"),  # conflict with 0
        row("The harbour froze early this year.", "none", "a"),
        row("The harbour froze early this year.", "none", "c"),  # duplicate of 2
        row("The harbour froze early this year.", "none", "a"),
        row(NINE, "no", "a"),
        row(f"Some say {NINE} at all", "no", "b"),  # near 5
        row(f"Some say {NINE} again", "no", "a"),  # near 6, in its own group to 5
        row("Nothing like the others.", "none", "d"),
    ]
    assert find_near_duplicates(rows) == NearDuplicates(
        conflicts=((0, 1),), duplicates=((2, 3, 4),), near=((5, 6), (6, 7))
    )
    assert find_near_duplicates(rows).counts() == {"conflicts": 1, "duplicates": 1, "near": 2}


def test_what_one_source_repeats_is_its_own_affair():
    rows = [row(NINE, group="a"), row(NINE, group="a"), row(f"{NINE} then", group="a")]
    assert find_near_duplicates(rows) == NearDuplicates(conflicts=(), duplicates=(), near=())


def test_the_earliest_of_another_group_is_found_behind_the_rows_of_ones_own():
    rows = [row(f"{NINE} {i}", group=group) for i, group in enumerate("aaabbca")]
    assert find_near_duplicates(rows).near == ((0, 3), (0, 4), (0, 5), (3, 6))


def test_cases_are_told_by_table_row_document_position_and_label():
    rows = [
        row("They are allies.", "yes", "a", document="a", start=3, end=19, table="mine", row=12),
        row("They are allies.", "no", "t:4", table="t", row=4),
        row(NINE, "no", "g1"),
        row(f"{NINE}!", "no", "g2", document="b"),
    ]
    assert describe_near_duplicates(rows, find_near_duplicates(rows)) == [
        "same words, other labels: mine row 12 (a 3-19): yes, t row 4: no",
        "same words in two sources: g1: no, g2 (b): no",
    ]


def test_whoever_trains_is_told(caplog):
    rows = (row("They are allies.", "yes", "a"), row("They are allies.", "no", "b"))
    with caplog.at_level("INFO"):
        log_labels(LabelSet(claims=rows, waiting={}, tied=()))
    assert caplog.messages == ["using 2 labels", "same words, other labels: a: yes, b: no"]


def test_of_many_cases_and_of_many_rows_the_rest_is_counted():
    many = [row("They are allies.", label, f"g{i}") for i, label in enumerate(["yes", "no"] * 8)]
    (line,) = describe_near_duplicates(many, find_near_duplicates(many))
    assert line.endswith(f" and {16 - MOST_NAMED} more")
    cases = [row(f"Word {i // 2} is out there", "none", f"g{i}") for i in range(2 * (MOST_NAMED + 3))]
    lines = describe_near_duplicates(cases, find_near_duplicates(cases))
    assert len(lines) == MOST_NAMED + 1
    assert lines[-1] == "same words in two sources: ... and 3 more"


def test_no_near_duplicate_stands_on_both_sides_of_a_fold():
    copies = [row(NINE, "no", "h0"), row(NINE.replace("never", "soon"), "no", "h1"), row("so it goes then", "no", "h2")]
    rows = [*copies, *labelled_claims(6), row("So it goes, then.", "no", "h3")]
    for fold in make_folds(rows):
        marks = shared_shingles([one.text for one in rows])
        tested = frozenset().union(*(marks[i] for i in fold.test))
        assert all(marks[i].isdisjoint(tested) for i in fold.train)
        assert set(fold.train) | set(fold.test) | set(fold.dropped) == set(range(len(rows)))
    assert {i for fold in make_folds(rows) for i in fold.dropped} & {2, len(rows) - 1}


def test_ten_times_the_rows_take_about_ten_times_as_long():
    def seconds(size):
        # Many near each other, so that comparing them by pairs would show.
        rows = [row(f"{NINE} and item {i % 7} of list {i}", "no", f"g{i % 50}") for i in range(size)]
        gc.disable()  # a collection over all that other tests have left would take longer than what is timed
        start = time.process_time()
        find_near_duplicates(rows)
        taken = time.process_time() - start
        gc.enable()
        return taken

    seconds(100)
    small, large = (min(seconds(size) for _ in range(3)) for size in (500, 5000))
    assert large < 40 * small + 0.1
