"""A quotation without marks, in a paragraph of its own below a sentence that leads up to it with a colon.

In a letter Ann Lee told the council the following: ¶ Faith is of use.      Ann Lee wrote to the union, saying: ¶ …

A colon opens much else: "The minister declared victory too soon: ¶ The war went on." So the last verb before it must be
one of saying, with nothing behind it but whom it was said to, when, where, or a word for what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from stance import lexicon
from stance.attribution.discourse import QUOTATION_GOES_ON
from stance.attribution.entities import Entities
from stance.attribution.passes import ScopedPassage
from stance.attribution.scope import Scope
from stance.attribution.source import find_source
from stance.attribution.source_kind import SourceKind, is_nobody, kind_of
from stance.attribution.speakers import resolve
from stance.records import AUTHOR, Form
from stance.tokens import FINITE, VERBAL, Span, Token

LEADING: Final = lexicon.words("add declare remark say tell write")
"""Verbs behind which a colon opens what is said; "answered in kind:" and "explained it badly:" may open anything."""

THESE_WORDS: Final = lexicon.words("following this word")
"""What stands for the words below: "said the following:", "wrote these words:"."""

PLACING: Final = lexicon.words("after at during in on to")
"""Prepositions of where, when and to whom; not of what about or for: "wrote about Riga:", "told it for once:"."""

TIMES: Final = lexicon.words("afterwards again earlier later once recently then today yesterday")
"""Adverbs that say no more than when; "spoke too soon:" judges."""

UNTELLING: Final = lexicon.words("a an and for in of the to")
"""Words of a speaker's name that do not tell who it is."""

CONFIDENCE: Final = 0.6
"""How sure what is given here is: less than a quotation in marks. There are too few with labels to fit it."""


def carry_block_quotations(paragraphs: Sequence[ScopedPassage], entities: Entities, view: str) -> None:
    """Give the paragraph without marks right below a sentence that leads up to it with a colon to who says it there.

    Only what is still the writer's is given, and nothing where the `view` of the text has a heading between the two.
    """
    for lead, below in pairwise(paragraphs):
        name = _who_leads_up(lead, entities)
        if name is None or not _may_be_quoted(below, name) or view[_end(lead) : below.passage.offset].strip():
            continue
        _give(lead, len(lead.sentences) - 1, name, Form.INDIRECT)
        for i in range(len(below.sentences)):
            _give(below, i, name, Form.DIRECT)


def _give(paragraph: ScopedPassage, i: int, name: str, form: Form) -> None:
    """Make a sentence somebody's that is still the writer's."""
    if paragraph.is_the_writers(i):
        span = (paragraph.sentences[i].start, paragraph.sentences[i].end)
        paragraph.scopes[i] = [Scope(None, span, name, QUOTATION_GOES_ON, form, confidence=CONFIDENCE)]


def _end(paragraph: ScopedPassage) -> int:
    """Where a paragraph ends in the text, in characters."""
    return paragraph.passage.offsets(0, len(paragraph.passage.doc))[1]


def _who_leads_up(paragraph: ScopedPassage, entities: Entities) -> str | None:
    """Who says what follows a paragraph that ends with a colon: "In her letter Ann Lee added the following:"."""
    colon = paragraph.sentences and paragraph.passage.doc[-1].text == ":"
    if not colon or paragraph.passes.quotations or paragraph.passage.block.speaker:
        return None
    lead = paragraph.sentences[-1]
    cue = next((t for t in reversed(list(lead)) if t.pos_ in VERBAL and t.lower_ not in THESE_WORDS), None)
    source = find_source(cue) if cue is not None and _leads_up(cue, lead) else None
    if source is None or not _can_say(source):
        return None
    name = resolve(source, paragraph.passage.offset, entities, AUTHOR).name
    return name if name != AUTHOR and paragraph.scopes[-1][-1].holder in {None, name} else None


def _can_say(source: Token) -> bool:
    """Whether a source is somebody; "they say" is hearsay."""
    return kind_of(source) is SourceKind.PERSON and not is_nobody(source) and source.lower_ != "they"


def _leads_up(cue: Token, lead: Span) -> bool:
    """Whether a sentence's last verb says something, by itself or in "…, saying:", and only leads up to the colon."""
    beside = cue.tag_ == "VBG" and cue.i > lead.start and cue.nbor(-1).text == ","
    if cue.lemma_ not in LEADING or not (beside or _is_asserted(cue)):
        return False
    parts = (part for part in cue.rights if _only_leads_up(part, cue))
    leading = {t.i for part in parts for t in part.subtree if t.pos_ != "CCONJ"}
    return leading.issuperset(range(cue.i + 1, lead.end - 1))


def _is_asserted(verb: Token) -> bool:
    """Whether a verb is a main one and has no "did not", "could" or "when" before it."""
    main = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
    open_to = any(c.dep_ in {"aux", "mark", "neg"} or c.tag_ == "WRB" for c in verb.lefts)
    return verb.tag_ in FINITE and main and not open_to


def _only_leads_up(part: Token, cue: Token) -> bool:
    """Whether what hangs on a verb of saying is whom it was said to, when, where, or a word for what follows."""
    if part.lemma_ in THESE_WORDS or part.lower_ in TIMES or part.dep_ == "npadvmod":
        return True
    if part.dep_ in {"prep", "dative"} and part.lower_ in PLACING:
        return (cue.lemma_, part.lower_) != ("add", "to")  # "adding to the trouble:"
    hearer = part.dep_ in {"dobj", "dative"} and cue.lemma_ == "tell"
    return hearer and kind_of(part) in {SourceKind.PERSON, SourceKind.STATE}


def _may_be_quoted(paragraph: ScopedPassage, holder: str) -> bool:
    """Whether a paragraph may be a quotation without marks: it has no marks and does not name who speaks."""
    telling = set(holder.casefold().split()) - UNTELLING
    named = not telling.isdisjoint(paragraph.passage.doc.words)
    return not named and not paragraph.passes.quotations and paragraph.passage.block.speaker is None
