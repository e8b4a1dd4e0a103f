"""Scopes → claims: a claim for each part of a sentence, and one inside it for what another speaker holds there.

Each with how it is said: its form, the writer's attitude to it, its mood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from stance import lexicon
from stance.attribution.block_quotations import carry_block_quotations
from stance.attribution.confidence import confidence_in
from stance.attribution.discourse import carry_back, carry_quotations, doubt_views
from stance.attribution.entities import ROLES, Entities
from stance.attribution.free_indirect import carry_reports
from stance.attribution.passes import ScopedPassage, run_passes, touching
from stance.attribution.people import collect_people
from stance.attribution.resolve import Attribution, within
from stance.attribution.rules import QUOTATION
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope import MIN_PART, Scope, attribution_span
from stance.attribution.scope_conditions import is_unsaid
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.attribution.spans import TokenSpan
from stance.layout import Layout
from stance.parser import Passage
from stance.person_names import fold
from stance.records import AUTHOR, OWN_VOICE, Attitude, Claim, Document, Form, Mood
from stance.tokens import Doc, Token

PUNCTUATION: Final = ".,;:!?'\"“”‘’()"
SURE: Final = 0.7
"""How sure a sentence is its writer's, by what tells of free indirect speech, to stay so between two of one person."""


DOUBLE_MARKS: Final = frozenset({'"', "“", "”", "''", "``", "«", "»", "‘"})
QUOTE_MARKS: Final = DOUBLE_MARKS | {"'", "’"}
CONDITIONS: Final = lexicon.words("if unless provided providing lest")
HYPOTHETICAL: Final = lexicon.words("would could might")
_CONDITIONAL: Final = CONDITIONS | HYPOTHETICAL
_REJECTED: Final = lexicon.WRITER_ATTITUDE_NOUNS[Attitude.REJECTED]


def split_claims(
    document: Document,
    layout: Layout,
    passages: Iterable[Passage],
    *,
    without: frozenset[str] = frozenset(),
    every: bool = False,
) -> list[Claim]:
    """The claims of a document, in order of start, the longer first; every sentence of a paragraph is in one.

    A sentence that reports is its holder's, as a whole. Inside it stands a claim of its own for each further speaker
    who has a proposition of their own. Rules named in `without` are left out, which is how their worth is measured.
    With `every` each attribution gets its claim, also a second one of the same speaker and one without a clause:
    what a count of attributions needs, and what would count twice in sums by speaker.
    """
    paragraphs, entities = scope_paragraphs(document, layout, passages, without)
    claims: list[Claim] = []
    for paragraph in paragraphs:
        places = range(len(paragraph.sentences))
        sentences = [list(_sentence_claims(document, paragraph, i, every=every)) for i in places]
        claims.extend(claim for sentence in _continued(sentences, entities) for claim in sentence)
    return sorted(claims, key=lambda claim: (claim.start, -claim.end))


def scope_paragraphs(
    document: Document, layout: Layout, passages: Iterable[Passage], without: frozenset[str] = frozenset()
) -> tuple[list[ScopedPassage], Entities]:
    """What the passes gave for each paragraph, with quotations and reports carried on, and who the document names."""
    entities = collect_people(document, layout)
    paragraphs: list[ScopedPassage] = []
    number, in_lines = 0, layout.in_lines
    for passage in (_with_writer(passage, document) for passage in passages):
        passes = run_passes(passage, entities, number, without, in_lines=in_lines)
        number = max((a.number + 1 for a in passes.attributions), default=number)
        paragraphs.append(ScopedPassage(passage, passes))
    doubt_views(paragraphs)
    if QUOTATION.name not in without:
        carry_quotations(paragraphs, entities)
        carry_block_quotations(paragraphs, entities, layout.view)
        carry_back(paragraphs, entities)
    if "free indirect speech" not in without:
        carry_reports(paragraphs, entities)
    return paragraphs, entities


def _with_writer(passage: Passage, document: Document) -> Passage:
    """The paragraph, in the writer's own voice where a label or a heading gives it to whom the byline names."""
    speakers = {fold(name) for name in (passage.block.speaker or "").split("; ")}
    writers = {fold(name) for name in (document.authors or "").split("; ")} - {""}
    if speakers != writers:
        return passage
    block = replace(passage.block, speaker=None, speaker_start=None, speaker_end=None)
    return passage.with_block(block)


def _continued(sentences: list[list[Claim]], entities: Entities) -> list[list[Claim]]:
    """A paragraph's claims, a sentence of no stated voice between two of one person being taken for that person's.

    Writers report at length in free indirect speech: of the hand-labelled sentences outside
    round-ups that stand so, 69 of 80 are the same holder's as their neighbours.
    """
    for i in range(1, len(sentences) - 1):
        before, here, after = sentences[i - 1][-1], sentences[i][0], sentences[i + 1][0]
        same = before.speaker == after.speaker and entities.are_people(before.speaker)
        between = before.attribution is not None and same
        doubtful = (here.speaker_confidence or 0.0) < SURE
        if between and doubtful and here.evidence == OWN_VOICE and not _names(here, before.speaker):
            continued = replace(here, speaker=before.speaker, evidence="continuation", form=Form.INDIRECT)
            continued = replace(continued, speaker_confidence=confidence_in(continued))
            sentences[i] = [continued, *(claim for claim in sentences[i][1:] if claim.speaker != before.speaker)]
    return sentences


def _names(claim: Claim, speaker: str | None) -> bool:
    """Whether a sentence names the speaker or what they are, as one told about them does and one of theirs does not."""
    words = {word.strip(PUNCTUATION) for word in claim.text.casefold().split()}
    words |= {word.removesuffix("s") for word in words}
    return bool(words & ROLES) or any(name.split()[-1] in claim.text for name in (speaker or "").split("; ") if name)


def _sentence_claims(document: Document, paragraph: ScopedPassage, i: int, *, every: bool) -> Iterator[Claim]:
    """The claims of the `i`th sentence's scopes in order, then what others hold inside them."""
    passage, sentence, scopes = paragraph.passage, paragraph.sentences[i], paragraph.scopes[i]
    for scope in scopes:
        yield _claim(document, passage, scope)
    attributions = touching(paragraph.passes.attributions, sentence.start, sentence.end)
    if not attributions:
        return
    emitted_holders = [scope.attribution for scope in scopes]
    emitted_spans = [
        (scope.speaker or _name(scope.attribution, passage), _trim(passage, scope.span)) for scope in scopes
    ]
    for attribution in attributions:
        span = _trim(passage, attribution_span(attribution.candidate, sentence))
        if attribution in emitted_holders or span[1] - span[0] < MIN_PART or not _is_nested_claim(attribution, passage):
            continue
        repeated = any(span == other for _, other in emitted_spans)
        covered = _is_covered(attribution, span, emitted_spans)
        if every or (_has_clause(attribution, passage) and not repeated and not covered):
            emitted_spans.append((attribution.speaker.name, span))
            yield _claim(document, passage, Scope(attribution, span))


def _carried(scope: Scope) -> dict[str, Any]:
    """What a claim has of the speaker of the one beside it, where it is theirs."""
    if scope.speaker is None:
        return {}
    return {
        "speaker": scope.speaker,
        "evidence": scope.evidence or OWN_VOICE,
        "form": scope.form,
        "attribution": scope.number,
    }


def _name(attribution: Attribution | None, passage: Passage) -> str | None:
    return attribution.speaker.name if attribution is not None else passage.block.speaker or AUTHOR


def _is_covered(
    attribution: Attribution, span: TokenSpan, emitted_spans: Sequence[tuple[str | None, TokenSpan]]
) -> bool:
    """Whether a claim of the same speaker covers some of the span already."""
    return any(
        name == attribution.speaker.name and start < span[1] and end > span[0] for name, (start, end) in emitted_spans
    )


def _has_clause(attribution: Attribution, passage: Passage) -> bool:
    """Whether the attribution hands over a proposition, by somebody who can hold one."""
    candidate, doc = attribution.candidate, passage.doc
    if attribution.outer is not None and within(attribution.outer.candidate, candidate):
        return False  # a paper that passes on what another says
    lemma = doc[candidate.cue].lemma_
    act = lemma in lexicon.ACTS and not candidate.rule.reports_acts
    if candidate.source is None or act or lemma in lexicon.DISPOSITIONS:
        return False
    source = doc[candidate.source]
    if is_nobody(source) or (kind_of(source) is SourceKind.THING and not attribution.known):
        return False
    return candidate.quoted or candidate.rule.separate_claim


def _is_nested_claim(attribution: Attribution, passage: Passage) -> bool:
    """Whether an attribution that does not hold the sentence is a claim of its own inside it."""
    candidate = attribution.candidate
    if candidate.source is None or candidate.rule.name == "judgement" or attribution.speaker.name == AUTHOR:
        return False
    source = passage.doc[candidate.source]
    shown = source.pos_ == "NOUN" and source.lemma_ in lexicon.NOT_SPEAKERS  # data show, nobody says
    if shown or is_unsaid(candidate, passage.doc[candidate.cue]):
        return False
    if attribution.outer is None:
        return True
    return attribution.speaker.name not in {None, attribution.outer.speaker.name, passage.block.speaker}


def _claim(document: Document, passage: Passage, scope: Scope) -> Claim:
    attribution, span = scope.attribution, scope.span
    start, end = passage.offsets(*_trim(passage, span))
    held = _own(passage, span) if attribution is None else _attributed(passage, attribution, span)
    fields = {"content_start": start, "content_end": end} | held | _carried(scope)
    text = document.text[start:end]
    claim = Claim(document=document.id, start=start, end=end, text=text, mood=mood_of(passage.doc, span), **fields)
    likely = attribution.candidate.likely if attribution is not None else None
    confidence = confidence_in(claim, likely) if scope.confidence is None else scope.confidence
    return claim if confidence is None else replace(claim, speaker_confidence=confidence)


def _own(passage: Passage, span: TokenSpan) -> dict[str, Any]:
    """What the claim of a paragraph's own voice has besides its place."""
    block, doc = passage.block, passage.doc
    attitude = Attitude.PLAIN if _REJECTED.isdisjoint(doc.words) else own_attitude(doc[span[0] : span[1]])
    if block.speaker is None:
        return {"attitude": attitude}
    return {
        "attitude": attitude,
        "speaker": block.speaker,
        "speaker_start": block.speaker_start,
        "speaker_end": block.speaker_end,
        "evidence": "heading",
    }


def _attributed(passage: Passage, attribution: Attribution, span: TokenSpan) -> dict[str, Any]:
    """What the claim of an attribution has besides its place."""
    doc, candidate = passage.doc, attribution.candidate
    found: dict[str, Any] = {
        "speaker": attribution.speaker.name,
        "form": form_of(doc, candidate),
        "evidence": _evidence(attribution, doc[candidate.cue].lemma_),
        "attribution": attribution.number,
        "attitude": attitude_to(doc, candidate),
    }
    found["cue_start"], found["cue_end"] = passage.offsets(candidate.cue, candidate.cue + 1)
    inside = [(max(a, span[0]), min(b, span[1])) for a, b in candidate.content if a < span[1] and b > span[0]]
    if inside:
        found["content_start"], found["content_end"] = passage.offsets(inside[0][0], inside[-1][1])
    if candidate.source is not None:
        source = doc[candidate.source]
        found["speaker_start"], found["speaker_end"] = passage.offsets(source.left_edge.i, source.right_edge.i + 1)
    return found


def _trim(passage: Passage, span: TokenSpan) -> TokenSpan:
    """The span without white space, commas and semicolons at its edges, at least one token long."""
    doc, (start, end) = passage.doc, span
    while start < end - 1 and (doc[start].text in {",", ";"} or doc[start].is_space):
        start += 1
    while end > start + 1 and (doc[end - 1].text in {",", ";"} or doc[end - 1].is_space):
        end -= 1
    return start, end


def _evidence(attribution: Attribution, lemma: str) -> str:
    """The rule and the cue that named the speaker, and how a pronoun or a role was resolved; else why it was not."""
    reason = attribution.speaker.reason
    if attribution.speaker.name is None:
        return reason or "unresolved"
    return f"{attribution.candidate.rule.name}: {lemma}" + (f" ({reason})" if reason else "")


def form_of(doc: Doc, candidate: Candidate) -> Form:
    """Direct where all of the content is in quotation marks, mixed where some of it is, else indirect."""
    if candidate.rule.name == "label":
        return Form.DIRECT
    if all(_is_in_marks(doc[start:end]) for start, end in candidate.content):
        return Form.DIRECT
    marks = any(token.text in DOUBLE_MARKS for start, end in candidate.content for token in doc[start:end])
    return Form.MIXED if marks or candidate.quoted else Form.INDIRECT


def _is_in_marks(words: Sequence[Token]) -> bool:
    """Whether words begin with a quotation mark and end with one, perhaps before a full stop."""
    return words[0].text in QUOTE_MARKS and any(token.text in QUOTE_MARKS for token in words[-2:])


def attitude_to(doc: Doc, candidate: Candidate) -> Attitude:
    """What the cue and its adverbs give away of the writer's own judgement."""
    cue = doc[candidate.cue]
    for attitude, adverbs in lexicon.WRITER_ATTITUDE.items():
        if any(child.lower_ in adverbs for child in cue.children):
            return attitude
    table = lexicon.WRITER_ATTITUDE_NOUNS if cue.pos_ == "NOUN" else lexicon.WRITER_ATTITUDE_VERBS
    return next((attitude for attitude, lemmas in table.items() if cue.lemma_ in lemmas), Attitude.PLAIN)


def own_attitude(span: Sequence[Token]) -> Attitude:
    """The writer's attitude to what a sentence of their own puts at a distance: "it is a myth that …"."""
    for token in span:
        if token.lemma_ in _REJECTED and token.pos_ == "NOUN" and _with_clause(token):
            return Attitude.REJECTED
    return Attitude.PLAIN


def _with_clause(noun: Token) -> bool:
    """Whether a "that" clause hangs on the noun, or on the "is" that the noun completes."""
    heads = (noun, noun.head) if noun.dep_ == "attr" else (noun,)
    clauses = (c for head in heads for c in head.children if c.dep_ in {"acl", "ccomp", "relcl", "advcl"})
    return any(part.lower_ == "that" and part.dep_ == "mark" for clause in clauses for part in clause.children)


def mood_of(doc: Doc, span: TokenSpan) -> Mood:
    """Asked, made to hang on a condition, or plainly stated."""
    start, end = span
    if "?" in doc.words and any(token.text == "?" for token in doc[max(start, end - 3) : end]):
        return Mood.QUESTION
    if _CONDITIONAL.isdisjoint(doc.words):
        return Mood.PLAIN
    words = [token for token in doc[start:end] if token.lower_ in _CONDITIONAL]
    if any(token.lower_ in CONDITIONS and token.dep_ == "mark" for token in words):
        return Mood.CONDITIONAL
    hangs = any(
        t.lower_ in HYPOTHETICAL and t.dep_ == "aux" and t.head.dep_ in {"ROOT", "ccomp", "conj"} for t in words
    )
    return Mood.CONDITIONAL if hangs else Mood.PLAIN
