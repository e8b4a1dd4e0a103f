"""One parsed paragraph in, the attributions its grammar shows out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from stance import lexicon
from stance.attribution import spans
from stance.attribution.checks import CHECKS
from stance.attribution.holding import find_source, own_source
from stance.attribution.patterns import Rule
from stance.attribution.rules import INSERTED, RULES
from stance.attribution.spans import TokenSpan
from stance.attribution.walker import Walker, compile_patterns

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


ADVERBIAL: Final = frozenset({"parenthesis", "as clause", "according to", "in the view of", "for somebody", "inserted"})
"""Rules whose cue hangs on the content rather than the other way round."""

CLAUSE_RULE: Final = next(rule for rule in RULES if rule.name == "clause")
FULL: Final = frozenset({"clause", "stray clause", "request", "as", "naming"})
PARTIAL: Final = frozenset({"object", "judgement", "preposition"})
"""A noun object is no content of its own where the same cue has a fuller complement: "warned them to stop"."""

AUXILIARY: Final = frozenset({"infinitive", "adjective"})
"""Rules whose content, where it is a cue itself, makes one verb group with it: "refused to say that …"."""

MIN_BEFORE: Final = 2
"""Tokens that must stand before an inserted clause."""

OWN_SUBJECT: Final = frozenset({"parenthesis", "as clause"})
"""Rules of an inserted clause: its holder is its own subject, never that of the clause around it."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in one Doc: token spans, the rule's name, the source's head (None where nobody is named)."""

    rule: str
    cue: int
    content: tuple[TokenSpan, ...]
    source: int | None = None
    quoted: bool = False


@cache
def _walker() -> Walker:
    """The rules, compiled once a process; each under its place in the table."""
    return compile_patterns([rule.pattern for rule in RULES])


def find_clauses(doc: Doc, without: frozenset[str] = frozenset()) -> list[Found]:
    """The attributions that the rules of `rules` find, one a cue and content, in order of the cue.

    Rules named in `without` are left out.
    """
    best: dict[tuple[int, int], Found] = {}
    for number, tokens in sorted(_walker()(doc), key=lambda match: match[0]):
        rule = RULES[number]
        nodes = dict(zip(rule.nodes, tokens, strict=True))
        found = None if rule.name in without else _found(rule, nodes)
        if found:
            best.setdefault((found.cue, nodes["content"].i), found)
    cues = {found.cue for found in best.values()}
    fuller = {found.cue for found in best.values() if found.rule in FULL}
    result = []
    for (_, content), found in best.items():
        grouped = found.rule in AUXILIARY and content in cues and doc[content].dep_ == "xcomp"
        if not grouped and not (found.rule in PARTIAL and found.cue in fuller):
            result.append(found)
    if "inserted" not in without:
        result += _find_inserted(doc, result)
    return sorted(result, key=lambda found: found.cue)


@cache
def _inserted(vocab: Vocab) -> Matcher:
    """The token patterns for inserted clauses, compiled once a vocabulary."""
    matcher = Matcher(vocab)
    matcher.add("inserted", [list(pattern) for pattern in INSERTED], greedy="LONGEST")
    return matcher


def _find_inserted(doc: Doc, founds: list[Found]) -> list[Found]:
    """Attributions by an inserted "he says" that the dependency rules did not find."""
    known = {found.cue for found in founds}
    added = []
    for _, start, end in _inserted(doc.vocab)(doc):
        cue = next(t for t in reversed(doc[start:end]) if t.pos_ in {"VERB", "AUX"} or t.tag_ in {"VBD", "VBZ", "VBP"})
        names = [t for t in doc[start + 1 : end - 1] if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.i != cue.i]
        sentence = cue.sent
        if cue.i in known or not names or start - sentence.start < MIN_BEFORE:
            continue
        parts = [t for s in ((sentence.start, start), (end, sentence.end)) if (t := spans.trim(doc, s))]
        if parts:
            added.append(Found("inserted", cue.i, tuple(parts), names[-1].i))
    return added


def _found(rule: Rule, nodes: dict[str, Token]) -> Found | None:
    cue, content = nodes["cue"], nodes["content"]
    if rule.pairs and nodes["preposition"].lower_ not in rule.pairs[cue.lemma_]:
        return None
    if rule.name == "object" and content.left_edge.lower_ == "that" and cue.lemma_ in lexicon.CLAUSE_VERBS:
        rule = CLAUSE_RULE
    if rule.name in CHECKS and not CHECKS[rule.name](nodes):
        return None
    source = nodes.get("source") or (own_source(cue) if rule.name in OWN_SUBJECT else find_source(cue))
    if source is None and not rule.implicit:
        return None
    extent = tuple(t for s in _extent(rule, nodes) if (t := spans.trim(cue.doc, s)))
    return Found(rule.name, cue.i, extent, source.i if source is not None else None) if extent else None


def _extent(rule: Rule, nodes: dict[str, Token]) -> tuple[TokenSpan, ...]:
    cue, content = nodes["cue"], nodes["content"]
    if rule.name in ADVERBIAL:
        return _around(content, cue)
    if cue in content.subtree:
        return spans.pieces(content, cue)
    if rule.name in {"as", "naming", "request", "object", "preposition"}:
        parts = [nodes[n] for n in ("addressee", "content", "as", "name") if n in nodes]
        covered = {t.i for p in parts for t in p.subtree}
        return spans.runs(covered | _complements(cue, max(covered) + 1))
    return spans.runs({t.i for t in content.subtree})


def _around(content: Token, cue: Token) -> tuple[TokenSpan, ...]:
    """The clause around an inserted cue; what opens it before an inserted "he says" only sets the scene."""
    found = spans.pieces(content, cue)
    core = [content.i, *(c.i for c in content.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"})]
    if cue.dep_ == "parataxis" and not any(found[0][0] <= i < found[0][1] for i in core):
        return found[1:]
    return found


def _complements(cue: Token, start: int) -> set[int]:
    """The tokens of the cue's further complements that follow without a gap from `start` on."""
    covered: set[int] = set()
    for child in cue.children:
        if child.left_edge.i == start and (
            child.dep_ in {"xcomp", "oprd", "dative", "ccomp"}
            or (child.dep_ == "prep" and child.lower_ in lexicon.COMPLEMENT_PREPOSITIONS)
        ):
            covered |= {t.i for t in child.subtree}
            start = child.right_edge.i + 1
    return covered
