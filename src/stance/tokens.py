"""A parsed paragraph as plain objects: its words, their tree, its sentences, read once from what spaCy found.

spaCy keeps a parse as numbers, and makes a Token, and each string that it is asked for, anew each time. Rules ask many
times for each word. What is here has spaCy's names and answers as spaCy does (`tests/test_tokens.py`); a slice of a Doc
or a Span is a list of tokens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, wraps
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.vocab import Vocab

COLUMNS: Final[list[int | str]] = ["ORTH", "LEMMA", "POS", "TAG", "DEP", "SPACY", "SENT_START", "HEAD"]
"""What is read of each token, as spaCy numbers it."""

_WORDS_KEPT: Final = 200_000
"""Words, and strings, that are kept: of the words of a text nearly all have been met before."""

T = TypeVar("T")

_PLACE: Final = attrgetter("i")
_new: Final[Callable[[type[Token]], Token]] = object.__new__

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""

VERBAL: Final = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
"""How a noun that is a subject hangs on its verb."""


class Lexeme(NamedTuple):
    """A word by itself, wherever it stands."""

    text: str
    lower: str
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_upper: bool
    like_num: bool


def _of_lexeme(flag: str) -> property:
    """The property of a token that its word has wherever it stands."""
    return property(attrgetter(f"lexeme.{flag}"))


class Token:
    """A word in its place: `idx` counts characters of its Doc, `children` hang on it, `n_lefts` of them before it.

    A root is its own head.
    """

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "lemma_", "lexeme", "lower_", "n_lefts", "pos_", "sent", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    whitespace_: str
    lexeme: Lexeme
    head: Token
    children: Sequence[Token]
    n_lefts: int
    sent: Span

    def __len__(self) -> int:
        """Its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Its text."""
        return self.text

    @property
    def lefts(self) -> Sequence[Token]:
        """The children before it."""
        return self.children[: self.n_lefts]

    @property
    def rights(self) -> Sequence[Token]:
        """The children behind it."""
        return self.children[self.n_lefts :]

    @property
    def n_rights(self) -> int:
        """How many children stand behind it."""
        return len(self.children) - self.n_lefts

    @property
    def subtree(self) -> list[Token]:
        """The token and all that hangs on it, in order."""
        found = [self]
        for token in found:  # those that are added are walked too
            found += token.children
        found.sort(key=_PLACE)
        return found

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.doc[self.doc.edges[0][self.i]] if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return self.doc[self.doc.edges[1][self.i]] if self.children else self

    @property
    def ancestors(self) -> Iterator[Token]:
        """The head, its head, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def is_negated(self) -> bool:
        """Whether a "not" or "never" hangs on it."""
        return any(child.dep_ == "neg" for child in self.children)

    @property
    def following(self) -> Sequence[Token]:
        """The token behind it, in a list; none at the end of the Doc."""
        return self.doc[self.i + 1 : self.i + 2]

    def nbor(self, distance: int = 1) -> Token:
        """The token so many places on; IndexError where there is none."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]

    is_alpha = _of_lexeme("is_alpha")
    is_punct = _of_lexeme("is_punct")
    is_quote = _of_lexeme("is_quote")
    is_space = _of_lexeme("is_space")
    is_upper = _of_lexeme("is_upper")
    like_num = _of_lexeme("like_num")


class Span(list[Token]):
    """The tokens of a Doc from the `start`th to before the `end`th: a sentence."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        super().__init__(doc[start:end])
        self.doc, self.start, self.end = doc, start, end

    @property
    def root(self) -> Token:
        """The first token that hangs on no other."""
        return next(token for token in self if token.head is token)

    @property
    def text(self) -> str:
        """Its text without the white space behind it."""
        return text_of(self)


class Doc(list[Token]):
    """A parsed paragraph: its tokens, its sentences, its text; `known` is what `once_a_token` keeps."""

    sents: list[Span]
    text: str

    @cached_property
    def known(self) -> defaultdict[Callable[[Token], Any], dict[int, Any]]:
        """The answers of functions of a token, by the token's place."""
        return defaultdict(dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in small letters, as written and as lemmas: what is not among them need not be sought."""
        return frozenset([token.lower_ for token in self] + [token.lemma_.lower() for token in self])

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """For each token the place of the first of its subtree, and of the last; made in time linear in the Doc."""
        first, last = list(range(len(self))), list(range(len(self)))
        downwards = [token for token in self if token.head is token]
        for token in downwards:  # those that are added are walked too
            downwards += token.children
        for token in reversed(downwards):
            i, head = token.i, token.head.i
            if first[i] < first[head]:
                first[head] = first[i]
            if last[i] > last[head]:
                last[head] = last[i]
        return first, last


def once_a_token(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """The function, whose answer the Doc keeps for each token: rules ask the same of a token many times."""

    @wraps(function)
    def ask(token: Token) -> T:
        answers: dict[int, T] = token.doc.known[function]
        place = token.i
        if place not in answers:
            answers[place] = function(token)
        return answers[place]

    return ask


def text_of(tokens: Sequence[Token]) -> str:
    """The text from the first of some tokens to the last, who stand beside one another."""
    if not tokens:
        return ""
    return tokens[0].doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1].text)]


def read(parsed: spacy.tokens.Doc) -> Doc:
    """The plain Doc of one of spaCy's."""
    return read_numbers(numbers_of(parsed), parsed.vocab)


def numbers_of(parsed: spacy.tokens.Doc) -> NDArray[np.uint64]:
    """What is read of a Doc of spaCy's, a row a token."""
    return parsed.to_array(COLUMNS).astype(np.uint64, copy=False)


def read_numbers(numbers: NDArray[np.uint64], vocab: Vocab) -> Doc:
    """The Doc that `numbers_of` gave these for."""
    words, strings = _words(vocab), _strings(vocab)
    *named, spaces, starts, _ = numbers.T.tolist()
    heads = numbers[:, -1].view(np.int64).tolist()
    lexemes = map(words.__getitem__, named[0])
    columns = (map(strings.__getitem__, column) for column in named[1:])
    tokens = [_new(Token) for _ in heads]
    doc = Doc(tokens)
    idx = 0
    for i, (token, lexeme, lemma, pos, tag, dep, space, head) in enumerate(
        zip(tokens, lexemes, *columns, spaces, heads, strict=True)
    ):
        token.doc = doc
        token.i = i
        token.idx = idx
        token.lexeme = lexeme
        token.text = lexeme.text
        token.lower_ = lexeme.lower
        token.lemma_ = lemma
        token.pos_ = pos
        token.tag_ = tag
        token.dep_ = dep
        token.whitespace_ = " " if space else ""
        token.head = tokens[i + head]
        token.children = ()
        token.n_lefts = 0
        idx += len(token.text) + space
    _hang(doc)
    doc.text = "".join([token.text + token.whitespace_ for token in doc])
    doc.sents = list(_sentences(doc, starts))
    return doc


def _hang(doc: Doc) -> None:
    """Tell each token its children."""
    for token in doc:
        head = token.head
        if head is token:
            continue
        if isinstance(head.children, list):
            head.children.append(token)
        else:
            head.children = [token]
        if token.i < head.i:
            head.n_lefts += 1


def _sentences(doc: Doc, starts: Sequence[int]) -> Iterator[Span]:
    """The Doc's sentences, each begun where spaCy says 1."""
    begun = [i for i, start in enumerate(starts) if start == 1 or not i]
    for start, end in pairwise([*begun, len(doc)]):
        sentence = Span(doc, start, end)
        for token in sentence:
            token.sent = sentence
        yield sentence


class _Kept(dict[int, T]):
    """What `make` gives for spaCy's numbers, each made once."""

    def __init__(self, make: Callable[[int], T]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, number: int) -> T:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        made = self[number] = self.make(number)
        return made


@cache
def _strings(vocab: Vocab) -> _Kept[str]:
    """A vocabulary's strings."""
    return _Kept(vocab.strings.__getitem__)


@cache
def _words(vocab: Vocab) -> _Kept[Lexeme]:
    """A vocabulary's words."""

    def word(number: int) -> Lexeme:
        known = vocab[number]
        return Lexeme(known.text, known.lower_, *(getattr(known, flag) for flag in Lexeme._fields[2:]))

    return _Kept(word)
