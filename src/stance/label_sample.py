"""The hand labels of a corpus as a random sample of its claims: by claim, with the chance each was drawn with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stance.errors import DataError
from stance.labels import GOLD
from stance.records import LabelledClaim, Question, ScoredClaim

ALL: Final = "all"
"""The sampling of a document that is labelled as a whole."""

MIN_OVERLAP: Final = 0.5
"""The part of the union of two spans that they must share, for a corrected span to be that of a claim."""

Span = tuple[int, int]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """What the labels say of the claims of a corpus.

    `means` has shape (claims, labels): how often the claim's annotators chose each label (`gold` alone where there is
    one), NaN for claims without a label. `weights` are one over the chance of having been drawn, 0 without a label.
    `left_out` counts labels that were not drawn at random, by how they were chosen.
    """

    means: Array
    weights: Array
    left_out: Mapping[str, int]


def overlap_of(span: Span, other: Span) -> float:
    """The part that two spans share of what they cover together; not above 0 where they lie apart."""
    return (min(span[1], other[1]) - max(span[0], other[0])) / (max(span[1], other[1]) - min(span[0], other[0]))


def sample_of(scored: Sequence[ScoredClaim], labelled: Sequence[LabelledClaim], question: Question) -> Sample:
    """The labels at the claims of the corpus, several annotators' together.

    A settled label takes the sampling of the rows it settles. Labels chosen otherwise than at random are left out and
    counted, as is every corrected span that is no claim's.

    Raises:
        DataError: no label is left, one stands at no claim, or there are far fewer than their sampling says.
    """
    by_document: dict[str, list[tuple[Span, int]]] = defaultdict(list)
    for place, claim in enumerate(row.claim for row in scored):
        by_document[claim.document].append(((claim.start, claim.end), place))
    by_claim: dict[int, list[LabelledClaim]] = defaultdict(list)
    faults: list[str] = []
    for row in labelled:
        number = _claim_at(row, by_document.get(row.document or "", ()))
        if number is None:
            faults.append(f"{_name(row)} is no claim of this corpus")
        else:
            by_claim[number].append(row)
    means = np.full((len(scored), len(question.labels)), np.nan)
    weights = np.zeros(len(scored))
    left_out: dict[str, int] = defaultdict(int)
    for number, rows in by_claim.items():
        chance, chosen = _chance(rows)
        if chance is None:
            left_out[chosen] += 1
            continue
        counted = [row for row in rows if row.annotator == GOLD] or rows
        means[number] = np.mean([np.eye(len(question.labels))[question.labels.index(row.label)] for row in counted], 0)
        weights[number] = 1 / chance
    _check(scored, by_claim, weights, faults, left_out)
    return Sample(means, weights, dict(left_out))


def check_drawn(labelled: Sequence[LabelledClaim]) -> None:
    """Nothing where a label was drawn with a known chance; to be asked before a corpus is scored for nothing.

    Raises:
        DataError: none was.
    """
    if not any(_number(row.sampling) for row in labelled):
        ways = dict.fromkeys(row.sampling for row in labelled if row.sampling)
        raise DataError(_refusal(_undrawn(ways)))


def _claim_at(row: LabelledClaim, claims: Sequence[tuple[Span, int]]) -> int | None:
    """The number of the claim that a label is on: of those of its document the one it overlaps most; None without."""
    span = (row.start or 0, row.end or 0)
    overlap, number = max(((overlap_of(span, place), number) for place, number in claims), default=(0.0, -1))
    return number if overlap >= MIN_OVERLAP else None


def _chance(rows: Sequence[LabelledClaim]) -> tuple[float | None, str]:
    """The chance with which a claim was drawn as one of its rows knows it, else None and how it was chosen."""
    chances = [_number(row.sampling) for row in rows]
    known = next((chance for chance in chances if chance is not None), None)
    return known, next((row.sampling for row in rows if row.sampling), "nothing known")


def _number(sampling: str | None) -> float | None:
    """The chance of having been drawn: 1 for `all`, a number in (0, 1], else unknown."""
    if sampling == ALL:
        return 1.0
    try:
        chance = float(sampling or "")
    except ValueError:
        return None
    return chance if 0 < chance <= 1 else None


def _check(
    scored: Sequence[ScoredClaim],
    by_claim: Mapping[int, Sequence[LabelledClaim]],
    weights: Array,
    faults: list[str],
    left_out: Mapping[str, int],
) -> None:
    faults += _incomplete(scored, by_claim)
    if not faults and not weights.any():
        faults.append(_undrawn(left_out))
    elif not faults and weights.sum() < len(scored) / 2:
        faults.append(
            f"{int((weights > 0).sum())} labels stand for {weights.sum():.0f} of {len(scored)} claims by the "
            "probability they were drawn with; add the other tables of the same sample (--labels), or all documents "
            "it was drawn from"
        )
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise DataError(_refusal(faults[0] + more))


def _undrawn(ways: Iterable[str]) -> str:
    chosen = ", ".join(map(repr, ways)) or "nothing known"
    return f"no label was drawn with a known probability (they were chosen by {chosen})"


def _refusal(fault: str) -> str:
    return (
        f"shares cannot be corrected: {fault}; labels must be a random sample of the claims scored here: "
        "stance label --limit 100"
    )


def _incomplete(scored: Sequence[ScoredClaim], by_claim: Mapping[int, Sequence[LabelledClaim]]) -> list[str]:
    """Why labels that claim to be all of a document are not, and which documents had no chance to be drawn."""
    samplings = {(row.document, row.sampling) for rows in by_claim.values() for row in rows}
    whole = {document for document, sampling in samplings if sampling == ALL}
    faults = [
        f"{row.claim.document} {row.claim.start}-{row.claim.end} has no label, though its document's are drawn as 'all'"
        for number, row in enumerate(scored)
        if row.claim.document in whole and number not in by_claim
    ]
    if whole and all(sampling == ALL for _, sampling in samplings):
        others = dict.fromkeys(row.claim.document for row in scored if row.claim.document not in whole)
        faults += [f"{document} had no chance to be drawn" for document in others]
    return faults


def _name(row: LabelledClaim) -> str:
    return f"{row.document or row.group} {row.start}-{row.end}" if row.start is not None else f"a row of {row.group}"
