"""Counts of scored claims by speaker, document, outlet and time, with intervals.

Everything counted here is raw: what the model said, not corrected for the errors it is known to make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import sqrt
from statistics import NormalDist
from typing import Final

from stance.errors import DataError
from stance.records import AUTHOR, Claim, Document, Question, ScoredClaim

Z: Final = NormalDist().inv_cdf((1 + 0.95) / 2)
"""The quantile of the normal distribution for a 95 % interval."""
MIN_BALANCE: Final = 5
"""Stance-bearing claims below which no balance is given: a mean of fewer is read as a verdict, and is none."""

ISO_DATE: Final = re.compile(r"(\d{4})(-(?:0[1-9]|1[0-2]))?")
"""The year and, where it is there, the month that an ISO date begins with."""


class Grouping(StrEnum):
    """What the claims of a line have in common."""

    TOTAL = "total"
    SPEAKER = "speaker"
    DOCUMENT = "document"
    OUTLET = "outlet"
    YEAR = "year"
    MONTH = "month"


NAMELESS: Final = {
    Grouping.SPEAKER: "unresolved",
    Grouping.OUTLET: "outlet not given",
    Grouping.YEAR: "date not given",
    Grouping.MONTH: "date not given",
}
"""How the claims are called that a kind has no name for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelShare:
    """A label's part of the stance-bearing claims, in [0, 1], with its interval; None where there are none."""

    label: str
    count: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """The sums over the claims of one speaker, document, outlet, year or month.

    `counts` has one number a label, in the question's order; `shares` one entry a label of the scale. `balance` is the
    mean place on that scale of the claims that bear a stance, from +1 (all the first label) over evenly spaced steps to
    -1 (all the last), in `balance_low` to `balance_high` with 95 % confidence; None where there are fewer than
    `MIN_BALANCE` of them. `certain` and `uncertain` count the claims marked so: neither where
    the bundle does not say. `named` is False for the line of what has no name (unresolved speakers, no date).
    """

    kind: Grouping
    name: str
    counts: tuple[int, ...]
    shares: tuple[LabelShare, ...]
    balance: float | None
    balance_low: float | None
    balance_high: float | None
    certain: int
    uncertain: int
    named: bool = True

    @property
    def claims(self) -> int:
        """The number of claims, with and without a stance."""
        return sum(self.counts)

    @property
    def bearing(self) -> int:
        """The number of claims that bear a stance."""
        return sum(share.count for share in self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Who holds what. Each kind's lines add up to `total`; outlets and times are empty where no document gives them.

    Speakers, outlets: most stance-bearing claims first; documents as they came; years and months in order of time;
    what has no name stands last.
    """

    question: Question
    total: GroupSummary
    speakers: tuple[GroupSummary, ...]
    documents: tuple[GroupSummary, ...]
    outlets: tuple[GroupSummary, ...]
    years: tuple[GroupSummary, ...]
    months: tuple[GroupSummary, ...]

    @property
    def lines(self) -> tuple[GroupSummary, ...]:
        """All lines, the total first."""
        return (self.total, *self.speakers, *self.documents, *self.outlets, *self.years, *self.months)


def summarise(scored: Sequence[ScoredClaim], documents: Sequence[Document], question: Question) -> Report:
    """The sums of the claims by speaker, document, outlet, year and month, raw: not corrected for the model's errors.

    `question` is the model's; counts are in the order of its labels, lines in the order `Report` gives.
    A document without claims keeps its line of noughts; a claim whose document is not among `documents` counts under
    that document's id.

    Raises:
        DataError: a stance is none of the question's labels.
    """
    _check_stances(scored, question)
    known = {document.id: document for document in documents}
    for scored_claim in scored:
        known.setdefault(scored_claim.claim.document, Document(id=scored_claim.claim.document, text=""))
    sources = [known[scored_claim.claim.document] for scored_claim in scored]
    speakers = as_one(speaker_name(claim.claim, home) for claim, home in zip(scored, sources, strict=True))
    grouped = partial(_lines, scored=scored, question=question)
    return Report(
        question=question,
        total=_line(Grouping.TOTAL, "all claims", scored, question),
        speakers=tuple(sorted(grouped(Grouping.SPEAKER, speakers), key=_by_weight)),
        documents=tuple(grouped(Grouping.DOCUMENT, [home.id for home in sources], first=known)),
        outlets=tuple(sorted(grouped(Grouping.OUTLET, [home.outlet or None for home in sources]), key=_by_weight)),
        years=tuple(sorted(grouped(Grouping.YEAR, [_date(home, 1) for home in sources]), key=_by_time)),
        months=tuple(sorted(grouped(Grouping.MONTH, [_date(home, 2) for home in sources]), key=_by_time)),
    )


def speaker_name(claim: Claim, document: Document) -> str | None:
    """The name a claim is counted under: the speaker, for `AUTHOR` the byline, None where nobody was found."""
    if claim.speaker == AUTHOR:
        return document.authors or f"author of {document.id}"
    return claim.speaker


def as_one(names: Iterable[str | None]) -> list[str | None]:
    """The names, those that differ by their first letter's case as the first of them: "The union", "the union"."""
    first: dict[str, str] = {}
    return [name and first.setdefault(name[0].lower() + name[1:], name) for name in names]


def wilson(count: int, total: int) -> tuple[float, float]:
    """The Wilson score interval of the share `count / total`, within [0, 1]; `total` must be positive."""
    share, weight = count / total, Z * Z / total
    middle = (share + weight / 2) / (1 + weight)
    reach = Z / (1 + weight) * sqrt(share * (1 - share) / total + weight / (4 * total))
    # At 0 and at `total` one end is exactly 0 or 1; rounding would leave it a hair inside.
    return (0.0 if count == 0 else middle - reach), (1.0 if count == total else middle + reach)


def _check_stances(scored: Sequence[ScoredClaim], question: Question) -> None:
    for scored_claim in scored:
        if scored_claim.stance not in question.labels:
            claim, labels = scored_claim.claim, ", ".join(question.labels)
            raise DataError(
                f"{claim.document}, claim at {claim.start}: stance {scored_claim.stance!r} is none of the labels of "
                f"{question.id} ({labels}); give the question the claims were scored for"
            )


def _lines(
    kind: Grouping,
    names: Sequence[str | None],
    *,
    scored: Sequence[ScoredClaim],
    question: Question,
    first: Iterable[str] = (),
) -> list[GroupSummary]:
    """A line a name, in the order of `first`, then of appearance; none where no claim has a name (speakers apart)."""
    groups: dict[str | None, list[ScoredClaim]] = {name: [] for name in first}
    for name, scored_claim in zip(names, scored, strict=True):
        groups.setdefault(name, []).append(scored_claim)
    if set(groups) == {None} and kind is not Grouping.SPEAKER:
        return []
    return [_line(kind, name, group, question) for name, group in groups.items()]


def _line(kind: Grouping, name: str | None, group: Sequence[ScoredClaim], question: Question) -> GroupSummary:
    stances = [scored_claim.stance for scored_claim in group]
    shares = _shares({label: stances.count(label) for label in question.scale})
    balance, low, high = _balance(shares)
    return GroupSummary(
        kind=kind,
        name=NAMELESS[kind] if name is None else name,
        counts=tuple(stances.count(label) for label in question.labels),
        shares=shares,
        balance=balance,
        balance_low=low,
        balance_high=high,
        certain=sum(scored_claim.certain is True for scored_claim in group),
        uncertain=sum(scored_claim.certain is False for scored_claim in group),
        named=name is not None,
    )


def _shares(counts: Mapping[str, int]) -> tuple[LabelShare, ...]:
    total, shares = sum(counts.values()), []
    for label, count in counts.items():
        low, high = wilson(count, total) if total else (None, None)
        share = count / total if total else None
        shares.append(LabelShare(label=label, count=count, share=share, low=low, high=high))
    return tuple(shares)


def _balance(shares: Sequence[LabelShare]) -> tuple[float | None, float | None, float | None]:
    """(balance, low, high): the mean place and its 95 % interval, within -1 and +1.

    A claim at either end is added for the interval, as Agresti and Coull add two of each kind to a share: so that five
    claims of one label do not stand for certainty.
    """
    counts, last = [share.count for share in shares], max(len(shares) - 1, 1)
    total = sum(counts)
    if total < MIN_BALANCE:
        return None, None, None
    places = [1 - 2 * place / last for place in range(len(shares))]
    mean = sum(count * place for count, place in zip(counts, places, strict=True)) / total
    padded = [count + (number in (0, len(counts) - 1)) for number, count in enumerate(counts)]
    middle = sum(count * place for count, place in zip(padded, places, strict=True)) / sum(padded)
    spread = sum(count * (place - middle) ** 2 for count, place in zip(padded, places, strict=True)) / sum(padded)
    reach = Z * sqrt(spread / sum(padded))
    return mean, max(-1.0, min(mean, middle - reach)), min(1.0, max(mean, middle + reach))


def _date(document: Document, parts: int) -> str | None:
    """The year (`parts` 1) or, as far as it is given, the month (2) of a document, None without a date."""
    found = ISO_DATE.match(document.date or "")
    return "".join(part or "" for part in found.groups()[:parts]) if found else None


def _by_weight(line: GroupSummary) -> tuple[bool, int, int, str]:
    return (not line.named, -line.bearing, -line.claims, line.name)


def _by_time(line: GroupSummary) -> tuple[bool, str]:
    return (not line.named, line.name)
