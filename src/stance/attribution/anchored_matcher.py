"""Dependency patterns found from their rarest word outwards: spaCy's pattern language, without looking at every word.

`DependencyMatcher` tests each node of each pattern on each token before it looks at the tree; with the rules of
`rules` that took four tenths of the parse. Here a pattern's first word is looked up and only its neighbours are
tested: a thirtieth. Of the language, what the rules use is understood: the operators ">", "<", ">>" and "<<", and for
attributes a string or a set given as IN. A test holds the two to the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import attrgetter
from typing import Any, Final

from stance.tokens import Doc, Token

MAX_ANCHORS: Final = 24
MAX_MATCHES: Final = 10
MAX_BELOW: Final = 200
"""How much of one sentence is searched: words that match, matches of a word with a pattern, words below or
above another.

In 440,000 words of op-eds and passages 9, 5 and 110 are the most. Without an end, a text made to nest thousands of
reports in one another would take time by the square of its length.
"""

Test = tuple[Callable[[Token], str], frozenset[str]]
"""How an attribute is read from a token, and the values that pass."""

READ: Final[dict[str, Callable[[Token], str]]] = {
    "DEP": attrgetter("dep_"),
    "LEMMA": attrgetter("lemma_"),
    "LOWER": attrgetter("lower_"),
    "POS": attrgetter("pos_"),
    "TAG": attrgetter("tag_"),
    "TEXT": attrgetter("text"),
}

STEP: Final[dict[str, Callable[[Token], Iterable[Token]]]] = {
    ">": lambda token: token.children,
    "<": lambda token: () if token.head.i == token.i else (token.head,),
    ">>": lambda token: (t for t in islice(token.subtree, MAX_BELOW) if t.i != token.i),
    "<<": lambda token: islice(token.ancestors, MAX_BELOW),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a compiled pattern: from which node, along what, and the tests a token must pass."""

    left: int
    along: Callable[[Token], Iterable[Token]]
    tests: tuple[Test, ...]


Table = dict[str, dict[str | None, tuple[int, ...]]]
"""By a word, and by a label, the numbers of patterns that may begin there: the label of what must hang on the word,
with "=" its own, None whatever they are.
"""


@dataclass(frozen=True, slots=True)
class AnchoredMatcher:
    """Compiled patterns: by the anchor's lemma and by its lower-case form, which may begin there."""

    anchors: tuple[tuple[Test, ...], ...]
    steps: tuple[tuple[Step, ...], ...]
    by_lemma: Table
    by_lower: Table

    def __call__(self, doc: Doc) -> Iterator[tuple[int, tuple[Token, ...]]]:
        """Each match as the pattern's number and its tokens in the order of the pattern's nodes.

        Of a sentence, the first `MAX_ANCHORS` words that match count, and of each word's matches with one pattern
        the first `MAX_MATCHES`.
        """
        for sentence in doc.sents:
            anchored = 0
            for token in sentence:
                if (token.lemma_ in self.by_lemma or token.lower_ in self.by_lower) and anchored < MAX_ANCHORS:
                    found = self._matches(token)
                    anchored += bool(found)
                    yield from found

    def _matches(self, token: Token) -> list[tuple[int, tuple[Token, ...]]]:
        """The matches that begin at a word."""
        numbers: set[int] = set()
        labels = {None, f"={token.dep_}", *[child.dep_ for child in token.children]}
        for table in (self.by_lemma.get(token.lemma_), self.by_lower.get(token.lower_)):
            if table is not None:
                numbers.update(*[table[label] for label in labels if label in table])
        return [
            (number, nodes)
            for number in numbers
            if _passes(token, self.anchors[number])
            for nodes in islice(_extend((token,), self.steps[number]), MAX_MATCHES)
        ]


def compile_patterns(patterns: Sequence[Sequence[dict[str, Any]]]) -> AnchoredMatcher:
    """The patterns ready to walk; the first node of each is its anchor and has a LEMMA or a LOWER.

    Raises:
        ValueError: an anchor without either, or an operator or attribute that is not understood.
    """
    by: dict[str, Table] = {"LEMMA": {}, "LOWER": {}}
    anchors, steps = [], []
    for number, pattern in enumerate(patterns):
        names = [node["RIGHT_ID"] for node in pattern]
        attributes = dict(pattern[0]["RIGHT_ATTRS"])
        key = next((k for k in by if k in attributes), None)
        if key is None:
            raise ValueError(f"pattern {number}: the anchor needs LEMMA or LOWER")
        for word in _values(attributes.pop(key)):
            numbers = by[key].setdefault(word, {})
            for label in _labels(pattern):
                numbers[label] = (*numbers.get(label, ()), number)
        anchors.append(_tests(attributes))
        steps.append(tuple(_step(node, names) for node in pattern[1:]))
    return AnchoredMatcher(tuple(anchors), tuple(steps), by["LEMMA"], by["LOWER"])


def _labels(pattern: Sequence[dict[str, Any]]) -> frozenset[str | None]:
    """The labels of the first word that a pattern asks to hang on its anchor, else the anchor's own, else None."""
    for node in pattern[1:]:
        if (node["LEFT_ID"], node["REL_OP"]) == (pattern[0]["RIGHT_ID"], ">") and "DEP" in node["RIGHT_ATTRS"]:
            return _values(node["RIGHT_ATTRS"]["DEP"])
    own = pattern[0]["RIGHT_ATTRS"].get("DEP")
    return frozenset({None}) if own is None else frozenset(f"={label}" for label in _values(own))


def _step(node: dict[str, Any], names: list[str]) -> Step:
    if node["REL_OP"] not in STEP:
        raise ValueError(f"operator {node['REL_OP']!r} is not understood")
    return Step(names.index(node["LEFT_ID"]), STEP[node["REL_OP"]], _tests(node["RIGHT_ATTRS"]))


def _tests(attributes: dict[str, Any]) -> tuple[Test, ...]:
    unknown = set(attributes) - set(READ)
    if unknown:
        raise ValueError(f"attributes {sorted(unknown)} are not understood")
    return tuple((READ[name], _values(value)) for name, value in attributes.items())


def _values(value: str | dict[str, list[str]]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value["IN"])


def _passes(token: Token, tests: tuple[Test, ...]) -> bool:
    for read, values in tests:  # noqa: SIM110 - the most frequent step of all, twice as fast as `all` with a generator
        if read(token) not in values:
            return False
    return True


def _extend(nodes: tuple[Token, ...], steps: tuple[Step, ...]) -> Iterable[tuple[Token, ...]]:
    """All ways to go on from the nodes found so far."""
    if not steps:
        return (nodes,)
    step, rest = steps[0], steps[1:]
    fitting = [token for token in step.along(nodes[step.left]) if _passes(token, step.tests)]
    return chain.from_iterable(_extend((*nodes, token), rest) for token in fitting) if fitting else ()
