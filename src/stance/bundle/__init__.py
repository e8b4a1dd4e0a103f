"""Saves a model as a bundle and loads it: the folder with `pipeline.skops`, `model.json`, `golden.jsonl` and `CARD.md`.

With a sentence encoder, also `encoder.onnx` and the notice of its licence, and where that is tuned its head and the
scores its own labels were held out with, so that a model can be trained from a bundle's folder again. Loading runs no
code from the bundle: the fitted pipelines are read with no type trusted beyond scikit-learn's and numpy's own, and the
one step that is ours, which holds no fitted state, is built here.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stance.bundle.packing import pack_fitted, scoring_fault, unpack_fitted
from stance.encoder import HEAD, WEIGHTS, Encoder
from stance.encoder.graph import graph_fault
from stance.errors import DataError, ModelError
from stance.files import behind_links, sync_to_disk
from stance.manifest import (
    BESIDE_TUNED,
    CARD,
    GOLDEN_ROWS,
    MANIFEST,
    NOTICE,
    PIPELINE,
    PLOT,
    REFIT,
    bundle_question,
    is_own_file,
    is_tuned,
    read_bundle,
)
from stance.model import Model
from stance.model.calibration import Thresholds
from stance.model.encoder_scores import Deployed, deployed
from stance.model.fitted import FeatureSettings
from stance.model.stacking import stages_from
from stance.packaged import default_bundle
from stance.readers.json import parse_json
from stance.reading import hash_file, read_model_file
from stance.records import Question, ScoredClaim, scored_from_row, scored_row

_NOTICE_TEXT: Final = """\
encoder.onnx is derived from all-MiniLM-L6-v2 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), in a
large bundle also from all-mpnet-base-v2 (https://huggingface.co/sentence-transformers/all-mpnet-base-v2), copyright of
the sentence-transformers authors, licensed under the Apache License, Version 2.0
(https://www.apache.org/licenses/LICENSE-2.0), distributed on an "as is" basis, without warranties or conditions of
any kind. They were changed: exported to ONNX with weights of 8 bits, and tuned further where model.json says so.
A large bundle is handed on with encoder.partial.onnx, of which encoder.onnx is made.
"""


def save_model(model: Model, path: Path) -> None:
    """Write the bundle at `path`, whole or not at all: a bundle that stood there stays until the new one is complete.

    Of what stands there only a bundle's own files are replaced; a link to a folder is followed.

    Raises:
        ModelError: something else than a bundle stands at `path`, or it cannot be written.
    """
    replace_bundle(path, lambda folder: _write_files(model, folder))


def replace_bundle(path: Path, write_files: Callable[[Path], None]) -> None:
    """Let `write_files` fill a new folder, and put that at `path` once it is whole, as `save_model` says.

    Raises:
        ModelError: something else than a bundle stands at `path`, or it cannot be written.
    """
    check_place(path)
    try:
        path = behind_links(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as room:
            new = Path(room) / "new"
            new.mkdir()
            _keep_others(path, new)
            write_files(new)
            for file in (*(entry for entry in new.iterdir() if is_own_file(entry.name)), new):
                sync_to_disk(file)
            _swap(new, path, Path(room) / "old")
    except OSError as error:
        raise ModelError(f"{path}: cannot be written ({error.strerror}); give another folder") from None


def check_place(path: Path) -> None:
    """Refuse a place where something else than a bundle stands, before any work is done for it.

    Raises:
        ModelError: with the remedy.
    """
    if path.exists() and not (path / MANIFEST).is_file() and (not path.is_dir() or any(path.iterdir())):
        raise ModelError(f"{path}: exists and is no model bundle; name a new folder")


def _keep_others(path: Path, new: Path) -> None:
    """Put what a user keeps beside the bundle's own files into the new folder too, files as hard links."""
    for entry in sorted(path.iterdir()) if path.is_dir() else ():
        if is_own_file(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True, copy_function=_link_or_copy)
        else:
            _link_or_copy(entry, new / entry.name)
    if path.is_dir():
        new.chmod(stat.S_IMODE(path.stat().st_mode))


def _link_or_copy(source: Path | str, target: Path | str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without links
        shutil.copy2(source, target, follow_symlinks=False)


def load_model(path: Path | str | None = None, *, question: Question | None = None) -> Model:
    """The model of the bundle at `path`, checked against its manifest; with `question`, only if it answers that one.

    Without a path it is the bundle that comes with the package: the full one where the extra `encoder` is installed.

    Raises:
        ModelError: a file is missing, unreadable or not the one the manifest names, the bundle is of another format
            or another scikit-learn, holds types that are not trusted, or answers another question.
    """
    path = Path(path or default_bundle())
    manifest, contents = read_bundle(path)
    asked = bundle_question(manifest)
    if question is not None and (asked.id, asked.labels) != (question.id, question.labels):
        raise ModelError(
            f"{path}: answers the question {asked.id!r} ({', '.join(asked.labels)}), not {question.id!r} "
            f"({', '.join(question.labels)}); name a bundle trained for it with --model, or train one: stance train"
        )
    encoder = Encoder(path / WEIGHTS, contents=contents) if manifest.get("encoder") else None
    if encoder and (fault := graph_fault(contents[WEIGHTS])):
        raise ModelError(f"{path / WEIGHTS}: no sentence encoder ({fault}); {REFIT}")
    tuned = encoder is not None and is_tuned(manifest)
    features = FeatureSettings(asked.sides, None if tuned else encoder)
    text_classifier, stages = unpack_fitted(contents[PIPELINE], path / PIPELINE, features)
    with _complete(path, "its context is"):
        document_stages = stages_from(manifest.get("context"), stages, len(asked.labels))
    with _complete(path, "its thresholds are"):
        thresholds = Thresholds.from_dict(manifest.get("thresholds"), len(asked.labels))
    model = Model(
        question=asked,
        text_classifier=text_classifier,
        encoder_scorer=_encoder_scorer(path, encoder, asked) if encoder and tuned else None,
        stages=document_stages,
        thresholds=thresholds,
        manifest=manifest,
        golden=_read_golden(contents[GOLDEN_ROWS], path / GOLDEN_ROWS, asked),
        card=_shown(path / CARD) if (path / CARD).is_file() else "",
        plots={file.name: _shown(file) for file in sorted(path.glob(f"*{PLOT}"))},
    )
    if fault := scoring_fault(model):
        raise ModelError(f"{path / PIPELINE}: {fault}; {REFIT}")
    return model


def _shown(file: Path) -> str:
    """The text of a file that is only shown."""
    return read_model_file(file).decode(errors="replace")


def _encoder_scorer(path: Path, encoder: Encoder, question: Question) -> Deployed:
    try:
        return deployed(encoder, question)
    except DataError as error:
        raise ModelError(f"{path / HEAD}: not the head of this bundle's encoder ({error}); {REFIT}") from None


@contextmanager
def _complete(path: Path, part: str) -> Iterator[None]:
    """Refuse the bundle where a part of its manifest cannot be read."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OverflowError):
        raise ModelError(f"{path / MANIFEST}: {part} not complete; {REFIT}") from None


def _write_files(model: Model, folder: Path) -> None:
    (folder / PIPELINE).write_bytes(pack_fitted(model))
    rows = (json.dumps(scored_row(row, model.question), ensure_ascii=False) for row in model.golden)
    (folder / GOLDEN_ROWS).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    (folder / CARD).write_text(model.card, encoding="utf-8")
    for name, plot in model.plots.items():
        (folder / name).write_text(plot, encoding="utf-8")
    names = [PIPELINE, GOLDEN_ROWS]
    if model.encoder:
        (folder / WEIGHTS).write_bytes(model.encoder.weights())
        (folder / NOTICE).write_text(_NOTICE_TEXT, encoding="utf-8")
        names.append(WEIGHTS)
    if model.encoder_scorer:
        for name in BESIDE_TUNED:
            (folder / name).write_bytes(model.encoder_scorer.encoder.file(name))
            names.append(name)
    files = {name: hash_file(folder / name) for name in names}
    manifest = dict(model.manifest) | {"files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _swap(new: Path, path: Path, old: Path) -> None:
    """Put `new` at `path`; what stood there goes to `old`, and comes back if the second step fails."""
    if path.exists():
        path.rename(old)
    try:
        new.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise


def _read_golden(data: bytes, file: Path, question: Question) -> tuple[ScoredClaim, ...]:
    try:
        rows = [parse_json(line, finite=True) for line in data.split(b"\n") if line]
        for row in rows:
            row["text"].encode()  # a claim without words, or with half a character, could not be scored again
        return tuple(scored_from_row(row, question) for row in rows)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ModelError(f"{file}: not a file of scored claims ({error}); {REFIT}") from None
