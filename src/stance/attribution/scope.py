"""Pass 4: whose each sentence is, cut where the clause of another speaker begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stance import lexicon
from stance.attribution.coreference import VIEW_POINTED_AT
from stance.attribution.main_clause import contrast, in_main_clause, is_conceded
from stance.attribution.resolve import Attribution
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope_conditions import can_hold_sentence
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.attribution.spans import TokenSpan
from stance.records import Form
from stance.tokens import SUBJECTS, Span, Token

MIN_PART: Final = 3
"""Tokens a claim inside or beside another must have: less is no proposition."""

ANSWERING: Final = frozenset({"but", "yet"})
"""Words with which the writer answers a report."""

COVER: Final = 0.6
"""Share of a sentence's words that a quotation or an inserted clause must frame to make the sentence its holder's.

On the labelled originals and field passages 0.4 to 0.7 differ by less than half a point of speaker accuracy.
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a sentence and the attribution that holds it; None is the voice of the block.

    A sentence without an attribution may still be the `speaker`'s of one beside it; `evidence` then says why, and
    `number` is that of the attribution which goes on. `confidence` is known where the two were weighed.
    """

    attribution: Attribution | None
    span: TokenSpan
    speaker: str | None = None
    evidence: str | None = None
    form: Form = Form.OWN
    number: int | None = None
    confidence: float | None = None

    @property
    def holder(self) -> str | None:
        """Who holds it; None for the voice of the block, and where the attribution's speaker is unresolved."""
        return self.attribution.speaker.name if self.attribution is not None else self.speaker

    @property
    def is_held(self) -> bool:
        """Whether somebody holds it besides the voice of the block, known or not."""
        return self.attribution is not None or self.speaker is not None


def decide_scope(attributions: Sequence[Attribution], sentence: Span, *, under_heading: bool) -> list[Scope]:
    """Whose the sentence is: one scope, or several in order where another speaker's clause begins.

    `attributions` are those with content in the sentence; nested ones hold no sentence.
    """
    if not attributions:
        return [Scope(None, (sentence.start, sentence.end))]
    outermost = (attribution for attribution in attributions if attribution.outer is None)
    owners = [a for a in outermost if scopes_over_sentence(a, sentence, under_heading=under_heading)]
    owners.sort(key=lambda attribution: attribution_span(attribution.candidate, sentence))
    parts = _parts(owners, sentence)
    parts = _with_answer(parts, owners, sentence) or [(None, sentence.start)]
    starts = [start for _, start in parts]
    if any(a >= b for a, b in zip(starts, [*starts[1:], sentence.end], strict=True)):
        return [Scope(parts[0][0], (sentence.start, sentence.end))]
    ends = [*starts[1:], sentence.end]
    return [Scope(attribution, (start, end)) for (attribution, start), end in zip(parts, ends, strict=True)]


def _parts(owners: Sequence[Attribution], sentence: Span) -> list[tuple[Attribution | None, int]]:
    """Where each holder's part of a sentence begins, in order; None is the voice of the block."""
    parts: list[tuple[Attribution | None, int]] = []
    for attribution in owners:
        start = clause_start(attribution, sentence)
        first = not parts
        if first and opens_second_clause(attribution, sentence) and start - sentence.start > MIN_PART:
            parts.append((None, sentence.start))
        before = None if first else parts[-1][0]
        if first or (before or attribution).speaker.name != attribution.speaker.name:
            parts.append((attribution, start if parts else sentence.start))
        elif before is not None and _leads_in(before, attribution):
            parts[-1] = (attribution, parts[-1][1])
    return parts


def _leads_in(before: Attribution, attribution: Attribution) -> bool:
    """Whether one attribution only leads in to another of its speaker: "Pointing to the drills, she said that …"."""
    same = before.speaker.name == attribution.speaker.name
    return same and attribution.candidate.rule.reporting and not before.candidate.rule.reporting


def _with_answer(
    parts: list[tuple[Attribution | None, int]], owners: Sequence[Attribution], sentence: Span
) -> list[tuple[Attribution | None, int]]:
    """The parts, and after them the writer's where they answer what is reported with a clause of their own.

    "Beijing insists that it sent no shells, yet the customs data show …"
    """
    last = parts[-1][0] if parts and not ANSWERING.isdisjoint(sentence.doc.words) else None
    if last is None or last.candidate.rule.adverbial:  # "he insists, but …" may go on with what he insists on
        return parts
    reported = {i for owner in owners for i in owner.candidate.places}
    reported |= {owner.candidate.cue for owner in owners}  # "she says P, but she doubts Q"
    first = max(last.candidate.cue, parts[-1][1] + MIN_PART)
    answers = (t.i for t in sentence if t.i >= first and t.i not in reported and _answers(t, reported))
    return [*parts, *((None, i) for i in list(answers)[:1])]


def _answers(conjunction: Token, reported: set[int]) -> bool:
    """Whether "but" or "yet" begins a clause with a subject of its own."""
    if conjunction.lower_ not in ANSWERING:
        return False
    head = conjunction.head
    clause = next((c for c in head.children if c.dep_ == "conj" and c.i > conjunction.i), head)
    subject = next((c for c in clause.children if c.dep_ in SUBJECTS | {"expl"}), None)
    return subject is not None and subject.i > conjunction.i and clause.i not in reported


def scopes_over_sentence(attribution: Attribution, sentence: Span, *, under_heading: bool) -> bool:
    """Whether the sentence is this holder's: its main clause reports, or a quotation all but covers it.

    `under_heading` says that a heading has given the block to an expert.
    """
    candidate, doc = attribution.candidate, sentence.doc
    inside = sentence.start <= candidate.cue < sentence.end
    if candidate.source is None:
        return candidate.rule.impersonal and inside and not under_heading and in_main_clause(doc, candidate)
    cue, head = doc[candidate.cue], doc[candidate.source]
    kind = _kind_of_source(attribution, head)
    if is_nobody(head):
        return False
    if inside and kind is SourceKind.PERSON and _addressed_to_writer(cue):
        return True
    if not can_hold_sentence(candidate, cue, head, kind, under_heading=under_heading):
        return False
    unknown = attribution.speaker.name is None and not attribution.speaker.rivals
    if unknown and (cue.lemma_ not in lexicon.SPEECH or head.lower_ in {"it", "they"}):  # "they say" is hearsay
        return False
    return _is_framed(candidate, sentence, inside=inside)


def _kind_of_source(attribution: Attribution, head: Token) -> SourceKind:
    if attribution.known or attribution.speaker.reason == VIEW_POINTED_AT:
        return SourceKind.PERSON
    if head.lower_ == "it" and attribution.speaker.reason == "pronoun":
        return _kind_of_named(attribution.speaker.name or "")
    return kind_of(head)


def _is_framed(candidate: Candidate, sentence: Span, *, inside: bool) -> bool:
    """Whether the main clause of the sentence hands over, or what frames it all but covers it."""
    doc = sentence.doc
    main = candidate.rule.main_clause or in_main_clause(doc, candidate) or _opens(candidate, sentence)
    if _after_colon(candidate, sentence) or (inside and main):
        return True
    if is_conceded(doc[candidate.cue]):
        return False
    framing = candidate.quoted or candidate.rule.adverbial
    return framing and _covers(sentence, attribution_span(candidate, sentence))


def _kind_of_named(name: str) -> SourceKind:
    """What "it" means by the name it points back to: a body that can hold a view as people do, or a document."""
    words = {word.casefold() for word in name.split()}
    body = words & lexicon.ORGANISATION_WORDS or words & lexicon.BODY_NOUNS
    return SourceKind.PERSON if body and not words & lexicon.DOCUMENT_NOUNS else SourceKind.DOCUMENT


def _covers(sentence: Span, span: TokenSpan) -> bool:
    framed, words = (sum(not t.is_punct for t in part) for part in (sentence.doc[span[0] : span[1]], sentence))
    return words > 0 and framed >= COVER * words


def _after_colon(candidate: Candidate, sentence: Span) -> bool:
    """Whether the sentence leads up to the quotation it ends with: "X is gloomier still: …"."""
    begins = (start for start, _ in candidate.content if sentence.start < start < sentence.end)
    return candidate.quoted and any(sentence.doc[start - 1].text == ":" for start in begins)


def _addressed_to_writer(cue: Token) -> bool:
    """Whether it was said to the writer: "what an official described to me as"; not "when Ann Lee asked me"."""
    return (
        cue.dep_ != "advcl"
        and (cue.lemma_ in lexicon.SPEECH or cue.lemma_ in lexicon.AS_VERBS)
        and any(
            to.dep_ in {"dative", "dobj", "prep"} and c.lower_ in {"me", "us"}
            for to in cue.children
            for c in (to, *to.children)
        )
    )


def _opens(candidate: Candidate, sentence: Span) -> bool:
    """Whether "In their view" or "According to X" opens the sentence, so that all of it is theirs."""
    words = [token.i for token in sentence if not token.is_punct and token.pos_ not in {"CCONJ", "ADV"}]
    return candidate.rule.whole_sentence and words[:1] == [candidate.cue]


def opens_second_clause(attribution: Attribution, sentence: Span) -> bool:
    """Whether the reporting clause stands beside one before it and has a subject of its own."""
    candidate, doc = attribution.candidate, sentence.doc
    if not sentence.start <= candidate.cue < sentence.end or candidate.source is None or candidate.rule.adverbial:
        return False
    cue = doc[candidate.cue]
    if cue.dep_ == "conj" and cue.head.dep_ == "conj" and doc[candidate.source].head.i == cue.head.i:
        cue = cue.head  # "and somebody reads them and asks whether …": the clause begins at the first of the verbs
    start = attribution_span(candidate, sentence)[0]
    parted = any(t.text == ";" for t in doc[max(sentence.start, start - 3) : start])
    coordinated = cue.dep_ == "conj" or contrast(cue) is not None or (parted and cue.dep_ in {"parataxis", "ROOT"})
    return coordinated and doc[candidate.source].head.i == cue.i


def clause_start(attribution: Attribution, sentence: Span) -> int:
    """Where the attribution's clause begins: at its conjunction, if it has one."""
    start, doc = attribution_span(attribution.candidate, sentence)[0], sentence.doc
    mark = contrast(doc[attribution.candidate.cue])
    while start > sentence.start and (doc[start - 1].dep_ == "cc" or (mark is not None and start - 1 == mark.i)):
        start -= 1
    return start


def attribution_span(candidate: Candidate, sentence: Span) -> TokenSpan:
    """From the first to the last token of the attribution's source, cue and content in this sentence."""
    doc = sentence.doc
    places = [i for start, end in candidate.content for i in range(max(start, sentence.start), min(end, sentence.end))]
    if sentence.start <= candidate.cue < sentence.end:
        places.append(candidate.cue)
        head = doc[candidate.source] if candidate.source is not None else None
        joined = doc[candidate.cue].head.i if doc[candidate.cue].dep_ == "conj" else candidate.cue
        beside = head is not None and (doc[candidate.cue].head.i == head.i or joined == head.head.i)
        if head is not None and (beside or candidate.cue in {head.head.i, head.head.head.i}):
            places += [i for i in (head.left_edge.i, head.i) if sentence.start <= i < sentence.end]
    return (min(places), max(places) + 1) if places else (sentence.start, sentence.end)
