"""Sentences that go on quoting who was reported before them, without a tag of their own.

Ann Lee wrote that faith is of use.      And it "binds us to one another."
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stance import lexicon
from stance.attribution.discourse import is_inside
from stance.attribution.entities import Entities
from stance.attribution.passes import ScopedPassage
from stance.attribution.quotations import Quotation
from stance.attribution.scope import Scope
from stance.attribution.source import find_source, passive_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.attribution.speakers import resolve
from stance.records import AUTHOR, Form
from stance.tokens import Span

MIN_QUOTED: Final = 3
SHARE_QUOTED: Final = 0.4
"""Words of a quotation that is more than a name, and their share in a sentence that only passes on what is quoted."""

LONGEST_BLOCK: Final = 8
"""Paragraphs of a quotation without marks at most."""

UNTELLING: Final = lexicon.words("a an and for in of the to")
"""Words of a speaker's name that do not tell who it is."""

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


def carry_blocks(paragraphs: Sequence[ScopedPassage], entities: Entities) -> None:
    """Give a quotation without marks, below a sentence that leads up to it with a colon, to who says it there.

    It goes on to where its speaker is named again; where that is far, it is one paragraph.
    """
    for k, paragraph in enumerate(paragraphs[:-1]):
        holder = _who_leads_up(paragraph, entities)
        if holder is None:
            continue
        below = paragraphs[k + 1 : k + 2 + LONGEST_BLOCK]
        ends = (i for i, other in enumerate(below) if not _may_be_quoted(other, holder))
        for other in below[: next(ends, 1)]:
            for i in range(len(other.sentences)):
                other.give(i, holder, EVIDENCE, Form.DIRECT)


def _who_leads_up(paragraph: ScopedPassage, entities: Entities) -> str | None:
    """Who says what follows a paragraph that ends with a colon: "In her letter Ann Lee added the following:"."""
    if not paragraph.sentences or paragraph.passage.doc[-1].text != ":":
        return None
    place = len(paragraph.sentences) - 1
    lead = paragraph.sentences[place]
    cue = next((t for t in reversed(list(lead)) if t.lemma_ in lexicon.SPEECH and t.pos_ == "VERB"), None)
    source = find_source(cue) if cue is not None else None
    if source is None or kind_of(source) is not SourceKind.PERSON:
        return None
    name = resolve(source, paragraph.passage.offset, entities, AUTHOR).name
    if name is None or name == AUTHOR:
        return None
    if paragraph.is_the_writers(place):
        paragraph.give(place, name, EVIDENCE, Form.INDIRECT)
    return name


def _may_be_quoted(paragraph: ScopedPassage, holder: str) -> bool:
    """Whether a paragraph may be of a quotation without marks: it has no marks and does not name who speaks."""
    doc = paragraph.passage.doc
    named = any(part in doc.words for part in map(str.casefold, holder.split()) if part not in UNTELLING)
    return not named and not _marked(paragraph) and paragraph.passage.block.speaker is None


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
