"""Clauses with "as" that say whose the rest of a sentence is, read from the words alone.

Ferries, as Ann Lee never tires of repeating, are slow.     As the envoy remembers it, nobody came.

The parser hangs them on whatever stands before or takes them for the main clause, most of all where their subject has
an aside of its own: "as the mayor, Ann Lee, has observed".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stance import lexicon
from stance.attribution.inserted import EDGES, InsertedClause
from stance.attribution.source import NOUN_PHRASE
from stance.attribution.source_kind import is_somebody
from stance.tokens import VERBAL, Doc, Token

LONGEST_SUBJECT: Final = 9
LONGEST_ASIDE: Final = 16
LONGEST_GROUP: Final = 7
LONGEST_REST: Final = 11
"""Tokens of a subject, of an aside behind it, of its verbs, and of what follows them, at most."""

PAUSES: Final = EDGES - {'"', "''", "``"}
"""Marks behind which a clause may stand."""

LINKS: Final = lexicon.words("of in from at for and on 's ' - himself herself themselves itself")
"""Words inside a subject's phrase that are no part of a nominal."""

LIKING: Final = lexicon.words(
    "able careful content eager fond glad happy keen pleased proud quick ready right tired willing anxious apt prone"
    " occasion cause reason taken delight delights pleasure resist help tires weary begun"
)
"""What may stand among the verbs: "is fond of pointing out", "had occasion to tell"."""

NO_SUBJECTS: Final = lexicon.words("i we one you it this that they're there if though well so usual ever always")
HOLDING_IT: Final = {"make": frozenset({"clear", "plain"}), "put": frozenset({"it"})}
"""Verbs that tell a view with one more word."""

AFTER_VERB: Final = frozenset({"ADP", "ADV", "SCONJ", "PUNCT", "PART", "INTJ"})
MIRRORED: Final = lexicon.words("it so this me us him her them more last every")
"""Objects that only point at what is told, or to whom: "as she sees it", "as they told me"."""


def as_clauses(doc: Doc) -> Iterator[InsertedClause]:
    """The clauses of a paragraph, in order. Linear in its length."""
    for token in doc:
        if token.lower_ == "as" and (token.i == token.sent.start or token.nbor(-1).text in PAUSES):
            clause = _clause(token)
            if clause is not None:
                yield clause


def _clause(mark: Token) -> InsertedClause | None:
    doc, last = mark.doc, mark.sent.end
    end = mark.i + 1
    while end < min(last, mark.i + LONGEST_SUBJECT) and _is_nominal(doc[end]):
        end += 1
    head = _head(list(doc[mark.i + 1 : end]))
    cue = _telling(doc, _after_aside(doc, end, last), last) if head is not None else None
    if head is None or cue is None:
        return None
    close = next((i for i in range(cue.i + 1, last) if doc[i].text in EDGES), last)
    opens = mark.i == mark.sent.start and close >= last - 1  # a clause by itself frames nothing
    quoting = close < last and doc[close].text == ":"
    return None if opens or quoting or close - cue.i > LONGEST_REST else InsertedClause(mark.i, close, cue.i, head.i)


def _is_nominal(token: Token) -> bool:
    return (token.pos_ in NOUN_PHRASE and not _may_tell(token)) or token.lower_ in LINKS


def _head(subject: list[Token]) -> Token | None:
    """The head of a noun phrase that can hold a view: its last noun before a preposition, or a pronoun."""
    if not subject or subject[0].lower_ in NO_SUBJECTS or subject[0].pos_ == "ADP":
        return None
    before = subject[: next((i for i, t in enumerate(subject) if t.pos_ == "ADP" and i), len(subject))]
    named = next((t for t in reversed(before) if _may_name(t)), None)
    return named if named is not None and is_somebody(named) else None


def _may_name(token: Token) -> bool:
    noun = token.pos_ in {"PROPN", "NOUN"} or token.tag_ == "PRP" or token.lower_ in lexicon.MANY
    return noun and not token.lower_.endswith(("self", "selves"))


def _after_aside(doc: Doc, i: int, end: int) -> int:
    """The token after what stands between commas behind a subject, else `i`."""
    if i >= end or doc[i].text != ",":
        return i
    commas = (k for k in range(i + 1, min(end, i + LONGEST_ASIDE)) if doc[k].text == ",")
    return next((k + 1 for k in commas if _telling(doc, k + 1, end) is not None), end)


def _telling(doc: Doc, start: int, end: int) -> Token | None:
    """The verb that tells, at the end of the group that begins at `start`: "has observed", "never tires of saying"."""
    for token in doc[start : min(end, start + LONGEST_GROUP)]:
        if _may_tell(token) and _ends_group(token, end):
            return token
        if token.text in EDGES or not (
            token.pos_ in {*VERBAL, "ADV", "PART"} or token.lower_ in LIKING | {"of", "in", "to"}
        ):
            return None
    return None


def _may_tell(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in lexicon.TELLING_AS and (token.pos_ in VERBAL or token.lower_ in lexicon.THIRD_PERSON_FORMS)


def _ends_group(verb: Token, end: int) -> bool:
    """Whether nothing follows a verb but what points at the rest, to whom or when: not "as Riga saw the ship"."""
    after = verb.doc[verb.i + 1 : end]
    needed = HOLDING_IT.get(verb.lemma_.lower())
    if needed is not None:
        return any(t.lower_ in needed for t in after[:2])
    if not after or after[0].text in EDGES:
        return True
    return after[0].lower_ in MIRRORED or (after[0].pos_ in AFTER_VERB and after[0].lower_ not in {"that", "to"})
