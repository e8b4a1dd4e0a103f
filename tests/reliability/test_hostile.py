"""A little of what `make reliability` does at length: hostile input, and that the counting itself can fail."""

from __future__ import annotations

import random
import threading
import time

import pytest
import seeds
from harness import HangError, RefusedError, Target, bounded, run
from hostile import mutated, mutated_package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import MAKERS, check_claims, check_layout, target

from packages import zipped
from stance.layout import lay_out
from stance.pipeline import extract_claims
from stance.records import Document

SLOW = {"command line", "claims", "reader .html", "answer of a server", "shards to carry on"}
AWKWARD = st.sampled_from(
    [
        *("\0", "\ufeff", "\r\n", "\u2028", "\u202e", "\u200b", "\u00ad", "e\u0301", "\ud800", "👩\u200d👧", "ﬁ", "“"),
        *("’", '"', "…"),
    ]
)
WORDS = st.sampled_from(
    ["China ", "Russia ", "said ", "Mr. ", "that ", "she ", "are allies", ". ", ", ", "\n", "\n\n", "- "]
)
TEXTS = st.lists(AWKWARD | WORDS | st.text(max_size=3), max_size=60).map("".join)


@pytest.mark.parametrize(
    "name", [name for name in MAKERS if not name.endswith("API")]
)  # their loops need their own process
def test_hostile_input_is_read_or_refused_with_a_line(name):
    tally = run(target(name), 30 if name in SLOW else 120, seed=1, seconds=3)
    assert tally.failures == []
    assert tally.tried == tally.read + tally.refused > 0


@settings(max_examples=100)
@given(TEXTS)
def test_blocks_and_sentences_lie_in_any_text(text):
    check_layout(text, lay_out(text))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_claims_of_any_text_are_the_words_at_their_place(text):
    check_claims(text, extract_claims(Document(id="x", text=text)))


def test_the_same_seed_gives_the_same_inputs_and_another_seed_others():
    first, again, other = (
        [mutated(seeds.PLAIN, chance) for _ in range(20)]
        for chance in (random.Random(1), random.Random(1), random.Random(2))
    )
    assert first == again != other
    package = zipped([("a.xml", b"<a/>"), ("b.xml", b"<b/>")])
    assert mutated_package([package], random.Random(3)) == mutated_package([package], random.Random(3))


def test_what_fails_hangs_or_is_refused_without_a_word_is_counted():
    def take(data: bytes) -> None:
        match data[:1]:
            case b"r":
                raise RefusedError("no")
            case b"w":
                raise RefusedError(" ")
            case b"f":
                raise KeyError(data)

    tally = run(Target("x", (b"ok", b"r", b"w", b"f"), take), 4, seed=0)
    assert (tally.tried, tally.read, tally.refused, tally.failed) == (4, 1, 2, 2)
    assert [one["input"] for one in tally.failures] == ["w", "f"]
    with pytest.raises(HangError), bounded(0.05):
        threading.Event().wait()


def test_one_who_sleeps_is_stopped():
    begin = time.monotonic()
    with pytest.raises(HangError), bounded(0.05):
        time.sleep(600)
    assert time.monotonic() - begin < 500
