"""Parsed paragraphs → claims: each sentence with the one voice that holds it, and what others hold inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Span

from stance import lexicon
from stance.attribution.cast import ROLES, Cast, gather
from stance.attribution.holders import is_nobody
from stance.attribution.manner import attitude_to, form_of, mood_of, own_attitude
from stance.attribution.spans import TokenSpan
from stance.attribution.voices import Held, clause_start, frame, hold, opens_second_clause, owns, within
from stance.layout import Layout
from stance.parser import Passage
from stance.records import AUTHOR, Claim, Document, Form

OWN_VOICE: Final = "own voice"
PUNCTUATION: Final = ".,;:!?'\"“”‘’()"
MIN_PART: Final = 3
"""Tokens a claim inside or beside another must have: less is no proposition."""

UNSEPARATED: Final = frozenset(
    lexicon.words("judgement object preposition infinitive phrasal feeling so include")
    | {"adjective about", "noun about", "adjective to"}
)
"""Rules that hand over no clause: "wants gas", "decided to leave" inside another's sentence is an event."""


def split_claims(
    document: Document,
    layout: Layout,
    passages: Sequence[Passage],
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
    cast = gather(document, layout)
    claims: list[Claim] = []
    number = 0
    for passage in passages:
        helds = hold(passage, cast, number, without)
        number += len(helds)
        sentences = [list(_sentence_claims(document, passage, s, helds, every=every)) for s in passage.doc.sents]
        claims.extend(claim for sentence in _continued(sentences, cast) for claim in sentence)
    return sorted(claims, key=lambda claim: (claim.start, -claim.end))


def _continued(sentences: list[list[Claim]], cast: Cast) -> list[list[Claim]]:
    """A paragraph's claims, a sentence of no stated voice between two of one person being taken for that person's.

    Writers report at length in free indirect speech: of the hand-labelled sentences outside
    round-ups that stand so, 69 of 80 are the same holder's as their neighbours.
    """
    for i in range(1, len(sentences) - 1):
        before, here, after = sentences[i - 1][-1], sentences[i][0], sentences[i + 1][0]
        between = before.attribution is not None and before.speaker == after.speaker and cast.are_people(before.speaker)
        if between and here.evidence == OWN_VOICE and not _names(here, before.speaker):
            taken = replace(here, speaker=before.speaker, evidence="continuation", form=Form.INDIRECT)
            sentences[i] = [taken, *(claim for claim in sentences[i][1:] if claim.speaker != before.speaker)]
    return sentences


def _names(claim: Claim, speaker: str | None) -> bool:
    """Whether a sentence names the speaker or what they are, as one told about them does and one of theirs does not."""
    words = {word.strip(PUNCTUATION) for word in claim.text.casefold().split()}
    words |= {word.removesuffix("s") for word in words}
    return bool(words & ROLES) or any(name.split()[-1] in claim.text for name in (speaker or "").split("; ") if name)


def _sentence_claims(
    document: Document, passage: Passage, sentence: Span, helds: Sequence[Held], *, every: bool
) -> Iterator[Claim]:
    """The sentence's voices in order, then what is held inside them."""
    touching = [held for held in helds if _touches(held, sentence)]
    voices = _voices(touching, sentence, lent=passage.block.speaker is not None)
    for voice, span in voices:
        yield _claim(document, passage, voice, span)
    heard = [voice for voice, _ in voices]
    taken = [(_name(voice, passage), _trim(passage, span)) for voice, span in voices]
    for held in touching:
        span = _trim(passage, frame(held.found, sentence))
        if held in heard or span[1] - span[0] < MIN_PART or (not every and any(span == other for _, other in taken)):
            continue
        if _speaks_up(held, passage) and (every or (_has_clause(held, passage) and not _is_told(held, span, taken))):
            taken.append((held.speaker.name, span))
            yield _claim(document, passage, held, span)


def _name(held: Held | None, passage: Passage) -> str | None:
    return held.speaker.name if held is not None else passage.block.speaker or AUTHOR


def _is_told(held: Held, span: TokenSpan, taken: Sequence[tuple[str | None, TokenSpan]]) -> bool:
    """Whether a claim of the same speaker covers some of the span already."""
    return any(name == held.speaker.name and start < span[1] and end > span[0] for name, (start, end) in taken)


def _has_clause(held: Held, passage: Passage) -> bool:
    """Whether the find hands over a proposition, by somebody who can hold one."""
    found, doc = held.found, passage.doc
    if held.outer is not None and within(held.outer.found, found):  # a paper that passes on what another says
        return False
    act = doc[found.cue].lemma_ in lexicon.ACTS and found.rule not in {"clause", "quotation"}
    if found.source is None or act or is_nobody(doc[found.source]) or doc[found.cue].lemma_ in lexicon.DISPOSITIONS:
        return False
    return found.quoted or found.rule not in UNSEPARATED


def _touches(held: Held, sentence: Span) -> bool:
    return any(start < sentence.end and end > sentence.start for start, end in held.found.content)


def _voices(helds: Sequence[Held], sentence: Span, *, lent: bool) -> list[tuple[Held | None, TokenSpan]]:
    """Whose the sentence is, cut where another holder's clause begins; None is the block's own voice."""
    owners = [held for held in helds if held.outer is None and owns(held, sentence, lent=lent)]
    owners.sort(key=lambda held: frame(held.found, sentence))
    parts: list[tuple[Held | None, int]] = []
    for held in owners:
        start = clause_start(held, sentence)
        first = not parts
        if first and opens_second_clause(held, sentence) and start - sentence.start > MIN_PART:
            parts.append((None, sentence.start))
        if first or (parts[-1][0] or held).speaker.name != held.speaker.name:
            parts.append((held, start if parts else sentence.start))
    parts = parts or [(None, sentence.start)]
    starts = [start for _, start in parts]
    if any(a >= b for a, b in zip(starts, [*starts[1:], sentence.end], strict=True)):
        return [(parts[0][0], (sentence.start, sentence.end))]
    return [(held, (a, b)) for (held, a), b in zip(parts, [*starts[1:], sentence.end], strict=True)]


def _speaks_up(held: Held, passage: Passage) -> bool:
    """Whether a find that does not hold the sentence is a claim of its own inside it."""
    if held.found.source is None or held.found.rule == "judgement" or held.speaker.name == AUTHOR:
        return False
    source = passage.doc[held.found.source]
    if source.pos_ == "NOUN" and source.lemma_ in lexicon.NOT_SPEAKERS:  # data show, nobody says
        return False
    if held.outer is None:
        return True
    return held.speaker.name not in {None, held.outer.speaker.name, passage.block.speaker}


def _claim(document: Document, passage: Passage, held: Held | None, span: TokenSpan) -> Claim:
    start, end = _offsets(passage, _trim(passage, span))
    claim = Claim(
        document=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        content_start=start,
        content_end=end,
        mood=mood_of(passage.doc, span),
    )
    return _own(claim, passage, span) if held is None else _attributed(claim, passage, held, span)


def _own(claim: Claim, passage: Passage, span: TokenSpan) -> Claim:
    block = passage.block
    claim = replace(claim, attitude=own_attitude(passage.doc[span[0] : span[1]]), evidence=OWN_VOICE)
    if block.speaker is None:
        return claim
    return replace(
        claim,
        speaker=block.speaker,
        speaker_start=block.speaker_start,
        speaker_end=block.speaker_end,
        evidence="heading",
    )


def _attributed(claim: Claim, passage: Passage, held: Held, span: TokenSpan) -> Claim:
    doc, found = passage.doc, held.found
    inside = [(max(a, span[0]), min(b, span[1])) for a, b in found.content if a < span[1] and b > span[0]]
    content = _offsets(passage, (inside[0][0], inside[-1][1])) if inside else (claim.start, claim.end)
    source = doc[found.source] if found.source is not None else None
    named = _offsets(passage, (source.left_edge.i, source.right_edge.i + 1)) if source is not None else (None, None)
    cue = _offsets(passage, (found.cue, found.cue + 1))
    return replace(
        claim,
        content_start=content[0],
        content_end=content[1],
        speaker=held.speaker.name,
        speaker_start=named[0],
        speaker_end=named[1],
        form=form_of(doc, found),
        evidence=_evidence(held, doc[found.cue].lemma_),
        cue_start=cue[0],
        cue_end=cue[1],
        attribution=held.number,
        attitude=attitude_to(doc, found),
    )


def _trim(passage: Passage, span: TokenSpan) -> TokenSpan:
    """The span without white space, commas and semicolons at its edges, at least one token long."""
    doc, (start, end) = passage.doc, span
    while start < end - 1 and (doc[start].is_space or doc[start].text in {",", ";"}):
        start += 1
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].text in {",", ";"}):
        end -= 1
    return start, end


def _offsets(passage: Passage, span: TokenSpan) -> tuple[int, int]:
    """A token span as offsets into the document's text."""
    last = passage.doc[span[1] - 1]
    return passage.doc[span[0]].idx + passage.offset, last.idx + len(last) + passage.offset


def _evidence(held: Held, lemma: str) -> str:
    """The rule and the cue that named the speaker, and how a pronoun or a role was resolved; else why it was not."""
    reason = held.speaker.reason
    if held.speaker.name is None:
        return reason or "unresolved"
    return f"{held.found.rule}: {lemma}" + (f" ({reason})" if reason else "")
