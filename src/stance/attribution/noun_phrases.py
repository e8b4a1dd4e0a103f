"""The noun phrase of a group, a body or an office as written, without what is only remarked on it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.source_kind import SourceKind, kind_of
from stance.person_names import POSSESSIVE

MAX_RESTRICTION: Final = 7
"""Tokens of a relative clause that may belong to the name of a group."""

PAST: Final = frozenset({"VBD", "VBN"})
PREMODIFIERS: Final = frozenset({"det", "poss", "amod", "nummod", "compound"})
KEPT_PREPOSITIONS: Final = lexicon.words("of in from within among inside outside")
"""Prepositions that belong to a group's name ("some in Moscow"); others begin a remark on it."""


PEOPLES_PREPOSITIONS: Final = lexicon.words("on at for")
"""Those that belong to what people are: "a spokeswoman for the yard", "two professors at a college"."""


def noun_phrase(head: Token) -> str:
    """The noun phrase as written, up to an apposition, a clause or a remark that follows its head."""
    kept = KEPT_PREPOSITIONS | (
        PEOPLES_PREPOSITIONS if _are_people(head) else frozenset({"on"} if kind_of(head) is SourceKind.PERSON else ())
    )
    stops = [
        child.left_edge.i
        for child in head.children
        if child.i > head.i
        and not _restricts(head, child)
        and (
            child.dep_ in {"appos", "relcl", "acl", "punct", "parataxis", "advcl"}
            or (child.dep_ == "prep" and child.lower_ not in kept and not _in_name(head, child))
        )
    ]
    own = {t.i for t in head.subtree}
    stops += [
        t.left_edge.i for t in head.subtree if t.dep_ == "relcl" and t.left_edge.i > head.i and not _restricts(head, t)
    ]
    stops += [t.left_edge.i for t in head.subtree if t.dep_ == "acl" and t.tag_ in PAST and t.left_edge.i > head.i]
    stops += [i for i in range(head.i, head.right_edge.i) if i not in own]  # the parser hung on it what comes later
    end = max(min([head.right_edge.i + 1, *stops]), head.i + 1)
    # "Every spring somebody asks": a time or an adverb before the pronoun or the determiner is the clause's.
    before = [
        c.right_edge.i + 1
        for c in head.children
        if c.i < head.i
        and (c.dep_ in {"npadvmod", "nsubj", "prep", "preconj"} or c.left_edge.lower_ in {"hardly", "scarcely"})
    ]
    if any(c.dep_ == "conj" for c in head.rights):  # "both China and Russia" are China and Russia
        before += [c.i + 1 for c in head.lefts if c.lower_ == "both"]
    indefinite = head.pos_ == "PRON" and head.lower_.endswith(("body", "one"))
    start = head.i if indefinite else max([head.left_edge.i, *before])
    if head.dep_ == "compound":  # before a verb taken for a noun, which has the phrase's other words
        while start and (part := _below(head.doc[start - 1], head.head)) is not None and part.dep_ in PREMODIFIERS:
            start = part.left_edge.i
    while start > 1 and head.doc[start - 1].text == "-":
        start = head.doc[start - 2].left_edge.i  # "ex-officials", taken apart
    text = " ".join(head.doc[start:end].text.split())
    return POSSESSIVE.sub("", text.strip(" ,;:-–—\"“”'’("))


def _are_people(head: Token) -> bool:
    return head.pos_ == "NOUN" and head.lemma_ not in lexicon.BODY_NOUNS and kind_of(head) is SourceKind.PERSON


def _restricts(head: Token, clause: Token) -> bool:
    """Whether a short relative clause tells which people are meant: "Americans who study the pair"."""
    plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in lexicon.MANY | {"those"}
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
