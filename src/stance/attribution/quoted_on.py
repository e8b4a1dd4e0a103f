"""Sentences that go on quoting who was reported before them, without a tag of their own.

Ann Lee wrote that faith is of use.      And it "binds us to one another."
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stance.attribution.discourse import is_inside
from stance.attribution.passes import ScopedPassage
from stance.attribution.quotations import Quotation
from stance.attribution.scope import Scope
from stance.attribution.source import find_source, passive_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.records import AUTHOR, Form
from stance.tokens import Span

MIN_QUOTED: Final = 3
SHARE_QUOTED: Final = 0.4
"""Words of a quotation that is more than a name, and their share in a sentence that only passes on what is quoted."""

EVIDENCE: Final = "quotation goes on"


def carry_words(paragraphs: Sequence[ScopedPassage]) -> None:
    """Give a sentence that goes on quoting without a tag, and those its quotation runs on over, to who spoke before."""
    before: Scope | None = None
    is_running = False
    for paragraph in paragraphs:
        for i, sentence in enumerate(paragraph.sentences):
            holder = _holder_of(before) if before is not None and paragraph.is_the_writers(i) else None
            inside = is_running and _is_run_over(sentence, paragraph)
            if before is not None and holder and (inside or _quotes_on(sentence, paragraph, holder)):
                form = Form.DIRECT if inside else Form.MIXED
                paragraph.give(i, holder, EVIDENCE, form, _number_of(before))
                is_running = inside or _runs_on(sentence, paragraph)
                continue
            is_running = False
            scope = paragraph.scopes[i][-1]
            before = scope if _holder_of(scope) not in {None, AUTHOR} else None


def _marked(paragraph: ScopedPassage) -> list[Quotation]:
    return paragraph.passes.quotations


def _holder_of(scope: Scope) -> str | None:
    return scope.attribution.speaker.name if scope.attribution is not None else scope.speaker


def _number_of(scope: Scope) -> int | None:
    return scope.attribution.number if scope.attribution is not None else scope.number


def _is_run_over(sentence: Span, paragraph: ScopedPassage) -> bool:
    """Whether a quotation that was open before a sentence has most of its words."""
    return any(is_inside(sentence, q) and (q.start < sentence.start or not q.start) for q in _marked(paragraph))


def _runs_on(sentence: Span, paragraph: ScopedPassage) -> bool:
    """Whether a quotation that a sentence opens has not ended with it."""
    return any(sentence.start <= q.start < sentence.end <= q.end for q in _marked(paragraph))


def _quotes_on(sentence: Span, paragraph: ScopedPassage, holder: str) -> bool:
    """Whether much of a sentence is quoted, behind its first word, and it tells of nobody else."""
    words = [token.i for token in sentence if token.is_alpha]
    marked = [q for q in _marked(paragraph) if sentence.start < q.start < sentence.end]
    quoted = sum(part for q in marked if (part := sum(q.start < i < q.end for i in words)) >= MIN_QUOTED)
    return 0 < quoted >= SHARE_QUOTED * len(words) and not _tells_of_another(sentence, holder)


def _tells_of_another(sentence: Span, holder: str) -> bool:
    """Whether a sentence tells what somebody else than the holder does or says: 'The council ordered "more trams"'."""
    source = find_source(sentence.root) or passive_subject(sentence.root)
    if source is None or source.pos_ not in {"NOUN", "PROPN"} or kind_of(source) is SourceKind.THING:
        return False
    return sentence.root.pos_ == "VERB" and source.text not in holder
