"""Finds → who holds them, and whose the sentence is in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span, Token

from stance import lexicon
from stance.attribution import find_attributions
from stance.attribution.cast import Cast, Speaker
from stance.attribution.holders import Kind, is_nobody, kind_of, takes_sentence
from stance.attribution.main_clause import in_main_clause, is_conceded
from stance.attribution.match import ADVERBIAL, Found
from stance.attribution.spans import TokenSpan
from stance.parser import Passage
from stance.records import AUTHOR
from stance.speakers import notice_subject, resolve, subjects

UNNAMED: Final = frozenset({"clause", "infinitive", "as", "naming"})
"""Rules that may pass a sentence on for nobody in particular ("is expected to"): it is the writer's, and says so."""

COVER: Final = 0.6
"""Share of a sentence's words that a quotation or an inserted clause must frame to make the sentence its holder's.

On the labelled originals and field passages 0.4 to 0.7 differ by less than half a point of speaker accuracy.
"""


TELLING: Final = lexicon.SPEECH | {"call", "speak", "talk"}


@dataclass(frozen=True, slots=True)
class Held:
    """A find with its number in the document and its holder; `known` if that is a person the document names.

    `outer` is the find it is nested in.
    """

    found: Found
    number: int
    speaker: Speaker
    known: bool
    outer: Held | None = None


def hold(passage: Passage, cast: Cast, number: int, without: frozenset[str] = frozenset()) -> list[Held]:
    """The paragraph's finds with their holders, numbered from `number` in order of the cue; `cast` moves on."""
    founds = find_attributions(passage.doc, without)
    outer_of = {found: _outer(found, founds, passage) for found in founds}
    numbers = {found: number + i for i, found in enumerate(founds)}
    held: dict[Found, Held] = {}
    for place, found in _in_order(passage, founds):
        if found is None:
            notice_subject(passage.doc[place], passage.offset, cast)
        elif outer_of[found] is None:
            held[found] = _held(found, numbers[found], passage, cast, None)
    for found in founds:
        outer = outer_of[found]
        if outer is not None:
            held[found] = _held(found, numbers[found], passage, cast, held.get(outer))
    return [held[found] for found in founds]


def _in_order(passage: Passage, founds: Sequence[Found]) -> list[tuple[int, Found | None]]:
    """Subjects and finds by position, a find's source before the subject that is the same word."""
    steps: list[tuple[int, Found | None]] = [(token.i, None) for token in subjects(passage)]
    steps += [(found.cue if found.source is None else found.source, found) for found in founds]
    return sorted(steps, key=lambda step: (step[0], step[1] is None))


def _outer(found: Found, founds: Sequence[Found], passage: Passage) -> Found | None:
    """The find in which another is nested: it stands in what that one hands over.

    Where a paper or a witness by name only passes on who spoke ("According to the Herald, the minister called for …"),
    it is the other way round.
    """
    for other in founds:
        if within(found, other) and not _passes_on(other, found, passage):
            return other
    return next((other for other in founds if within(other, found) and _passes_on(found, other, passage)), None)


def _passes_on(outer: Found, inner: Found, passage: Passage) -> bool:
    """Whether the outer source, which says the whole sentence, reports that somebody in it spoke."""
    if outer.rule not in {"according to", "in the view of"} or outer.source is None or inner.source is None:
        return False
    cue, teller, holder = passage.doc[inner.cue], passage.doc[outer.source], passage.doc[inner.source]
    told = kind_of(teller) is Kind.DOCUMENT or teller.pos_ == "PROPN"
    return told and cue.dep_ == "ROOT" and cue.lemma_ in TELLING and kind_of(holder) is Kind.PERSON


def within(inner: Found, outer: Found) -> bool:
    """Whether the inner find's cue, or all it hands over and more, lies in the outer one's content."""
    if inner is outer:
        return False
    if any(start <= inner.cue < end for start, end in outer.content):
        return True
    return inner.content != outer.content and all(
        any(a <= start and end <= b for a, b in outer.content) for start, end in inner.content
    )


def _held(found: Found, number: int, passage: Passage, cast: Cast, outer: Held | None) -> Held:
    speaker = _speaker(found, passage, cast, outer)
    return Held(found, number, speaker, cast.are_people(speaker.name), outer)


def _speaker(found: Found, passage: Passage, cast: Cast, outer: Held | None) -> Speaker:
    first_person = passage.block.speaker or AUTHOR
    if found.source is None:
        return Speaker(first_person, "no holder named")
    if outer is not None and outer.found.quoted and outer.speaker.name:
        first_person = outer.speaker.name
    head = passage.doc[found.source]
    speaker = resolve(head, passage.offset, cast, first_person)
    if speaker.name and speaker.name != AUTHOR and outer is None and kind_of(head) is not Kind.THING:
        several = head.tag_ in {"NNS", "NNPS"} or head.lower_ in lexicon.MANY or ";" in speaker.name
        cast.notice(head.idx + passage.offset, speaker.name, plural=several)
    return speaker


def owns(held: Held, sentence: Span, *, lent: bool) -> bool:
    """Whether the sentence is this holder's: its main clause reports, or a quotation all but covers it.

    `lent` says that a heading has given the block to an expert.
    """
    found, doc = held.found, sentence.doc
    inside = sentence.start <= found.cue < sentence.end
    if found.source is None:
        return found.rule in UNNAMED and inside and not lent and in_main_clause(doc, found)
    cue, head = doc[found.cue], doc[found.source]
    if is_nobody(head):
        return False
    kind = Kind.PERSON if held.known else kind_of(head)
    if inside and kind is Kind.PERSON and _told_me(cue):
        return True
    if not takes_sentence(found, cue, head, kind, lent=lent):
        return False
    if held.speaker.name is None and cue.lemma_ not in lexicon.SPEECH:
        return False
    if _after_colon(found, sentence):
        return True
    if inside and (in_main_clause(doc, found) or _opens(found, sentence)):
        return True
    if is_conceded(cue):
        return False
    return (found.quoted or found.rule in ADVERBIAL) and _covers(sentence, frame(found, sentence))


def _covers(sentence: Span, span: TokenSpan) -> bool:
    framed, words = (sum(not t.is_punct for t in part) for part in (sentence.doc[span[0] : span[1]], sentence))
    return words > 0 and framed >= COVER * words


def _after_colon(found: Found, sentence: Span) -> bool:
    """Whether the sentence leads up to the quotation it ends with: "X is gloomier still: …"."""
    begins = (start for start, _ in found.content if sentence.start < start < sentence.end)
    return found.quoted and any(sentence.doc[start - 1].text == ":" for start in begins)


def _told_me(cue: Token) -> bool:
    """Whether it was said to the writer: "what an official described to me as"."""
    return cue.lemma_ in lexicon.SPEECH | lexicon.AS_VERBS and any(
        to.dep_ in {"dative", "dobj", "prep"} and c.lower_ in {"me", "us"}
        for to in cue.children
        for c in (to, *to.children)
    )


def _opens(found: Found, sentence: Span) -> bool:
    """Whether "In their view" or "According to X" opens the sentence, so that all of it is theirs."""
    words = [token.i for token in sentence if not token.is_punct and token.pos_ not in {"CCONJ", "ADV"}]
    return found.rule in ADVERBIAL and found.rule != "as clause" and words[:1] == [found.cue]


def opens_second_clause(held: Held, sentence: Span) -> bool:
    """Whether the reporting clause stands beside one before it and has a subject of its own."""
    found, doc = held.found, sentence.doc
    if not sentence.start <= found.cue < sentence.end or found.source is None or found.rule != "clause":
        return False
    cue = doc[found.cue]
    if cue.dep_ == "conj" and cue.head.dep_ == "conj" and doc[found.source].head.i == cue.head.i:
        cue = cue.head  # "and somebody reads them and asks whether …": the clause begins at the first of the verbs
    start = frame(found, sentence)[0]
    parted = any(t.text == ";" for t in doc[max(sentence.start, start - 3) : start])
    return (cue.dep_ == "conj" or (parted and cue.dep_ in {"parataxis", "ROOT"})) and doc[found.source].head.i == cue.i


def clause_start(held: Held, sentence: Span) -> int:
    """Where the find's clause begins: at its conjunction, if it has one."""
    start, doc = frame(held.found, sentence)[0], sentence.doc
    while start > sentence.start and doc[start - 1].dep_ == "cc":
        start -= 1
    return start


def frame(found: Found, sentence: Span) -> TokenSpan:
    """From the first to the last token of the find's source, cue and content in this sentence."""
    doc = sentence.doc
    places = [i for start, end in found.content for i in range(max(start, sentence.start), min(end, sentence.end))]
    if sentence.start <= found.cue < sentence.end:
        places.append(found.cue)
        head = doc[found.source] if found.source is not None else None
        joined = doc[found.cue].head.i if doc[found.cue].dep_ == "conj" else found.cue
        if head is not None and (found.cue in {head.head.i, head.head.head.i} or joined == head.head.i):
            places += [i for i in (head.left_edge.i, head.i) if sentence.start <= i < sentence.end]
    return (min(places), max(places) + 1) if places else (sentence.start, sentence.end)
