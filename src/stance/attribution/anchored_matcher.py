"""Dependency patterns found from their cue outwards: spaCy's pattern language, without looking at every other word.

`DependencyMatcher` tests each node of each pattern on each token before it looks at the tree; with the rules of
`rules` that took four tenths of the parse. Here the cue's word is looked up and only its neighbours are tested:
a twentieth. Of the language, what the rules use is understood: the operators ">", "<" and ">>", and for attributes a
string or a set given as IN. A test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from spacy.tokens import Token

from stance.attribution.words import COLUMNS, Words, numbers

MAX_ANCHORS: Final = 24
MAX_MATCHES: Final = 10
MAX_BELOW: Final = 200
"""How much of one sentence is searched: words that match, matches of a word with a pattern, words below another.

In 150,000 words of news and essays 8, 5 and 116 are the most. Without an end, a text made to nest thousands of reports
in one another would take time by the square of its length.
"""

Test = tuple[Callable[[Token], int], frozenset[int]]
"""How an attribute is read from a token, and the values that pass, as spaCy's hashes: reading strings costs more."""

READ: Final[dict[str, Callable[[Token], int]]] = {
    "DEP": attrgetter("dep"),
    "LEMMA": attrgetter("lemma"),
    "LOWER": attrgetter("lower"),
    "POS": attrgetter("pos"),
    "TAG": attrgetter("tag"),
    "TEXT": attrgetter("orth"),
}

STEP: Final[dict[str, Callable[[Token], Iterable[Token]]]] = {
    ">": lambda token: token.children,
    "<": lambda token: () if token.head.i == token.i else (token.head,),
    ">>": lambda token: (t for t in islice(token.subtree, MAX_BELOW) if t.i != token.i),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a compiled pattern: from which node, along what, and the tests a token must pass."""

    left: int
    along: Callable[[Token], Iterable[Token]]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnchoredMatcher:
    """Compiled patterns: by the anchor's lemma and by its lower-case form, as spaCy's hashes, which may begin there.

    `needs` are, for each pattern, what its other nodes ask for: in most paragraphs something of it occurs nowhere.
    """

    anchors: tuple[tuple[Test, ...], ...]
    steps: tuple[tuple[Step, ...], ...]
    needs: tuple[tuple[tuple[int, frozenset[int]], ...], ...]
    by_lemma: dict[int, tuple[int, ...]]
    by_lower: dict[int, tuple[int, ...]]

    def __call__(self, words: Words) -> Iterator[tuple[int, tuple[Token, ...]]]:
        """Each match as the pattern's number and its tokens in the order of the pattern's nodes.

        Of a sentence, the first `MAX_ANCHORS` words that match count, and of each word's matches with one pattern
        the first `MAX_MATCHES`.
        """
        occurring = [set(column) for column in words.columns]
        starts, anchored = {sentence.start for sentence in words.sentences}, 0
        for i, (lemma, lower) in enumerate(zip(words.lemma, words.lower, strict=True)):
            if i in starts:
                anchored = 0
            if (lemma not in self.by_lemma and lower not in self.by_lower) or anchored >= MAX_ANCHORS:
                continue
            token, matched = words.doc[i], False
            for number in (*self.by_lemma.get(lemma, ()), *self.by_lower.get(lower, ())):
                if _occur(self.needs[number], occurring) and _passes(token, self.anchors[number]):
                    for nodes in islice(_extend((token,), self.steps[number]), MAX_MATCHES):
                        matched = True
                        yield number, nodes
            anchored += matched


def compile_patterns(patterns: Sequence[Sequence[dict[str, Any]]]) -> AnchoredMatcher:
    """The patterns ready to walk; the first node of each is its anchor and has a LEMMA or a LOWER.

    Raises:
        ValueError: an anchor without either, or an operator or attribute that is not understood.
    """
    by: dict[str, dict[int, tuple[int, ...]]] = {"LEMMA": {}, "LOWER": {}}
    anchors, steps, needs = [], [], []
    for number, pattern in enumerate(patterns):
        names = [node["RIGHT_ID"] for node in pattern]
        attributes = dict(pattern[0]["RIGHT_ATTRS"])
        key = next((k for k in by if k in attributes), None)
        if key is None:
            raise ValueError(f"pattern {number}: the anchor needs LEMMA or LOWER")
        for word in _values(attributes.pop(key)):
            by[key][word] = (*by[key].get(word, ()), number)
        anchors.append(_tests(attributes))
        steps.append(tuple(_step(node, names) for node in pattern[1:]))
        asked = [item for node in pattern[1:] for item in node["RIGHT_ATTRS"].items()]
        needs.append(tuple((COLUMNS.index(name), _values(value)) for name, value in asked))
    return AnchoredMatcher(tuple(anchors), tuple(steps), tuple(needs), by["LEMMA"], by["LOWER"])


def _step(node: dict[str, Any], names: list[str]) -> Step:
    if node["REL_OP"] not in STEP:
        raise ValueError(f"operator {node['REL_OP']!r} is not understood")
    return Step(names.index(node["LEFT_ID"]), STEP[node["REL_OP"]], _tests(node["RIGHT_ATTRS"]))


def _tests(attributes: dict[str, Any]) -> tuple[Test, ...]:
    unknown = set(attributes) - set(READ)
    if unknown:
        raise ValueError(f"attributes {sorted(unknown)} are not understood")
    return tuple((READ[name], _values(value)) for name, value in attributes.items())


def _values(value: str | dict[str, list[str]]) -> frozenset[int]:
    return numbers([value] if isinstance(value, str) else value["IN"])


def _occur(needs: tuple[tuple[int, frozenset[int]], ...], occurring: Sequence[set[int]]) -> bool:
    """Whether a paragraph has a word for each of a pattern's tests."""
    for column, values in needs:  # noqa: SIM110 - as below
        if values.isdisjoint(occurring[column]):
            return False
    return True


def _passes(token: Token, tests: tuple[Test, ...]) -> bool:
    for read, values in tests:  # noqa: SIM110 - the most frequent step of all, twice as fast as `all` with a generator
        if read(token) not in values:
            return False
    return True


def _extend(nodes: tuple[Token, ...], steps: tuple[Step, ...]) -> Iterator[tuple[Token, ...]]:
    """All ways to go on from the nodes found so far."""
    if not steps:
        yield nodes
        return
    for token in steps[0].along(nodes[steps[0].left]):
        if _passes(token, steps[0].tests):
            yield from _extend((*nodes, token), steps[1:])
