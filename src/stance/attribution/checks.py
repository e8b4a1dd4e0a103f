"""What a dependency pattern cannot say: the conditions under which a match of a rule is an attribution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from spacy.tokens import Token

from stance import lexicon
from stance.attribution.holding import inverted_source

Nodes = Mapping[str, Token]
"""A match: the tokens by the names of the pattern's nodes."""

FUTURE: Final = frozenset({"will", "would", "may", "might", "could"})


def _is_clause(nodes: Nodes) -> bool:
    """Whether the complement is what is said: not seen happening, and not the clause before a semicolon."""
    cue, content = nodes["cue"], nodes["content"]
    if content.i < cue.i and any(t.text in {";", ":"} for t in cue.doc[content.i : cue.i]):
        return False
    if (
        content.i > cue.i
        and cue.lemma_ in lexicon.THAT_ONLY
        and not any(c.lower_ in {"that", '"'} for c in (*content.children, *cue.children))
        and not (
            cue.lemma_ in lexicon.AS_VERBS and any(c.lower_ == "as" and c.dep_ == "mark" for c in content.children)
        )
    ):
        return False
    if cue.lemma_ == "see" and any(c.lower_ == "to" and c.dep_ == "prep" for c in cue.children):
        return False  # "sees to it that"
    inverted = inverted_source(cue) if content.i > cue.i else None
    if inverted is not None and inverted in content.subtree:
        return False
    if content.tag_ in {"VB", "VBG", "VBN"} and cue.lemma_ not in lexicon.SUBJUNCTIVE:
        return (
            any(c.dep_ in {"aux", "mark", "auxpass"} or c.tag_ == "MD" for c in content.children)
            or cue.lemma_ in lexicon.SPEECH
        )
    return True


def _is_stray(nodes: Nodes) -> bool:
    """Whether a "that" clause hangs on a time or place after the cue only by the parser's mistake."""
    cue, content = nodes["cue"], nodes["content"]
    between = content.head
    return (
        (
            (between.i > cue.i and between.head.dep_ in {"prep", "npadvmod"})
            or between.dep_ in {"npadvmod", "dobj", "dative"}
        )
        and between.lemma_ not in lexicon.REPORT_NOUNS
        and not any(c.dep_ == "ccomp" for c in cue.children)
        and not any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ == "that" for c in content.children)
    )


def _opens_sentence(nodes: Nodes) -> bool:
    """Whether "for X," opens the sentence and X can hold a view."""
    cue, source = nodes["cue"], nodes["source"]
    after = cue.doc[source.right_edge.i + 1 : source.right_edge.i + 2].text
    holder = source.pos_ == "PROPN" or source.lemma_ in lexicon.PERSON_NOUNS or source.lower_ in {"him", "her", "them"}
    holder = holder and source.lower_ != "one"  # "for one" counts reasons
    return cue.i == cue.sent.start and after == "," and holder


def _is_felt(nodes: Nodes) -> bool:
    """Whether a feeling is told: "will not frighten them" is the writer's guess."""
    return not any(c.dep_ == "neg" or c.lower_ in FUTURE for c in nodes["cue"].children)


def _is_about_a_thing(nodes: Nodes) -> bool:
    """Whether an adjective is about another: not "sure of themselves"."""
    return not nodes["content"].lower_.endswith(("self", "selves"))


def _is_judged(nodes: Nodes) -> bool:
    """Whether a thing is judged as something: not "see as much of one another as they do"."""
    return not any(_is_compared(token) for token in (nodes["content"], nodes["as"].head))


def _is_compared(word: Token) -> bool:
    """Whether "as" stands before the word too: "as much", "as often"."""
    return any(c.i < word.i and c.lower_ == "as" and c.dep_ == "advmod" for c in word.children)


def _is_named(nodes: Nodes) -> bool:
    """Whether the name follows what is named: "called the pact old", not "called the old pact"."""
    name = nodes["name"]
    return not (name.dep_ == "amod" and name.i < nodes["content"].i)


def _is_object(nodes: Nodes) -> bool:
    return not _hands_on(nodes["content"])


def _hands_on(noun: Token) -> bool:
    """Whether a noun object only carries the content that hangs below it: "express concern that …"."""
    if noun.lemma_ in lexicon.REPORT_NOUNS and any(
        c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i for c in noun.children
    ):
        return True
    prepositions = lexicon.STANCE_NOUNS.get(noun.lemma_, frozenset())
    return any(c.dep_ == "prep" and c.lower_ in prepositions for c in noun.children)


CHECKS: Final[Mapping[str, Callable[[Nodes], bool]]] = {
    "clause": _is_clause,
    "stray clause": _is_stray,
    "object": _is_object,
    "judgement": _is_object,
    "as": _is_judged,
    "naming": _is_named,
    "feeling": _is_felt,
    "adjective about": _is_about_a_thing,
    "for somebody": _opens_sentence,
}
"""By the rule's name; a rule without one takes every match."""
