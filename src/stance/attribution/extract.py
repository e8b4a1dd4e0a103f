"""Pass 1: one parsed paragraph → candidate attributions, by the dependency rules and by inserted clauses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from typing import Final

from stance import lexicon
from stance.attribution import spans
from stance.attribution.anchored_matcher import AnchoredMatcher, compile_patterns
from stance.attribution.inserted import without_parted
from stance.attribution.main_clause import CONTRASTING, contrast, waving_word
from stance.attribution.other_clauses import FINDERS, FIRST_FINDERS
from stance.attribution.rules import RULE, RULES
from stance.attribution.rules.rule import Candidate, Nodes, Rule, nodes_of
from stance.attribution.source import find_source, lost_subject, own_source
from stance.attribution.spans import TokenSpan
from stance.tokens import FINITE, SUBJECTS, Doc, Token

ANY_SUBJECT: Final = SUBJECTS | {"csubj", "expl"}

CLAUSES_BESIDE: Final = frozenset({"ccomp", "parataxis", "advcl", "conj", "cc"})
"""Clauses beside a verb that are no part of what it tells."""

UTTERED: Final = lexicon.words(
    "add announce ask call complain comment declare demand disclose elaborate explain insist mention propose remark "
    "report request say specify state suggest tell warn write"
)
"""Verbs of saying that leave no view where they are denied."""

NO_PART: Final = ANY_SUBJECT | CLAUSES_BESIDE

PATTERNS: Final[tuple[tuple[Rule, tuple[str, ...]], ...]] = tuple(
    (rule, nodes_of(pattern)) for rule in RULES for pattern in rule.patterns
)
"""Each pattern's rule and the names of its nodes."""


@cache
def _dependency_matcher() -> AnchoredMatcher:
    """The patterns of all rules, compiled once a process; each under its place in `PATTERNS`."""
    return compile_patterns([pattern for rule in RULES for pattern in rule.patterns])


def extract_candidates(doc: Doc, without: frozenset[str] = frozenset()) -> list[Candidate]:
    """The candidates of a paragraph, one a cue and content, in order of the cue; the earlier rule names it.

    Rules named in `without` are left out.
    """
    best: dict[tuple[int, int], Candidate] = {}
    for number, tokens in sorted(_dependency_matcher()(doc), key=lambda match: match[0]):
        rule, names = PATTERNS[number]
        nodes = dict(zip(names, tokens, strict=True))
        candidate = None if rule.name in without else _candidate(rule, nodes)
        if candidate:
            best.setdefault((candidate.cue, nodes["content"].i), candidate)
    result = without_parted(doc, _without_redundant(doc, best)) if best else []
    for rule, find_first in FIRST_FINDERS:  # what other rules made of their cues gives way
        found = [] if rule.name in without else list(find_first(doc))
        cues = {candidate.cue for candidate in found}
        result = [*(c for c in result if c.cue not in cues), *found]
    for rule, find in FINDERS:
        if rule.name not in without:
            result += find(doc, result)
    kept = [c for c in result if not _is_left_open(doc, c)]
    if not CONTRASTING.isdisjoint(doc.words):
        kept = list(_up_to_contrasts(doc, kept))
    return sorted(kept, key=lambda candidate: candidate.cue)


def _up_to_contrasts(doc: Doc, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, what they hand over cut where another's report begins: "…, whereas Bo Kim insists that …"."""
    marks = [(mark.i, c.source) for c in candidates if (mark := contrast(doc[c.cue])) is not None]
    marks.sort(key=lambda mark: mark[0])
    for candidate in candidates:
        behind = range(bisect_right(marks, candidate.cue, key=lambda mark: mark[0]), len(marks))
        end = next((marks[k][0] for k in behind if marks[k][1] != candidate.source), len(doc))
        before = ((a, min(b, end)) for a, b in candidate.content if a < end)
        content = tuple(part for span in before if (part := spans.trim(doc, span)))
        yield replace(candidate, content=content) if end < len(doc) and content else candidate


def _is_left_open(doc: Doc, candidate: Candidate) -> bool:
    """Whether a clause tells nothing of what its subject holds: it was not said, or is waved away."""
    return _is_unsaid(doc[candidate.cue]) or _is_waved_away(doc, candidate)


def _is_waved_away(doc: Doc, candidate: Candidate) -> bool:
    """Whether a clause only waves away what its subject says: "whatever Ann Lee claims, the pact is dead"."""
    cue = doc[candidate.cue]
    word = waving_word(cue)
    return word is not None and not any(word.i < start <= cue.right_edge.i for start, _ in candidate.content)


def _without_redundant(doc: Doc, best: dict[tuple[int, int], Candidate]) -> list[Candidate]:
    """The candidates without auxiliary ones ("refused to say that") and partial ones beside a full complement."""
    cues = {candidate.cue for candidate in best.values()}
    fuller = {candidate.cue for candidate in best.values() if candidate.rule.full}
    exact = {candidate.cue for candidate in best.values() if not candidate.rule.fallback}
    said = {content for (_, content), candidate in best.items() if candidate.rule.last_clause}
    result = []
    for (_, content), candidate in best.items():
        if candidate.cue in said:  # "was quoted as saying": the second verb is part of the first one's report
            continue
        grouped = candidate.rule.auxiliary and content in cues and doc[content].dep_ == "xcomp"
        if not grouped and not _is_covered(candidate, content, fuller, exact):
            result.append(candidate)
    return result


def _is_covered(candidate: Candidate, content: int, fuller: Set[int], exact: Set[int]) -> bool:
    """Whether a candidate stands beside one with a full complement, or one of a rule that says more."""
    partial = candidate.rule.partial and candidate.cue in fuller
    return partial or (candidate.rule.fallback and (candidate.cue in exact or content in exact))


def _candidate(rule: Rule, nodes: Nodes) -> Candidate | None:
    cue, content = nodes["cue"], nodes["content"]
    if rule.name == "object" and content.left_edge.lower_ == "that" and cue.lemma_ in lexicon.CLAUSE_VERBS:
        rule = RULE["clause"]
    if not _pairs_up(rule, nodes) or (rule.condition and not rule.condition(nodes)):
        return None
    source = _whole(nodes.get("source")) or (own_source(cue) if rule.own_subject else find_source(cue))
    if source is None and not rule.implicit:
        return None
    parts = (*_extent(rule, nodes), *_resumed(rule, cue, content, source))
    extent = tuple(t for s in parts if (t := spans.trim(cue.doc, s)))
    return Candidate(rule, cue.i, extent, source.i if source is not None else None) if extent else None


def _whole(source: Token | None) -> Token | None:
    """A noun, or the last part of one that was taken apart at its hyphen: "owner" of "the co-owner"."""
    after = source.doc[source.i + 1 : source.i + 3] if source is not None else []
    parted = len(after) == 2 and after[0].text == "-" and not after[0].whitespace_ and source is not None
    return after[1] if parted and source is not None and after[1].head.i == source.head.i else source


def _is_unsaid(cue: Token) -> bool:
    """Whether a verb only tells what somebody did not say: "did not mention the plan"; "did not agree" is a view."""
    return cue.lemma_ in UTTERED and cue.is_negated


def _pairs_up(rule: Rule, nodes: Nodes) -> bool:
    """Whether the preposition, if the rule asks for one, is one that goes with the cue: "a belief in", "a hope for"."""
    preposition = nodes.get("preposition")
    return not rule.pairs or preposition is None or preposition.lower_ in rule.pairs[nodes["cue"].lemma_]


def _extent(rule: Rule, nodes: Nodes) -> tuple[TokenSpan, ...]:
    cue, content = nodes["cue"], nodes["content"]
    if rule.adverbial:
        return _around(content, cue)
    if rule.cue_is_content:
        return _phrase(cue)
    content = _last_handed_over(rule, cue, content)
    if cue in content.subtree:
        return spans.pieces(content, cue)
    if rule.last_clause and content.dep_ == "dobj":  # "was reported to have called the pact dead"
        after = _complements(content.head, content.right_edge.i + 1)
        return spans.runs(spans.under(content) | after)
    return _several(nodes) if rule.several_parts else spans.runs(spans.under(content))


def _several(nodes: Nodes) -> tuple[TokenSpan, ...]:
    """The parts of what is handed over: "Riga a port" of "called Riga a port"."""
    parts = [nodes[n] for n in ("addressee", "content", "as", "name") if n in nodes]
    parts = [part for part in parts if part.tag_ != "WP"] or parts  # "whom Ann Lee calls a fool"
    covered = {t.i for p in parts for t in p.subtree}
    return spans.runs(covered | _complements(nodes["cue"], max(covered) + 1))


def _last_handed_over(rule: Rule, cue: Token, content: Token) -> Token:
    """The head of what is handed over where the match ends at a verb or a noun that hands it over."""
    if rule.last_clause:
        return _handed_over(content) or content
    return _about(cue, content) or content if rule.name == "light verb" else content


def _about(verb: Token, noun: Token) -> Token | None:
    """What an attitude is about: "takes comfort from the thought that …", "took offence at the remark"."""
    beside = (c for c in (*verb.rights, *noun.rights) if c.dep_ == "prep" and c.i > noun.i)
    about = next((c for prep in beside for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if about is None:
        return None
    return next((c for c in about.rights if c.dep_ == "acl" and c.left_edge.lower_ == "that"), about)


def _resumed(rule: Rule, cue: Token, content: Token, source: Token | None) -> tuple[TokenSpan, ...]:
    """What is said after the clause of saying that interrupts it: "It would be wise, thinks Ann Lee, to wait"."""
    if rule.name != "clause" or source is None or not content.i < cue.i < source.i:
        return ()
    comma, end = source.right_edge.i + 1, cue.sent.end
    comma = next((t.i for t in cue.doc[source.i : end] if t.text == ","), comma)
    if comma + 2 >= end or cue.doc[comma].text != ",":
        return ()
    after = cue.doc[comma + 1]
    return ((comma + 1, end),) if after.tag_ in FINITE | {"TO"} else ()


def _handed_over(verb: Token) -> Token | None:
    """What a verb of saying hands over: its clause ("to have told a guest that …"), else its object."""
    after = [c for c in verb.children if c.i > verb.i]
    complement = next((c for dep in ("ccomp", "dobj", "oprd") for c in after if c.dep_ == dep), None)
    if complement is None or complement.dep_ != "dobj" or verb.lemma_ not in lexicon.CLAUSE_VERBS:
        return complement
    # "to have told a guest that …": the clause hangs on the guest
    return next(
        (c for c in complement.rights if c.dep_ in {"acl", "relcl"} and c.left_edge.lower_ == "that"), complement
    )


def _phrase(cue: Token) -> tuple[TokenSpan, ...]:
    """The cue with what hangs on it, but for its subject and the clauses beside it."""
    beside = {t.i for c in cue.children if c.dep_ in NO_PART for t in c.subtree}
    return spans.runs(spans.under(cue) - beside)


def _around(content: Token, cue: Token) -> tuple[TokenSpan, ...]:
    """The clause around an inserted cue; what opens it before an inserted "he says" only sets the scene."""
    pieces = spans.pieces(content, cue)
    lost = lost_subject(content)
    if lost is not None and lost.i in range(cue.i, content.i):  # "According to Lee, China and Russia are …"
        return ((lost.left_edge.i, max(end for _, end in pieces)),)
    core = [content.i, *(c.i for c in content.children if c.dep_ in ANY_SUBJECT)]
    if cue.dep_ == "parataxis" and not any(pieces[0][0] <= i < pieces[0][1] for i in core):
        return pieces[1:]
    return pieces


def _complements(cue: Token, start: int) -> set[int]:
    """The tokens of the cue's further complements that follow without a gap from `start` on."""
    covered: set[int] = set()
    for child in cue.children:
        if child.left_edge.i == start and (
            child.dep_ in {"xcomp", "oprd", "dative", "ccomp"}
            or (child.dep_ == "prep" and child.lower_ in lexicon.COMPLEMENT_PREPOSITIONS)
        ):
            covered |= spans.under(child)
            start = child.right_edge.i + 1
    return covered
