"""Free indirect speech: whether a sentence without a source goes on with what somebody before it was saying.

    The Chinese, she says, have no illusions. They need the gas. They do not need the friendship.

What tells is weighed by a logistic regression that `scripts/fit_attribution.py` fits on labelled passages; its
weights are in `weights.json`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stance.attribution.confidence import probability, weights_of
from stance.attribution.entities import Entities
from stance.attribution.passes import ScopedPassage
from stance.attribution.report_features import (
    ReadReport,
    ReportAfter,
    ReportBefore,
    Surroundings,
    features_of,
    read_report,
)
from stance.attribution.resolve import Attribution
from stance.attribution.scope import Scope
from stance.attribution.sentence_features import WEIGHTY, ReadSentence
from stance.records import AUTHOR, Form
from stance.tokens import Span

EVIDENCE: Final = "free indirect speech"
FARTHEST: Final = 3
"""Sentences that may stand between a report and one that goes on with it."""

MOST_PENDING: Final = 200
"""Sentences of which the words are noted later, if they are needed at all."""

DENSE: Final = 0.5
"""Share of a document's sentences that are reports, from which on it is dense with them."""

MANY: Final = 0.2
"""Speakers a sentence, from which on they are many."""


@dataclass(frozen=True, slots=True)
class OpenSentence:
    """A sentence of nobody's after a report: its paragraph, its index there, and what tells whose it is."""

    paragraph: ScopedPassage
    index: int
    report: ReportBefore
    features: dict[str, float]

    def settle(self, likely: float, *, given: bool) -> None:
        """Make it the speaker's of the report, who is `likely` to hold it, or leave it with the writer."""
        sentence, attribution = self.paragraph.sentences[self.index], self.report.attribution
        scope = Scope(None, (sentence.start, sentence.end), confidence=round(likely if given else 1 - likely, 3))
        if given:
            name, number = attribution.speaker.name, attribution.number
            scope = replace(scope, speaker=name, evidence=EVIDENCE, form=Form.INDIRECT, number=number)
        self.paragraph.scopes[self.index] = [scope]


def carry_reports(paragraphs: Sequence[ScopedPassage], entities: Entities) -> None:
    """Give sentences of nobody's to the speaker of the report before them where they probably go on with it."""
    model = weights_of(EVIDENCE)
    for sentence in open_sentences(paragraphs, entities):
        likely = probability(sentence.features, model["weights"])
        sentence.settle(likely, given=likely >= model["least"])


def open_sentences(paragraphs: Sequence[ScopedPassage], entities: Entities) -> Iterator[OpenSentence]:
    """The sentences of nobody's that follow a report, in order.

    They are made while the scopes change, so that a sentence that was given to the speaker counts as theirs before
    the next; what is ahead counts as it was.
    """
    reports = deque(_reports(paragraphs))
    document = list(_of_document(paragraphs))
    earlier: set[str] = set()
    pending: list[Span] = []
    report: ReportBefore | None = None
    read: ReadReport | None = None
    for number, paragraph in enumerate(paragraphs if reports else ()):
        report = _after_paragraph(report)
        whole: list[str] = []
        known: dict[int, ReadSentence] = {}
        for i, sentence in enumerate(paragraph.sentences):
            after = _first_after(reports, number, i)
            scopes = paragraph.scopes[i]
            last = scopes[-1]
            if paragraph.passage.block.is_spoken or paragraph.passage.block.speaker is not None:
                report = None  # under a heading the rest is its expert's, in a turn its speaker's
            elif last.attribution is not None:
                report = ReportBefore(last.attribution, sentence) if _has_speaker(last.attribution) else None
                read = None
            elif report is not None and last.speaker is None and len(scopes) == 1:
                if report.since < FARTHEST:
                    earlier.update(_weighty(pending))
                    pending.clear()
                    whole = whole or [*document, *_of_paragraph(paragraph)]
                    at = Surroundings(paragraph, number, i, after, earlier, whole, known)
                    read = read or read_report(report, entities)
                    yield OpenSentence(paragraph, i, report, features_of(at, report, read))
                report = _after_open(report, given=paragraph.scopes[i][-1].evidence == EVIDENCE)
            pending.append(sentence)
            if len(pending) > MOST_PENDING:  # or the parses of a long document would all stay in memory
                earlier.update(_weighty(pending))
                pending.clear()


def _first_after(reports: deque[ReportAfter], number: int, place: int) -> ReportAfter | None:
    """The first report after a place, those up to it taken off."""
    while reports and (reports[0].paragraph, reports[0].place) <= (number, place):
        reports.popleft()
    return reports[0] if reports else None


def _weighty(sentences: Sequence[Span]) -> list[str]:
    return [t.lemma_.lower() for sentence in sentences for t in sentence if t.pos_ in WEIGHTY]


def _after_paragraph(report: ReportBefore | None) -> ReportBefore | None:
    """The report as it stands where a new paragraph begins."""
    return report if report is None or report.broken else replace(report, broken=True)


def _after_open(report: ReportBefore, *, given: bool) -> ReportBefore:
    """The report as it stands after a sentence of nobody's, which was `given` to its speaker or not."""
    since = 0 if given else report.since + 1
    return replace(report, since=since, carried=given, broken=False, passed=report.passed + 1)


def _reports(paragraphs: Sequence[ScopedPassage]) -> Iterator[ReportAfter]:
    """The sentences that are somebody's, in order."""
    for number, paragraph in enumerate(paragraphs):
        for i, scopes in enumerate(paragraph.scopes):
            last, attribution = scopes[-1], scopes[-1].attribution
            if last.is_held:
                yield ReportAfter(number, i, last.holder, attribution.candidate.rule.name if attribution else None)


def _of_document(paragraphs: Sequence[ScopedPassage]) -> Iterator[str]:
    """How much of a document is reported, and by how many: where many speak, more of the rest is theirs as well."""
    scopes = [scopes[0] for paragraph in paragraphs for scopes in paragraph.scopes]
    total = max(1, len(scopes))
    held = sum(scope.is_held for scope in scopes) / total
    voices = len({scope.attribution.speaker.name for scope in scopes if scope.attribution is not None}) / total
    yield "document: " + ("dense" if held > DENSE else "middling" if held > DENSE / 2 else "sparse")
    yield "document: " + ("many" if voices > MANY else "some" if voices > MANY / 2.5 else "few")


def _of_paragraph(paragraph: ScopedPassage) -> Iterator[str]:
    """How long a paragraph is, how much of it is reported, and by how many."""
    scopes = [scopes[0] for scopes in paragraph.scopes]
    voices = {scope.attribution.speaker.name for scope in scopes if scope.attribution is not None}
    yield f"paragraph: {min(len(scopes), 8)} sentences"
    yield f"paragraph: {4 * sum(scope.is_held for scope in scopes) // max(1, len(scopes))} quarters"
    yield f"paragraph: {min(len(voices), 4)} voices"


def _has_speaker(attribution: Attribution) -> bool:
    return attribution.candidate.source is not None and attribution.speaker.name not in {None, AUTHOR}
