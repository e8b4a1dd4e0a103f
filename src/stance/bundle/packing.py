"""Serialises the fitted parts of a model as one skops file of scikit-learn's own types alone, and reads it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from stance.bundle.stored import PipelineState, State, UntrustedError, as_estimator, read_stored
from stance.encoder.vector_cache import WIDTH
from stance.errors import ModelError
from stance.features import read_claim
from stance.manifest import REFIT
from stance.model import Model, in_question_order
from stance.model.first_pass import TermBlock
from stance.model.fitted import FeatureSettings, FittedPipeline, TextClassifier
from stance.readers.limits import UNPACKED_BYTES
from stance.records import own_claim

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

_OURS: Final = "features"
_FIRST: Final = "first"
_BETWEEN_TERMS: Final = "\n"
_SHARED: Final = frozenset({"ObjectNode", "NdArrayNode"})
"""Nodes of skops that several places may share."""
_ADDRESS: Final = "_stop_words_id"
"""Where scikit-learn notes the address of a vectorizer's stop words, another in each process."""

_LARGEST: Final = 1e30
"""What no fitted number comes near, and what can still be multiplied without running over; NaN is not below."""


def pack_fitted(model: Model) -> bytes:
    """The fitted parts, the first pass and the stages of the second, as skops bytes of scikit-learn's own types alone.

    Our step is left out. A vocabulary becomes one text, its terms in the order of their columns: as a dict
    of 70,000 entries skops takes 1.5 s to read it back, as a text 0.1 s. The same model gives the same bytes.
    """
    import skops.io  # only where it is needed, as scikit-learn: see stance.bundle.stored
    from sklearn.pipeline import Pipeline

    fitted = model.text_classifier.pipeline
    steps = [(name, "passthrough" if name == _OURS else step) for name, step in fitted.steps]
    stages = {"words": model.stages.words, "both": model.stages.both} if model.stages else {}
    packed = {_FIRST: Pipeline(steps)} | {name: stage.fitted.pipeline for name, stage in stages.items() if stage}
    vectorizers = _vectorizers(fitted.named_steps["join"])
    vocabularies = [vectorizer.vocabulary_ for vectorizer in vectorizers]
    try:
        for vectorizer, terms in zip(vectorizers, vocabularies, strict=True):
            vectorizer.vocabulary_ = _BETWEEN_TERMS.join(sorted(terms, key=terms.__getitem__))
            vars(vectorizer).pop(_ADDRESS, None)
        return _reproducible(skops.io.dumps(packed))
    finally:
        for vectorizer, terms in zip(vectorizers, vocabularies, strict=True):
            vectorizer.vocabulary_ = terms


def _reproducible(data: bytes) -> bytes:
    """The skops file without what differs from run to run: the time of writing, and nodes named by their addresses."""
    numbers: dict[object, int] = {}

    def renumbered(part: Any) -> Any:  # noqa: ANN401  (JSON)
        if isinstance(part, list):
            return [renumbered(inner) for inner in part]
        if not isinstance(part, dict):
            return part
        named = {name: renumbered(inner) for name, inner in part.items()}
        if "__loader__" in named and "__id__" in named:
            # That two numbers or words are one object is chance, and another one after the file has been read.
            known = named["__id__"] if named["__loader__"] in _SHARED else (len(numbers), "")
            named["__id__"] = numbers.setdefault(known, len(numbers))
        if "__loader__" in named and "file" in named:
            named["file"] = files.setdefault(named["file"], f"{len(files)}.npy")
        return named

    files: dict[str, str] = {}
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as written, ZipFile(packed, "w") as archive:
        schema = json.dumps(renumbered(json.loads(written.read("schema.json")))).encode()
        members = {"schema.json": schema} | {name: written.read(old) for old, name in files.items()}
        for name, content in members.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()


def unpack_fitted(
    data: bytes, file: Path, features: FeatureSettings
) -> tuple[TextClassifier, dict[str, FittedPipeline]]:
    """(the text classifier with our step put back, the fitted stages by name) of the bytes of `file`.

    Raises:
        ModelError: the file is damaged, or holds anything else.
    """
    try:
        if (size := _unpacked_size(data)) > UNPACKED_BYTES:
            raise ModelError(f"{file}: unfolds to {size // 1_000_000} MB, which no fitted pipeline does; {REFIT}")
        stored = read_stored(data)
        if not isinstance(stored, dict) or not all(isinstance(part, PipelineState) for part in stored.values()):
            raise ModelError(f"{file}: holds no scikit-learn pipelines; {REFIT}")
        first: Any = stored.pop(_FIRST)
        steps = dict(first.steps) | {_OURS: features}
        for vectorizer in _vectorizers(steps["join"]):
            terms = vectorizer.vocabulary_.split(_BETWEEN_TERMS)
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
        classifier = TextClassifier(steps, partial(_whole_pipeline, first, features))
        stages = {name: FittedPipeline(dict(one.steps), partial(as_estimator, one)) for name, one in stored.items()}
        classifier.first_pass  # noqa: B018  (made here, so that a classifier that cannot be read is told now)
    except ModelError:
        raise
    except UntrustedError as error:
        raise ModelError(f"{file}: holds types that are not trusted ({error}); {REFIT}") from None
    # Broken on purpose, a file trips its readers up in whatever way it likes (RecursionError, MemoryError ...).
    except Exception as error:
        raise ModelError(f"{file}: cannot be read ({type(error).__name__}); {REFIT}") from None
    return classifier, stages


def _whole_pipeline(first: State, features: FeatureSettings) -> Pipeline:
    """scikit-learn's pipeline of the text classifier, with our step put back."""
    from stance.model.config import ClaimFeatures

    pipeline: Pipeline = as_estimator(first)
    pipeline.steps[0] = (_OURS, ClaimFeatures(features.sides, features.encoder))
    return pipeline


def _vectorizers(join: Any) -> list[Any]:  # noqa: ANN401  (the step, or its state)
    """The fitted vectorizers of the step, in their order."""
    return [part for _, part, _ in join.transformers_ if hasattr(part, "vocabulary_")]


def _unpacked_size(data: bytes) -> int:
    """Bytes that an archive unfolds to, by its own list; it never yields more than that.

    Raises:
        BadZipFile: it is none.
    """
    with ZipFile(BytesIO(data)) as archive:
        return sum(member.file_size for member in archive.infolist())


def scoring_fault(model: Model) -> str | None:
    """Why the model cannot score; None if it can: for labels of its question, by numbers alone.

    The sentence encoder is left out, since it is not opened before the first text: zeros stand in for what it says.
    """
    first_pass, readings = model.text_classifier.first_pass, [read_claim("", ())]
    both = [(model.stages.both, 2)] if model.stages and model.stages.both else []
    stages = [(model.stages.words, 1), *both] if model.stages else []
    try:
        if not all((np.abs(array) < _LARGEST).all() for array in _learnt_numbers(model)):
            return "cannot score, since some of its numbers are none"
        shares = first_pass.probabilities(readings, np.zeros((1, WIDTH), np.float32))
        words = in_question_order(shares, first_pass.classes, model.question)
        told = [
            stage.probabilities(np.hstack([words] * passes), words, [own_claim("", "")]) for stage, passes in stages
        ]
        first_pass.novelty(readings)
    except Exception as error:  # a file made on purpose fails in any way it likes
        return f"cannot score ({type(error).__name__})"
    return None if all(np.isfinite(rows).all() for rows in (words, *told)) else "cannot score (a scale of 0)"


def _learnt_numbers(model: Model) -> Iterator[NDArray[np.floating]]:
    """Every array of floating-point numbers that scores are made with."""
    first_pass = model.text_classifier.first_pass
    yield from (first_pass.coefficients, first_pass.intercept)
    for block in first_pass.blocks:
        yield from (block.idf,) if isinstance(block, TermBlock) else (block.mean, block.scale)
    for stage in (model.stages.words, model.stages.both) if model.stages else ():
        for step in stage.fitted.steps.values() if stage else ():
            yield from (
                value for value in vars(step).values() if isinstance(value, np.ndarray) and value.dtype.kind == "f"
            )
