"""A rule of attribution: its dependency patterns, as fields what follows from a match, and what a match gives.

Each pattern is in the language of spaCy's `DependencyMatcher`. It has a node `cue` (the word that hands a proposition
over) and a node `content` (the head of what is handed over); `source`, where a pattern has it, is the head of the noun
phrase that names who holds it, else the cue's subject is sought. Labels are those of spaCy's English models. It begins
with its rarest word, from which the others are sought: the `cue`, or another `anchor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stance.attribution.spans import TokenSpan
from stance.tokens import Token

Node = dict[str, Any]
Pattern = tuple[Node, ...]

Nodes = Mapping[str, Token]
"""A match: the tokens by the names of the pattern's nodes."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rule:
    """A named rule. Rules without patterns name what other code finds: quotations, labels, inserted clauses.

    A match must meet `condition`; `pairs` says which words node `preposition` may be for a cue's lemma. An `implicit`
    rule may stand without a source ("it is said that").

    Content: the cue of an `adverbial` rule hangs on its content ("according to X"); one with `own_subject` never
    borrows a source from the clause around it. A `full` complement makes `partial` ones of the same cue redundant
    ("warned them to stop"), any other rule a `fallback` one; an `auxiliary` cue makes one verb group with a cue in
    its complement ("refused to say"). With `several_parts` the content is object and complement together ("called
    the pact dead"), with `last_clause` what the content's own verb of saying hands over ("quoted as saying that
    S"), with `cue_is_content` the phrase of the cue ("were dismayed by the vote").

    Scope: a `reporting` rule hands over a clause or a quotation; a `carried` one hangs on a noun that a verb has to
    carry ("expressed doubt that"); `as_said` ones count as said though they hand over a noun. The cue of a
    `main_clause` rule is in its sentence's main clause whatever the parser says. `judges_object`: only verbs of judging
    make the sentence the holder's, since with others the object is acted upon. `whole_sentence`: opening a sentence it
    takes all of it. `passes_on`: its source may be a paper that only tells what somebody said ("According to the
    Herald, the minister called for …"). `quotes`: the content is a quotation. `by_state` tells when a country holds it,
    None where saying it is enough; `by_document` likewise. `separate_claim`: inside another's sentence the content is a
    claim of its own; with `reports_acts` also after a verb that is an act of state ("declared that"). `impersonal`:
    without a source the sentence is the writer's but says that others hold it.
    """

    name: str
    patterns: tuple[Pattern, ...] = ()
    condition: Callable[[Nodes], bool] | None = None
    pairs: Mapping[str, frozenset[str]] | None = None
    implicit: bool = False

    adverbial: bool = False
    own_subject: bool = False
    full: bool = False
    partial: bool = False
    fallback: bool = False
    auxiliary: bool = False
    several_parts: bool = False
    last_clause: bool = False
    cue_is_content: bool = False

    reporting: bool = False
    carried: bool = False
    as_said: bool = False
    main_clause: bool = False
    judges_object: bool = False
    whole_sentence: bool = False
    passes_on: bool = False
    quotes: bool = False
    by_state: Callable[[Token], bool] | None = None
    by_document: Callable[[Token], bool] | None = None
    separate_claim: bool = True
    reports_acts: bool = False
    impersonal: bool = False

    @property
    def saying(self) -> bool:
        """Whether what is handed over counts as said or written."""
        return self.reporting or self.carried or self.as_said


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution in one Doc: the rule, the cue's index, the content's token spans, the source's head.

    `source` is None where nobody is named; `quoted` says that a whole quotation is part of the content, `viewed` that
    its clause is probably its source's view, or else the writer's to tell; None where the one is as likely. `likely` is
    how probable the first is, where it was weighed.
    """

    rule: Rule
    cue: int
    content: tuple[TokenSpan, ...]
    source: int | None = None
    quoted: bool = False
    viewed: bool | None = None
    likely: float | None = None

    @property
    def places(self) -> set[int]:
        """The places of its content's tokens."""
        return {i for start, end in self.content for i in range(start, end)}


def cues_with_source(candidates: Iterable[Candidate]) -> set[int]:
    """The cues of those whose source is named."""
    return {candidate.cue for candidate in candidates if candidate.source is not None}


def nodes_of(pattern: Pattern) -> tuple[str, ...]:
    """The names of a pattern's nodes in order."""
    return tuple(str(part["RIGHT_ID"]) for part in pattern)


def anchor(name: str, **attributes: str | Iterable[str]) -> Node:
    """The first node of a pattern, the rarest of its words; an attribute is one word or any of several."""
    return {"RIGHT_ID": name, "RIGHT_ATTRS": _predicates(attributes)}


def cue(**attributes: str | Iterable[str]) -> Node:
    """The cue as the first node."""
    return anchor("cue", **attributes)


def node(name: str, head: str, operator: str = ">", **attributes: str | Iterable[str]) -> Node:
    """A node that stands in relation `operator` to `head` (">" is: a child of it)."""
    return {"LEFT_ID": head, "REL_OP": operator, "RIGHT_ID": name, "RIGHT_ATTRS": _predicates(attributes)}


def _predicates(attributes: Mapping[str, str | Iterable[str]]) -> Node:
    """The attributes as the matcher takes them, sets of words in a stable order."""
    return {name: one if isinstance(one, str) else {"IN": sorted(one)} for name, one in attributes.items()}
