"""Whose a main clause is: its writer's, who tells what somebody does, or that one's, whose view it is.

    Beijing wants that border quiet. Beijing closed that border in May.

What tells (`view_features`) is weighed by a logistic regression that `scripts/fit_attribution.py` fits on labelled
passages; its weights are in `weights.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.clause_holders import Clause, Holding, clauses_of
from stance.attribution.confidence import probability, weights_of
from stance.attribution.extract import ANY_SUBJECT
from stance.attribution.main_clause import in_main_clause
from stance.attribution.rules import VIEW
from stance.attribution.rules.rule import Candidate
from stance.attribution.source_kind import SourceKind, kind_of
from stance.attribution.view_features import Context, features_of
from stance.lexicon.text import verb_class
from stance.tokens import Doc, Token

MODEL: Final = "view"

THAT_CLAUSES: Final = frozenset({"ccomp", "acl"})
"""Clauses that may be all that a view's clause tells: "is certain that …", "it is the conviction of Ann Lee that …"."""

BESIDE: Final = ANY_SUBJECT | {"conj", "cc", "parataxis", "advcl", "punct"}


DEED_RULES: Final = frozenset({"judgement", "partial quotation", "preposition"})
"""Rules whose words tell what somebody does as well: "voted against the pact", "found that the door was shut"."""

OUTSPOKEN: Final = lexicon.STATE_VIEWS | lexicon.words(
    "accuse agree argue call complain disagree insist plead point speak talk"
)
"""Verbs that tell a view with whatever they take: "spoke up for a pact", "cling to the formula"."""


def judge_views(doc: Doc, candidates: Sequence[Candidate], *, in_lines: bool = False) -> list[Candidate]:
    """The candidates, marked where their clause is probably their source's view, and one for each other such clause.

    `in_lines` says that the text has a sentence a paragraph, so that the paragraph's ends tell nothing.
    """
    model = weights_of(MODEL)
    context = Context(doc, candidates, in_lines=in_lines)
    viewed: set[int | None] = set()
    weighed: dict[int | None, float] = {}
    events: set[int] = set()
    added = []
    framed = _framed(candidates) if candidates else frozenset()
    raised = _raised(candidates)
    for clause in clauses_of(doc):
        likely = probability(dict.fromkeys(features_of(clause, context), 1.0), model["weights"])
        weighed[clause.source.i] = max(likely, weighed.get(clause.source.i, 0.0))
        if likely < model["told"] and not _is_outspoken(clause.verb):
            events.add(clause.verb.i)
        if not _is_view(clause, likely) or clause.verb.i in raised:
            continue
        viewed.add(clause.source.i)
        if clause.verb.i not in framed and not _is_found(doc, clause, context.of_source.get(clause.source.i, [])):
            added.append(_view(clause, likely))
    marked = [_marked(c, viewed, events) for c in candidates]
    marked = [replace(c, likely=weighed[c.source]) if c.source in weighed else c for c in marked]
    return sorted([*marked, *(view for view in added if view.content)], key=lambda candidate: candidate.cue)


def _is_found(doc: Doc, clause: Clause, candidates: Sequence[Candidate]) -> bool:
    """Whether one of the candidates of a clause's source tells it, and not a clause inside it: "came to dread"."""
    if clause.holding in {Holding.PHRASE, Holding.AS}:
        return bool(candidates)
    return any(c.rule.adverbial or c.quoted or in_main_clause(doc, c) for c in candidates)


def _view(clause: Clause, likely: float) -> Candidate:
    """The candidate of a clause that no rule found."""
    return Candidate(VIEW, clause.verb.i, spans.runs(_content(clause)), clause.source.i, viewed=True, likely=likely)


def _marked(candidate: Candidate, viewed: Set[int | None], events: Set[int]) -> Candidate:
    """A candidate of a source whose view a clause is, or of whom one only tells; "It will rain, both say" is said."""
    if candidate.source in viewed:
        return replace(candidate, viewed=True)
    doubted = candidate.cue in events and candidate.rule.name in DEED_RULES and candidate.content[0][0] > candidate.cue
    return replace(candidate, viewed=False) if doubted else candidate


def _framed(candidates: Sequence[Candidate]) -> Set[int]:
    """The places of what is framed as somebody's: "Sloth is bliss, according to Ann Lee"."""
    return {i for c in candidates if c.rule.adverbial for start, end in c.content for i in range(start, end)}


def _raised(candidates: Sequence[Candidate]) -> Set[int]:
    """The places of passives whose subject somebody thinks something of: "is expected to win"."""
    return {candidate.cue for candidate in candidates if candidate.rule.name == "raising"}


def _is_view(clause: Clause, likely: float) -> bool:
    """Whether a clause is a view, by how likely it is one, or as "what troubles Riga is …"; a nod is none."""
    pointed = clause.holding is Holding.OBJECT and clause.verb.dep_ == "csubj"
    felt = pointed and clause.verb.lemma_ in lexicon.EXPERIENCERS
    return (felt or likely >= weights_of(MODEL)["least"]) and not _is_bodily_act(clause)


def _is_outspoken(verb: Token) -> bool:
    """Whether a verb is no deed, however the model weighs it."""
    thought = verb.lemma_ in lexicon.THINKING and any(c.dep_ == "ccomp" for c in verb.rights)
    return thought or verb.lemma_ in OUTSPOKEN


def _is_bodily_act(clause: Clause) -> bool:
    """Whether somebody smiles, nods or sighs, which is the writer's to tell; a state that shrugs has a view."""
    verb = clause.verb
    bare = not any(c.dep_ in {"ccomp", "prep", "dobj"} for c in verb.children)
    return bare and verb_class(verb.lemma_) == "body" and kind_of(clause.source) is SourceKind.PERSON


def _content(clause: Clause) -> set[int]:
    if clause.holding in {Holding.PHRASE, Holding.AS}:
        return {t.i for t in clause.verb.head.subtree} - {t.i for t in clause.verb.subtree}
    if clause.verb.dep_ == "csubj":  # "what Riga wants is time"
        return {t.i for c in clause.verb.head.rights if c.dep_ != "punct" for t in c.subtree}
    return _predicate_of(clause.verb)


def _predicate_of(verb: Token) -> set[int]:
    """What a verb tells of its subject: the clause that it hands over, else all that is no clause beside it."""
    told = next((t for t in _predicates(verb) if t.dep_ in THAT_CLAUSES and _has_that(t)), None)
    if told is not None:
        return {t.i for t in told.subtree}
    return {t.i for t in verb.subtree} - {t.i for c in verb.children if c.dep_ in BESIDE for t in c.subtree}


def _predicates(verb: Token) -> Iterator[Token]:
    """What may be the clause that a predicate hands over: on the verb, or on the noun or adjective behind it."""
    for child in verb.rights:
        yield child
        if child.dep_ in {"acomp", "attr", "dobj", "oprd"}:
            yield from child.rights


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)
