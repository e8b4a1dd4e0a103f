"""Sentence boundaries: what ends a sentence, what does not, and that no offset is ever wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.layout.sentences import MAX_SENTENCE, split_sentences

# A bar stands where a boundary is due; without a bar the text is one sentence.
CASES = [
    "Moscow waits.| Beijing does not.",
    "The U.S. and the U.K. object.| Neither acts.",
    "They met in the U.S.| The talks went on until 5 p.m.| Then they left.",
    "The U.S. Navy saw it, as did U.S.-based firms.",
    "The EU-U.S. Trade Council met.",
    "Gen. Li and Adm. Orlov met Mr. Brown at St. Paul.",
    "Retired Rear Adm. Pat Smith agreed with Prof. Wu.",
    "Orlov Jr. said no.| John Orlov Jr.| He had left.",
    "Acme Inc. sells pipes to Gas Corp.| The price fell.",
    "David J. Moore wrote it with A. B. Lee.",
    "It is plan B.| Nobody has a plan C.",
    "See No. 3 on the list, p. 12, Fig. 3b, and Vol. 2.",
    "The answer is no.| Nobody asked twice.",
    "State of the art.| That is all.",
    "It grew by 3.5 percent in Jan. 2020.| Then it fell.",
    "It grew in 2020.| 15 states took part.",
    "For the 26 time they met.| In the 21 century that is much.",
    "Oil, gas, etc., matter; so do grain, steel, etc.| All of it is sold.",
    "1. They share a border.",
    "Two aims matter: one is oil; the other is trade.",
    'He said "they are friends."| "We are not," she said.',
    '"Are they allies?" he asked.',
    '"Are they allies?" Maria Orlova asked.',
    '"Are they allies?"| Maria Orlova doubts it.',
    '"Never!" cried the general.| Nobody heard.',
    'It began in the 1950s. "| Nobody knew.',
    "They are close (very close).| Still, they quarrel.",
    "They are close.)| Still, they quarrel.",
    "Trade grew.12| Next year it fell.[3]| Then it rose.",
    "It grew to 3.12 Russian roubles.",
    "Trade grew.| … Finally, they signed.",
    "Trade grew.| …They then signed.",
    "Trade … grew, and … [has] gone on.",
    "The tie … Russia wants is weak.",
    "Trade grew…| The rest fell.",
    "In 2013, … China signed.",
    "Trade grew.| [T]he rest fell.",
    "Trade grew.| [they] also signed.",
    "The powers . . . that use force lose.",
    "They stir conflicts. . . .| No one gains.",
    "[Asked about trade:]| It grows.",
    "Why?!| Because they can!| So they do.",
    "It costs $5.| €6 would be fair.",
    "e.g. the gas deal, i.e. the big one, vs. the small one.",
    "They came from Washington, D.C.| They left for Paris.",
    "so no, they aren't allies.| why would they be?| mr. putin sells gas, oil, etc. and i buy none!| lol",
    "of gas. of oil, and of that sort of thing.| Nobody sells it.",
    'they said "we are." they meant it.',
]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    pieces = [piece.strip() for piece in marked.split("|")]
    text = " ".join(pieces)
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text))] == pieces


def test_only_the_span_is_split() -> None:
    text = "Above. One here. Two here. Below."
    assert [text[a:b] for a, b in split_sentences(text, 7, 26)] == ["One here.", "Two here."]


def test_a_blank_span_has_no_sentence() -> None:
    assert list(split_sentences("   ", 0, 3)) == []


@pytest.mark.parametrize("text", ["word " * 5_000, "x" * 20_000])
def test_what_is_too_long_is_cut(text: str) -> None:
    spans = list(split_sentences(text, 0, len(text)))
    assert max(end - start for start, end in spans) <= MAX_SENTENCE
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("aBc1 .!?…\"')]([:;,-U.S"), max_size=200), st.integers(0, 20))
def test_sentences_are_ordered_trimmed_and_lose_nothing(text: str, start: int) -> None:
    start = min(start, len(text))
    spans = list(split_sentences(text, start, len(text)))
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = "".join(text[a:b] for a, b in spans)
    assert covered.replace(" ", "") == text[start:].replace(" ", "")
