"""Quotations joined to their speakers: grammar's finds grow to whole quotations, the others get the nearest cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Token

from stance import lexicon
from stance.attribution import spans
from stance.attribution.match import Found, find_source
from stance.attribution.quotes import Quote, find_quotes
from stance.attribution.spans import TokenSpan

REACH: Final = 14
"""Tokens a cue may stand away from the quotation it introduces or closes: a speaker's apposition fits in."""

FRAGMENT: Final = 5
"""A quotation of fewer words than this, without a verb, is a word used with tongs unless a cue stands right at it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation as tokens of a Doc, marks included."""

    start: int
    end: int
    closed: bool
    fragment: bool


def quotations(doc: Doc) -> list[Quotation]:
    """The Doc's quotations in order."""
    starts = [token.idx for token in doc]
    return [_quotation(doc, starts, quote) for quote in find_quotes(doc.text)]


def _quotation(doc: Doc, starts: Sequence[int], quote: Quote) -> Quotation:
    first = max(0, bisect_right(starts, quote.start) - 1)
    last = max(first + 1, bisect_left(starts, quote.end))
    inside = doc[first:last]
    verbs = any(
        t.pos_ in {"VERB", "AUX"} and "Fin" in t.morph.get("VerbForm") or t.tag_ in {"VBZ", "VBP", "VBD", "MD"}
        for t in inside
    )
    count = sum(t.is_alpha for t in inside)
    return Quotation(first, last, quote.closed, count < FRAGMENT and not verbs or count < 3)


def join_quotes(doc: Doc, founds: Sequence[Found], marked: Sequence[Quotation]) -> list[Found]:
    """Grammar's finds, grown to the quotations they touch, and finds of the quotations they do not."""
    grown = [g for f in founds if (g := _grow(f, marked))]
    taken = {i for i, q in enumerate(marked) for f in grown if _covers(f, q) and not _inside(f.cue, q)}
    result = list(grown)
    last: int | None = None  # place in result of the previous quotation's attribution
    for i, quote in enumerate(marked):
        if i in taken:
            last = next(k for k, f in enumerate(result) if _covers(f, quote) and not _inside(f.cue, quote))
            continue
        if quote.fragment and not _ends_with_comma(doc, quote):
            continue
        cue = _nearest_cue(doc, quote, marked)
        if cue is not None:
            same = next((k for k, f in enumerate(result) if f.cue == cue.i), None)
            if same is not None:
                result[same] = _add(result[same], quote)
                last = same
                continue
            source = find_source(cue)
            result.append(
                Found(
                    "quotation",
                    cue.i,
                    ((quote.start, quote.end),),
                    source.i if source is not None else None,
                    quoted=True,
                )
            )
            last = len(result) - 1
        elif last is not None and _alone(doc, quote):
            result[last] = _add(result[last], quote)
    return result


def _grow(found: Found, marked: Sequence[Quotation]) -> Found:
    """The find with its content grown to whole quotations, or cut to the quotation its cue stands in."""
    content = list(found.content)
    home = next((q for q in marked if _inside(found.cue, q)), None)
    if home is not None:
        content = [(max(a, home.start), min(b, home.end)) for a, b in content if a < home.end and b > home.start]
        return replace(found, content=tuple(content)) if content else found
    quoted = False
    for quote in marked:
        if any(a < quote.end and b > quote.start for a, b in content):
            content.append((quote.start, quote.end))
            quoted = quoted or not quote.fragment
    covered = {i for a, b in content for i in range(a, b)} - {found.cue}
    return replace(found, content=spans.runs(covered), quoted=quoted)


def _inside(i: int, quote: Quotation) -> bool:
    return quote.start <= i < quote.end


def _covers(found: Found, quote: Quotation) -> bool:
    return any(a <= quote.start and quote.end <= b for a, b in found.content)


def _add(found: Found, quote: Quotation) -> Found:
    covered = {i for a, b in (*found.content, (quote.start, quote.end)) for i in range(a, b)}
    return replace(found, content=spans.runs(covered), quoted=True)


def _ends_with_comma(doc: Doc, quote: Quotation) -> bool:
    return (
        quote.end - 2 > quote.start
        and doc[quote.end - 2].text in {",", "?", "!"}
        or doc[quote.end : quote.end + 1].text == ","
    )


def _nearest_cue(doc: Doc, quote: Quotation, marked: Sequence[Quotation]) -> Token | None:
    """The speech verb nearest to the quotation's edges in its first and last sentence, outside all quotations."""
    first, last = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
    after = _outside(range(quote.end, min(last, quote.end + REACH)), marked)
    before = _outside(range(quote.start - 1, max(first, quote.start - REACH) - 1, -1), marked)
    both = (after, before) if _ends_with_comma(doc, quote) else (before, after)
    for indices in both:
        for i in indices:
            token = doc[i]
            if token.lemma_ in lexicon.CLAUSE_VERBS and token.pos_ == "VERB" and find_source(token) is not None:
                return token
    return None


def _outside(indices: Iterable[int], marked: Sequence[Quotation]) -> list[int]:
    return [i for i in indices if not any(_inside(i, q) for q in marked)]


def _alone(doc: Doc, quote: Quotation) -> bool:
    """Whether the quotation makes up whole sentences of its own."""
    first, last = doc[quote.start].sent.start, doc[quote.end - 1].sent.end
    return quote.start - first <= 1 and last - quote.end <= 1
