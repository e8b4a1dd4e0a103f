"""Whose a main clause is: its writer's, who tells what somebody does, or that one's, whose view it is.

    Beijing wants that border quiet. Beijing closed that border in May.

What tells (`view_features`) is weighed by a logistic regression that `scripts/fit_attribution.py` fits on labelled
passages; its weights are in `weights.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
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


BESIDE_VERB: Final = frozenset({"advcl", "conj", "pcomp", "prep"})
"""How a verb that has no subject of its own hangs on the main one."""

UNLIKELY: Final = 0.2
"""A clause that is less likely a view tells of a deed, whatever stands beside its verb."""

DEED_RULES: Final = frozenset({"judgement", "partial quotation", "preposition"})
"""Rules whose words tell what somebody does as well: "voted against the pact", "found that the door was shut"."""

OUTSPOKEN: Final = lexicon.STATE_VIEWS | lexicon.words(
    "accuse agree argue call complain disagree insist plead point speak talk"
)
"""Verbs that tell a view with whatever they take: "spoke up for a pact", "cling to the formula"."""


@dataclass(frozen=True, slots=True)
class WeighedClause:
    """A clause, how likely it is its holder's view, whether it is one, and whether the writer only tells what is done.

    Where it is neither, it is what the rule says that found it.
    """

    clause: Clause
    likely: float
    is_view: bool
    is_event: bool


def judge_views(doc: Doc, candidates: Sequence[Candidate], *, in_lines: bool = False) -> list[Candidate]:
    """The candidates, marked where their clause is probably their source's view, and one for each other such clause.

    `in_lines` says that the text has a sentence a paragraph, so that the paragraph's ends tell nothing.
    """
    context = Context(doc, candidates, in_lines=in_lines)
    raised = _raised(candidates)
    weighed = [_weigh(clause, context, raised) for clause in clauses_of(doc)]
    judged = _judged(doc, candidates, weighed)
    return sorted([*judged, *_added(doc, candidates, weighed, context)], key=lambda candidate: candidate.cue)


def _weigh(clause: Clause, context: Context, raised: Set[int]) -> WeighedClause:
    """The clause with what the model of views makes of it; the passives in `raised` are no views."""
    model = weights_of(MODEL)
    likely = probability(dict.fromkeys(features_of(clause, context), 1.0), model["weights"])
    view = (likely >= model["least"] or _is_felt(clause)) and clause.verb.i not in raised and not _is_bodily_act(clause)
    return WeighedClause(clause, likely, view, likely < model["told"] and not _is_outspoken(clause.verb))


def _added(
    doc: Doc, candidates: Sequence[Candidate], weighed: Sequence[WeighedClause], context: Context
) -> Iterator[Candidate]:
    """A candidate for each view that no rule has found and that nobody frames as theirs."""
    framed = _framed(candidates) if candidates else frozenset()
    for clause, likely in ((c.clause, c.likely) for c in weighed if c.is_view):
        own = context.of_source.get(clause.source.i, [])
        if clause.verb.i in framed or _is_found(doc, clause, own):
            continue
        if (view := _view(clause, likely)).content:
            yield view


def _judged(doc: Doc, candidates: Sequence[Candidate], weighed: Sequence[WeighedClause]) -> Iterator[Candidate]:
    """The candidates, marked by what the clauses are."""
    viewed = {c.clause.source.i for c in weighed if c.is_view}
    events = {c.clause.verb.i for c in weighed if c.is_event}
    by_verb = {c.clause.verb.i: c.likely for c in weighed}
    by_source = _by_source(weighed)
    for candidate in candidates:
        marked = _marked(candidate, viewed, events)
        if _is_beside_deed(doc, candidate, by_verb):
            marked = replace(marked, viewed=False)
        yield replace(marked, likely=by_source.get(candidate.source, marked.likely))


def _by_source(weighed: Sequence[WeighedClause]) -> Mapping[int | None, float]:
    """How likely the likeliest clause of each source is its view."""
    best: dict[int | None, float] = {}
    for c in weighed:
        best[c.clause.source.i] = max(c.likely, best.get(c.clause.source.i, 0.0))
    return best


def _is_found(doc: Doc, clause: Clause, candidates: Sequence[Candidate]) -> bool:
    """Whether one of the candidates of a clause's source tells it, and not a clause inside it: "came to dread"."""
    if clause.holding in {Holding.PHRASE, Holding.AS}:
        return bool(candidates)
    return any(c.rule.adverbial or c.quoted or in_main_clause(doc, c) for c in candidates)


def _view(clause: Clause, likely: float) -> Candidate:
    """The candidate of a clause that no rule found."""
    return Candidate(VIEW, clause.verb.i, spans.runs(_content(clause)), clause.source.i, viewed=True, likely=likely)


def _marked(candidate: Candidate, viewed: Set[int], events: Set[int]) -> Candidate:
    """A candidate of a source whose view a clause is, or of whom one only tells; "It will rain, both say" is said."""
    if candidate.source in viewed:
        return replace(candidate, viewed=True)
    doubted = candidate.cue in events and candidate.rule.name in DEED_RULES and candidate.content[0][0] > candidate.cue
    return replace(candidate, viewed=False) if doubted else candidate


def _is_beside_deed(doc: Doc, candidate: Candidate, likely: Mapping[int, float]) -> bool:
    """Whether an attitude to a thing only stands beside what somebody does: "Hating noise, Riga closed the inn".

    `likely` tells of main verbs how likely their clause is a view.
    """
    token = doc[candidate.cue]
    if not candidate.rule.judges_object or token.i in likely:
        return False
    while token.dep_ in BESIDE_VERB and token.i not in likely:
        token = token.head
    return likely.get(token.i, 1.0) < UNLIKELY


def _framed(candidates: Sequence[Candidate]) -> Set[int]:
    """The places of what is framed as somebody's: "Sloth is bliss, according to Ann Lee"."""
    return {i for c in candidates if c.rule.adverbial for i in c.places}


def _raised(candidates: Sequence[Candidate]) -> Set[int]:
    """The places of passives whose subject somebody thinks something of: "is expected to win"."""
    return {candidate.cue for candidate in candidates if candidate.rule.name == "raising"}


def _is_felt(clause: Clause) -> bool:
    """Whether a clause is a view however the model weighs it: "what troubles Riga is …"."""
    pointed = clause.holding is Holding.OBJECT and clause.verb.dep_ == "csubj"
    return pointed and clause.verb.lemma_ in lexicon.EXPERIENCERS


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
        return spans.under(clause.verb.head) - spans.under(clause.verb)
    if clause.verb.dep_ == "csubj":  # "what Riga wants is time"
        return {t.i for c in clause.verb.head.rights if c.dep_ != "punct" for t in c.subtree}
    return _predicate_of(clause.verb)


def _predicate_of(verb: Token) -> set[int]:
    """What a verb tells of its subject: the clause that it hands over, else all that is no clause beside it."""
    clause = next((t for t in _predicates(verb) if t.dep_ in THAT_CLAUSES and _has_that(t)), None)
    if clause is not None:
        return spans.under(clause)
    return spans.under(verb) - {t.i for c in verb.children if c.dep_ in BESIDE for t in c.subtree}


def _predicates(verb: Token) -> Iterator[Token]:
    """What may be the clause that a predicate hands over: on the verb, or on the noun or adjective behind it."""
    for child in verb.rights:
        yield child
        if child.dep_ in {"acomp", "attr", "dobj", "oprd"}:
            yield from child.rights


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)
