"""Serialises the fitted parts of a model as one skops file of scikit-learn's own types alone, and reads it back."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import sklearn
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.pipeline import Pipeline

from stance.bundle.soundness import estimators_in
from stance.bundle.stored import read_stored
from stance.errors import ModelError
from stance.features import ClaimFeatures
from stance.manifest import REFIT
from stance.model import Model
from stance.readers.limits import UNPACKED_BYTES

_OURS: Final = "features"
_FIRST: Final = "first"
_BETWEEN_TERMS: Final = "\n"


def pack_fitted(model: Model) -> bytes:
    """The fitted parts, the first pass and the stages of the second, as skops bytes of scikit-learn's own types alone.

    Our step is left out. A vocabulary becomes one text, its terms in the order of their columns: as a dict
    of 70,000 entries skops takes 1.5 s to read it back, as a text 0.1 s.
    """
    import skops.io  # only where it is needed: see stance.bundle.stored

    steps = [(name, "passthrough" if name == _OURS else step) for name, step in model.text_classifier.steps]
    stages = {"words": model.stages.words, "both": model.stages.both} if model.stages else {}
    packed = {_FIRST: Pipeline(steps)} | {name: stage.fitted for name, stage in stages.items() if stage}
    vectorizers = _vectorizers(model.text_classifier)
    vocabularies = [vectorizer.vocabulary_ for vectorizer in vectorizers]
    try:
        for vectorizer, terms in zip(vectorizers, vocabularies, strict=True):
            vectorizer.vocabulary_ = _BETWEEN_TERMS.join(sorted(terms, key=terms.__getitem__))
        return bytes(skops.io.dumps(packed, compression=ZIP_DEFLATED))
    finally:
        for vectorizer, terms in zip(vectorizers, vocabularies, strict=True):
            vectorizer.vocabulary_ = terms


def unpack_fitted(file: Path, features: ClaimFeatures) -> tuple[Pipeline, dict[str, Pipeline]]:
    """(the first pass with our step put back, the fitted stages of the second by name).

    Raises:
        ModelError: the file is damaged, or holds anything else.
    """
    try:
        if (size := _unpacked_size(file)) > UNPACKED_BYTES:
            raise ModelError(f"{file}: unfolds to {size // 1_000_000} MB, which no fitted pipeline does; {REFIT}")
        with warnings.catch_warnings():
            # Another patch release of the same minor version: the format is the same, and `verify` replays the scores.
            warnings.simplefilter("ignore", sklearn.exceptions.InconsistentVersionWarning)
            stored = read_stored(file) or _read_by_skops(file)
        if not isinstance(stored, dict) or not all(isinstance(part, Pipeline) for part in stored.values()):
            raise ModelError(f"{file}: holds no scikit-learn pipelines; {REFIT}")
        first = stored.pop(_FIRST)
        features.negated = "negated" in first.named_steps["join"].named_transformers_
        for vectorizer in _vectorizers(first):
            terms = vectorizer.vocabulary_.split(_BETWEEN_TERMS)
            vectorizer.vocabulary_ = {term: column for column, term in enumerate(terms)}
        return Pipeline([(name, features if name == _OURS else step) for name, step in first.steps]), stored
    except ModelError:
        raise
    # Broken on purpose, a file trips its readers up in whatever way it likes (RecursionError, MemoryError ...).
    except Exception as error:
        raise ModelError(f"{file}: cannot be read ({type(error).__name__}); {REFIT}") from None


def _read_by_skops(file: Path) -> object:
    """What a skops file holds, if it is made of scikit-learn's and numpy's own types alone."""
    import skops.io

    if untrusted := skops.io.get_untrusted_types(file=file):
        raise ModelError(f"{file}: holds types that are not trusted ({', '.join(untrusted)}); {REFIT}")
    return skops.io.load(file, trusted=[])


def _unpacked_size(file: Path) -> int:
    """Bytes that an archive unfolds to, by its own list; it never yields more than that.

    Raises:
        BadZipFile: it is none.
    """
    with ZipFile(file) as archive:
        return sum(member.file_size for member in archive.infolist())


def _vectorizers(pipeline: Pipeline) -> list[CountVectorizer]:
    """The fitted vectorizers inside, in their order (TfidfVectorizer is a CountVectorizer)."""
    return [part for part in estimators_in(pipeline) if isinstance(part, CountVectorizer)]
