"""Coarse parts of speech, morphology and lemmas by table: what spaCy's attribute ruler and lemmatizer say, sooner.

The ruler matches 179 patterns against every token, a fifth of the time of the parse. Nearly all of them ask one token
for its tag, its dependency label and, of a few hundred words, which word it is: so each kind of token is matched once,
and what it is given is kept. The results are the same (`tests/test_attribute_table.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token
from spacy.tokens.morphanalysis import MorphAnalysis
from spacy.vocab import Vocab

NAME: Final = "stance_attributes"
"""The component's name in a pipeline, in the place of the two that it stands for."""

REPLACED: Final = ("attribute_ruler", "lemmatizer")

_PAIR: Final = 2
_ASKED: Final = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_LEMMAS_KEPT: Final = 200_000

Condition = Mapping[str, Any]
Rules = tuple[int, ...]

_TESTS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "IN": lambda value, known: value in known,
    "NOT_IN": lambda value, known: value not in known,
    "REGEX": lambda value, known: re.search(known, value) is not None,
}


class _Kind(NamedTuple):
    """The rules that a kind of token meets: alone, and as the first or the second of two tokens."""

    alone: Rules
    first: frozenset[int]
    second: frozenset[int]


class _Attributes(NamedTuple):
    """What rules give to a token, as spaCy's numbers; 0 and None: nothing."""

    pos: int
    morph: MorphAnalysis | None
    morph_key: int
    lemma: int
    tag: str
    dep: str


class AttributeTable:
    """Sets each token's coarse part of speech, morphology and lemma, and tag and label of white space."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        """Raise ValueError where a pattern asks for more than two tokens or for what is not kept apart here."""
        self.vocab: Vocab = ruler.vocab
        self.lemmatizer = lemmatizer
        rules: list[Any] = list(ruler.patterns)
        self.given = [rule["attrs"] for rule in rules]
        self.place = [rule["index"] for rule in rules]
        self.patterns = [(number, pattern) for number, rule in enumerate(rules) for pattern in rule["patterns"]]
        self.pairs = [(number, pattern) for number, pattern in self.patterns if len(pattern) == _PAIR]
        self.singles_of = cache(self._singles_of)
        if lemmatizer.mode != "rule" or lemmatizer.overwrite:
            raise ValueError("another lemmatizer")
        self.is_asked_for = _asked_for([pattern for _, pattern in self.patterns])
        _index_as_sets(lemmatizer)
        self.lemmas: dict[tuple[int, int, int], int] = {}
        self.kinds: dict[tuple[int, int, int], _Kind] = {}
        self.attributes_of = cache(self._attributes_of)
        self.lower_of = cache(self._lower_of)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its attributes; its tags and labels are read."""
        lower_of, kinds = self.lower_of, self.kinds
        read = [(lower_of(lower), tag, dep) for lower, tag, dep in doc.to_array(["LOWER", "TAG", "DEP"]).tolist()]
        met = [kinds.get(key) or self._kind_of(key) for key in read]
        rules = self._with_pairs(met)
        for token, numbers in zip(doc, rules, strict=True):
            self._set(token, self.attributes_of(numbers))
        return doc

    def _set(self, token: Token, given: _Attributes) -> None:
        token.pos = given.pos
        if given.morph is not None:
            token.morph = given.morph
        if given.tag:
            token.tag_ = given.tag
        if given.dep:
            token.dep_ = given.dep
        token.lemma = given.lemma or self._lemma_of(token, given)

    def _lemma_of(self, token: Token, given: _Attributes) -> int:
        """The lemmatizer's word for it, which depends on its form, part of speech and morphology."""
        key = (token.orth, given.pos, given.morph_key)
        lemma = self.lemmas.get(key)
        if lemma is None:
            if len(self.lemmas) >= _LEMMAS_KEPT:
                self.lemmas.clear()
                self.lemmatizer.cache.clear()
            lemma = self.lemmas[key] = self.vocab.strings.add(self.lemmatizer.lemmatize(token)[0])
        return lemma

    def _with_pairs(self, met: Sequence[_Kind]) -> list[Rules]:
        """The rules that each token meets, by itself and beside its neighbour."""
        rules = [kind.alone for kind in met]
        for place, (one, other) in enumerate(pairwise(met)):
            if one.first and (both := one.first & other.second):
                for number in both:
                    at = place + self.place[number]
                    rules[at] = tuple(sorted({*rules[at], number}))
        return rules

    def _kind_of(self, key: tuple[int, int, int]) -> _Kind:
        lower, tag, dep = (self.vocab.strings[number] for number in key)
        token: dict[str, Any] = {"LOWER": lower, "TAG": tag, "DEP": dep, "IS_SPACE": lower.isspace()}
        alone = (number for number, condition in self.singles_of(tag) if _meets(token, condition))
        first, second = (
            frozenset(number for number, pattern in self.pairs if _meets(token, pattern[place])) for place in (0, 1)
        )
        kind = self.kinds[key] = _Kind(tuple(dict.fromkeys(alone)), first, second)
        return kind

    def _singles_of(self, tag: str) -> list[tuple[int, Condition]]:
        """Of the patterns of one token those that a token with that tag may meet."""
        singles = ((number, pattern[0]) for number, pattern in self.patterns if len(pattern) == 1)
        return [(number, condition) for number, condition in singles if _holds(tag, condition.get("TAG", tag))]

    def _lower_of(self, number: int) -> int:
        """The word's number if any pattern asks for it, else 0: all other words are alike."""
        word = self.vocab.strings[number]
        return number if word.isspace() or self.is_asked_for(word) else 0

    def _attributes_of(self, rules: Rules) -> _Attributes:
        """What the rules give together: a later rule goes before an earlier one."""
        given: dict[str, str] = {}
        for number in rules:
            given |= self.given[number]
        pos, lemma = (self.vocab.strings.add(given[name]) if name in given else 0 for name in ("POS", "LEMMA"))
        features = given["MORPH"].strip("_") if "MORPH" in given else None
        morph = None if features is None else MorphAnalysis(self.vocab, features)
        key = 0 if features is None else self.vocab.morphology.add(features)
        return _Attributes(pos, morph, key, lemma, given.get("TAG", ""), given.get("DEP", ""))


@Language.factory(NAME)
def create(nlp: Language, name: str) -> AttributeTable:
    """The table of the pipeline's own ruler and lemmatizer; as `AttributeTable` raises."""
    ruler, lemmatizer = (nlp.get_pipe(replaced) for replaced in REPLACED)
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        raise ValueError("other components")
    return AttributeTable(ruler, lemmatizer)


def replace_by_table(nlp: Language) -> None:
    """Put the table in the place of the pipeline's last two components, if they are those that it stands for."""
    if tuple(nlp.pipe_names[-2:]) != REPLACED:
        return
    try:
        nlp.add_pipe(NAME)
    except ValueError:
        return
    for replaced in REPLACED:
        nlp.remove_pipe(replaced)


def _asked_for(patterns: Sequence[Sequence[Condition]]) -> Callable[[str], bool]:
    """What tells whether any pattern asks for a word by itself."""
    conditions = [condition for pattern in patterns for condition in pattern]
    if any(len(pattern) > _PAIR for pattern in patterns) or not _ASKED.issuperset(set().union(*conditions)):
        raise ValueError("another attribute ruler")
    words: set[str] = set()
    expressions = []
    for value in (condition["LOWER"] for condition in conditions if "LOWER" in condition):
        if not isinstance(value, dict):
            words.add(value)
        elif "REGEX" in value:
            expressions.append(re.compile(value["REGEX"]))
        else:
            words.update(*value.values())
    return lambda word: word in words or any(expression.search(word) for expression in expressions)


def _index_as_sets(lemmatizer: Lemmatizer) -> None:
    """Make the lists of known words sets: of up to 57,528 words, a list is searched word by word."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for pos, lemmas in list(index.items()):
        index[pos] = frozenset(lemmas)


def _meets(token: Mapping[str, Any], condition: Condition) -> bool:
    """Whether a token meets a token pattern of spaCy's matcher."""
    return all(_holds(token[name], wanted) for name, wanted in condition.items())


def _holds(value: str | bool, wanted: Any) -> bool:  # noqa: ANN401  (a pattern's JSON)
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    ((kind, known),) = wanted.items()
    return _TESTS[kind](value, known)
