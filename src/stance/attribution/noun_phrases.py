"""The noun phrase of a group, a body or an office as written, without what is only remarked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stance import lexicon
from stance.attribution.source import next_subject
from stance.attribution.source_kind import SourceKind, kind_of
from stance.person_names import POSSESSIVE
from stance.tokens import Doc, Token, once_a_token, text_of

MAX_RESTRICTION: Final = 7
"""Tokens of a relative clause that may belong to the name of a group."""

PAST: Final = frozenset({"VBD", "VBN"})
PREMODIFIERS: Final = frozenset({"det", "poss", "amod", "nummod", "compound"})
CLAUSES_OWN: Final = frozenset({"npadvmod", "nsubj", "prep", "preconj"})
PAIRING: Final = frozenset({"both", "neither"})
"""What stands before two who are named."""

BARELY: Final = frozenset({"hardly", "scarcely", "even", "not"})
"""What stands before a noun phrase and belongs to the clause."""

DASHES: Final = frozenset({"-", "–", "—"})
"""What parts a place from who is named, and words that were taken apart."""

YEAR: Final = re.compile(r" \(\d[^)]*\)?")
"""A year behind a name, as scholars cite: "Lee and Kim (2019)"."""

LISTED: Final = frozenset({"ADJ", "DET", "NOUN", "NUM", "PART", "PROPN"})
"""What the parts of a list are made of."""

ORDINALS: Final = lexicon.words("first second third fourth fifth finally lastly secondly thirdly")
"""What counts a sentence among others, before a comma: "Third, low-paid tenors"."""

FLOATING: Final = frozenset({"both", "alike"})
"""What counts the two of a phrase after them: "Riga and Oslo both agree"."""

SPREAD: Final = lexicon.words("across around throughout")
"""Prepositions that tell where people are, or when something is said: "around the world", "around noon"."""

TIMES: Final = lexicon.nouns_of("time")

KEPT_PREPOSITIONS: Final = SPREAD | lexicon.words("of in from within among inside outside like")
"""Prepositions that belong to a group's name ("some in Moscow"); others begin a remark on it."""

PEOPLES_PREPOSITIONS: Final = lexicon.words("on at for from above over under")
"""Those that belong to what people are: "a spokeswoman for the yard", "two professors at a college"."""


@once_a_token
def noun_phrase(head: Token) -> str:
    """The noun phrase as written, up to an apposition, a clause or a remark that follows its head."""
    return _as_written(head, _end(head))


def phrase_before(head: Token, clause: Token) -> str:
    """The same, up to where a relative clause with that first word begins."""
    return _as_written(head, min(_end(head), clause.i))


def _as_written(head: Token, end: int) -> str:
    text = YEAR.sub("", " ".join(text_of(head.doc[_start(head) : end]).split()))
    name = POSSESSIVE.sub("", text.replace("[", "").replace("]", "").strip(" ,;:-–—\"“”'’("))
    alone = name.count('"') == 1  # 'critics of the "Long Quay"', whose last mark was stripped
    return name.replace('"', "") if alone else name


def _end(head: Token) -> int:
    """The token after the phrase's last."""
    last = head.right_edge
    if last is head:
        return head.i + 1
    end = max(min([last.i + 1, *_remarks(head), *_others(head)]), head.i + 1)
    counted = head.tag_ == "NNS" and any(c.lower_ == "of" for c in head.rights) and end > head.i + 1
    return _list_end(head.doc, end) if counted else end


def _list_end(doc: Doc, end: int) -> int:
    """Where a list that a phrase begins ends, its last part after ", and": "wardens of the zoo, the pool, and …"."""
    place, parts, last = end, 0, False
    while not last and place + 1 < len(doc) and doc[place].text == ",":
        last = doc[place + 1].lower_ == "and"
        first = place = place + 1 + last
        while place < len(doc) and doc[place].pos_ in LISTED:
            place += 1
        if place == first or doc[place - 1].pos_ not in {"NOUN", "PROPN"}:
            return end
        parts += 1
    return place if last and parts > 1 else end


def _remarks(head: Token) -> Iterator[int]:
    """Where something begins behind a noun that only tells more of it."""
    yield from (c.left_edge.i for c in head.rights if _is_remark(c, head))
    for token in head.subtree:
        start = token.left_edge.i
        if start > head.i and (
            _tells_a_deed(token, head) or (token.dep_ == "appos" and token.doc[start - 1].text == ",")
        ):
            yield start
        if token.i > head.i and _is_lost_verb(token):
            yield token.i


def _others(head: Token) -> Iterator[int]:
    """Where something begins behind a noun that the parser hung on it and that is none of its phrase."""
    if head.right_edge.lower_ in FLOATING:
        yield head.right_edge.i
    beyond = next_subject(head)
    if beyond is not None:
        yield beyond.left_edge.i
    own = {t.i for t in head.subtree}
    yield from (i for i in range(head.i, head.right_edge.i) if i not in own)


def _is_remark(child: Token, head: Token) -> bool:
    """Whether what follows a noun only tells more of it, and is no part of the name."""
    if _restricts(head, child):
        return False
    if child.dep_ == "prep":
        return _tells_when(child) or (child.lower_ not in _kept_prepositions(head) and not _in_name(head, child))
    return child.dep_ in {"appos", "relcl", "acl", "punct", "parataxis", "advcl"}


def _kept_prepositions(head: Token) -> frozenset[str]:
    if _are_people(head):
        return KEPT_PREPOSITIONS | PEOPLES_PREPOSITIONS
    documents = head.lemma_ in lexicon.DOCUMENT_NOUNS  # "a report on the vote"
    return KEPT_PREPOSITIONS | {"on"} if documents or kind_of(head) is SourceKind.PERSON else KEPT_PREPOSITIONS


def _tells_when(preposition: Token) -> bool:
    """Whether a preposition of place stands before a time: "officials around noon"."""
    spread = preposition.lower_ in SPREAD
    return spread and any(c.like_num or c.lemma_ in TIMES for c in preposition.rights)


def _tells_a_deed(token: Token, head: Token) -> bool:
    """Whether a clause deeper in the phrase tells what somebody did."""
    return (token.dep_ == "relcl" and not _restricts(head, token)) or (token.dep_ == "acl" and token.tag_ in PAST)


def _start(head: Token) -> int:
    """The phrase's first token."""
    # "Every spring somebody asks": a time or an adverb before the pronoun or the determiner is the clause's.
    before = [c.right_edge.i + 1 for c in head.lefts if c.dep_ in CLAUSES_OWN or _is_barely(c.left_edge, head)]
    joint = any(c.dep_ == "conj" for c in head.rights)  # "both China and Russia" are China and Russia
    before += [c.i + 1 for c in head.lefts if joint and c.lower_ in PAIRING]
    if head.lower_.endswith(("body", "one")) and head.pos_ == "PRON":
        before = [head.i]
    before += _after_dashes(head)
    before += _after_ordinal(head)
    start = max([head.left_edge.i, *before])
    if head.dep_ == "compound":  # before a verb taken for a noun, which has the phrase's other words
        while start and (part := _below(head.doc[start - 1], head.head)) is not None and part.dep_ in PREMODIFIERS:
            start = part.left_edge.i
    return _before_hyphens(head.doc, start)


def _is_barely(word: Token, head: Token) -> bool:
    """Whether a word before a noun phrase is the clause's; "Even" before one name may be another: "Even Larsen"."""
    lone = word.text == "Even" and word.i + 1 == head.i and head.tag_ == "NNP" and head.text.istitle()
    known = head.lower_ in lexicon.METONYMS or head.lower_ in lexicon.PLACES
    return word.lower_ in BARELY and (known or not lone)


def _after_dashes(head: Token) -> list[int]:
    """Where the phrase begins anew after a dash between blanks: "RIGA, Latvia - Officials"."""
    return [t.i + 1 for t in head.doc[head.left_edge.i : head.i] if t.text in DASHES and t.whitespace_]


def _after_ordinal(head: Token) -> list[int]:
    """Where the phrase begins behind a word that counts the sentence: "Third, low-paid tenors"."""
    first = head.left_edge
    counted = first.i + 1 < head.i and first.lower_ in ORDINALS and first.nbor().text == ","
    return [first.i + 2] if counted else []


def _before_hyphens(doc: Doc, start: int) -> int:
    """The first token of a word that was taken apart: "ex-officials"; not over a dash, "RIGA - Officials"."""
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start = doc[start - 2].left_edge.i
    return start


def whole_word(head: Token) -> str:
    """A word in small letters, with what was taken apart from it at hyphens: "co-author"."""
    return text_of(head.doc[_first_part(head) : head.i + 1]).casefold()


def owner_of(head: Token) -> Token | None:
    """Whose somebody is: "her" of "her co-author", wherever it hangs in a word that was taken apart."""
    parts = head.doc[_first_part(head) : head.i + 1]
    return next((c for part in parts for c in part.children if c.dep_ == "poss"), None)


def _first_part(head: Token) -> int:
    """The first token of a word that was taken apart at hyphens."""
    first = head.i
    while first > 1 and head.doc[first - 1].text == "-" and not head.doc[first - 1].whitespace_:
        first -= 2
    return first


def _is_lost_verb(token: Token) -> bool:
    """Whether a verb before "that" was taken for a noun of the phrase: "the paper from Riga states that"."""
    return token.lower_ in lexicon.THIRD_PERSON_FORMS and any(t.lower_ == "that" for t in token.following)


def _are_people(head: Token) -> bool:
    common = head.pos_ == "NOUN" or head.tag_ == "NNPS" or head.lower_ in lexicon.PERSON_NOUNS
    return common and head.lemma_ not in lexicon.BODY_NOUNS and kind_of(head) is SourceKind.PERSON


def _restricts(head: Token, clause: Token) -> bool:
    """Whether a short relative clause tells which people are meant: "Americans who study the pair"."""
    plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in lexicon.MANY or head.lower_ == "those"
    return (
        plural
        and clause.dep_ == "relcl"
        and clause.head.i == head.i
        and clause.left_edge.i == head.i + 1
        and clause.left_edge.lower_ in {"who", "that"}
        and clause.right_edge.i - head.i <= MAX_RESTRICTION
    )


def _in_name(head: Token, preposition: Token) -> bool:
    """Whether a preposition is inside the name of a body: "Bank for Reconstruction"."""
    return head.pos_ == "PROPN" and any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in preposition.children)


def _below(token: Token, head: Token) -> Token | None:
    """The child of `head` under which a token stands, or `head` if it is the root; None if it stands elsewhere."""
    return next((t for t in (token, *token.ancestors) if t.head.i == head.i), None)
