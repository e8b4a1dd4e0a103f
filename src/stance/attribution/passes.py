"""The four passes over a paragraph, one after another, with what each gave."""

from __future__ import annotations

from dataclasses import dataclass

from stance.attribution.entities import Entities
from stance.attribution.extract import extract_candidates
from stance.attribution.quotations import Quotation, attach_quotations, quotations
from stance.attribution.resolve import Attribution, resolve_attributions
from stance.attribution.rules import QUOTATION, VIEW
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope import Scope, decide_scope
from stance.attribution.views import judge_views
from stance.parser import Passage


@dataclass(frozen=True, slots=True)
class Passes:
    """What each pass gave for one paragraph.

    `candidates` from grammar alone, `attached` with the `quotations`, `attributions` with their speakers, and `scopes`
    a list a sentence, in order.
    """

    candidates: list[Candidate]
    quotations: list[Quotation]
    attached: list[Candidate]
    attributions: list[Attribution]
    scopes: list[list[Scope]]


def run_passes(
    passage: Passage,
    entities: Entities,
    number: int = 0,
    without: frozenset[str] = frozenset(),
    *,
    in_lines: bool = False,
) -> Passes:
    """Extract candidates → attach quotations → resolve sources → decide scope, for one paragraph.

    Attributions are numbered from `number`; `entities` remembers who was named and moves on. Rules named in `without`
    are left out. `in_lines` says that the text has a sentence a paragraph.
    """
    candidates = extract_candidates(passage.doc, without)
    marked = [] if QUOTATION.name in without else quotations(passage.doc)
    attached = attach_quotations(passage.doc, candidates, marked, without)
    judged = attached if VIEW.name in without else judge_views(passage.doc, attached, in_lines=in_lines)
    entities.quotations.extend(passage.offsets(quotation.start, quotation.end) for quotation in marked)
    attributions = resolve_attributions(passage, judged, entities, number)
    block_has_speaker = passage.block.speaker is not None
    scopes = [
        decide_scope(touching(attributions, s.start, s.end), s, block_has_speaker=block_has_speaker)
        for s in passage.sentences
    ]
    return Passes(candidates, marked, attached, attributions, scopes)


def touching(attributions: list[Attribution], start: int, end: int) -> list[Attribution]:
    """The attributions with content among the tokens from `start` to `end`."""
    return [a for a in attributions if any(first < end and last > start for first, last in a.candidate.content)]
