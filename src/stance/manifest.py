"""A bundle's `model.json`: made from a training, read back, and held against the files beside it.

It says what was asked and of what the model was fitted, and names its files by their SHA-256. Free of scikit-learn and
spaCy, so that whoever only reads documents or hands them out knows the question at once.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from stance.encoder import HEAD, PARTIAL, WEIGHTS
from stance.errors import ModelError
from stance.labels import rows_by_table, source_names
from stance.near_duplicates import find_near_duplicates
from stance.question import question_faults, question_from_dict, question_to_dict
from stance.readers.json import parse_json
from stance.reading import read_model_file
from stance.records import LabelledClaim, Question

FORMAT: Final = 5
"""The bundle format this version writes and reads."""

MANIFEST: Final = "model.json"
PIPELINE: Final = "pipeline.skops"
GOLDEN_ROWS: Final = "golden.jsonl"

CARD: Final = "CARD.md"
NOTICE: Final = "NOTICE"
PLOT: Final = ".svg"

CROSS_FITTED: Final = "held_out.json"
"""The scores of the rows that an encoder was tuned on, each by one that had not seen it."""

BESIDE_TUNED: Final = (HEAD, CROSS_FITTED)
"""What stands beside an encoder that was tuned to the labels."""

_OWN_FILES: Final = frozenset({MANIFEST, PIPELINE, GOLDEN_ROWS, CARD, NOTICE, WEIGHTS, PARTIAL, *BESIDE_TUNED})

REFIT: Final = "refit it with this version: stance train"
_COPY_AGAIN: Final = "copy the whole folder again, or refit it: stance train"
_ASSEMBLE: Final = "a large bundle gets it on your machine: stance assemble"

SHORT_HASH: Final = 12
"""Digits of a bundle's hash that name it."""

FULL: Final = "full"
LITE: Final = "lite"


def describe_training(
    labelled: Sequence[LabelledClaim], question: Question, seed: int, codebook: str
) -> dict[str, Any]:
    """What `model.json` says of the training; the hashes of the bundle's files are added when it is saved."""
    counts = {name: Counter(labelled[i].label for i in rows) for name, rows in rows_by_table(labelled).items()}
    asked = json.dumps(question_to_dict(question), sort_keys=True)
    return {
        "format": FORMAT,
        "question": question_to_dict(question),
        "labels": list(question.labels),
        "trained_on": {
            "rows": len(labelled),
            "groups": len({row.group for row in labelled}),
            "tables": {
                name: {label: by_label[label] for label in question.labels} for name, by_label in counts.items()
            },
            "group_names": sorted({name for row in labelled for name in source_names(row)}),
            "copies": find_near_duplicates(labelled).counts(),
        },
        "sha256": {
            "labels": hash_labels(labelled),
            "question": hashlib.sha256(asked.encode()).hexdigest(),
            "codebook": hashlib.sha256(codebook.encode()).hexdigest() if codebook else None,
        },
        "who_labelled": _who_labelled(codebook),
        "seed": seed,
        "versions": library_versions(),
        "context": None,
        "thresholds": None,
        "scores": None,
        "files": {},
    }


def _who_labelled(codebook: str) -> str | None:
    """What the codebook says of its annotators: the paragraph that begins "**Who labelled.**"."""
    _, marker, rest = codebook.partition("**Who labelled.**")
    return " ".join(rest.partition("\n\n")[0].split()) if marker else None


def library_versions() -> dict[str, str]:
    """The versions a bundle is bound to, and those that help to tell why scores drifted."""
    libraries = {name: version(name) for name in ("stance", "scikit-learn", "skops", "numpy", "scipy")}
    return {"python": platform.python_version()} | libraries


def hash_labels(labelled: Sequence[LabelledClaim]) -> str:
    """SHA-256 over text, label and group of the rows, whatever their order."""
    rows = sorted(json.dumps([row.text, row.label, row.group], ensure_ascii=False) for row in labelled)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def read_manifest(path: Path) -> dict[str, Any]:
    """What `model.json` of the bundle at `path` says; its question is complete, its files are not looked at.

    Raises:
        ModelError: there is no bundle, or its manifest is not one this version can read.
    """
    if not path.is_dir():
        if aside := sorted(path.parent.glob(f".{path.name}-*/old")):
            raise ModelError(
                f"{path}: its saving was broken off; the bundle that stood there is {aside[0]}, move it back"
            )
        raise ModelError(f"{path}: no such model bundle; name one with --model, or train one: stance train")
    file = path / MANIFEST
    if not file.exists():
        raise ModelError(f"{file}: missing, so this is no model bundle; name one with --model")
    try:
        manifest = parse_json(read_model_file(file, remedy=REFIT), finite=True)
    except ValueError:
        raise ModelError(f"{file}: cannot be read as JSON; {REFIT}") from None
    version_read = manifest.get("format") if isinstance(manifest, dict) else None
    if version_read != FORMAT:
        raise ModelError(f"{file}: bundle format {version_read!r}, this version reads {FORMAT}; {REFIT}")
    if missing := [key for key in ("question", "versions", "files") if not isinstance(manifest.get(key), dict)]:
        raise ModelError(f"{file}: {missing[0]!r} is missing; {REFIT}")
    if question_faults(manifest["question"]):
        raise ModelError(f"{file}: its question is not complete; {REFIT}")
    return dict(manifest)


class BundleFiles(NamedTuple):
    """What a bundle's manifest says, and the bytes of each file that it names as they were when they were hashed.

    Who builds something of a file takes it from here: on disk it may be another by then.
    """

    manifest: dict[str, Any]
    contents: Mapping[str, bytes]


def read_bundle(path: Path) -> BundleFiles:
    """The bundle's manifest and files, each read once, once they are those that it names, made with this scikit-learn.

    Raises:
        ModelError: as of `read_manifest`, or a file is missing or another, or the versions differ.
    """
    manifest = read_manifest(path)
    made, here = str(manifest["versions"].get("scikit-learn")), version("scikit-learn")
    if made.split(".")[:2] != here.split(".")[:2]:
        raise ModelError(f"{path}: made with scikit-learn {made}, this is {here}; {REFIT}")
    return BundleFiles(manifest, _named_files(path, manifest))


def bundle_question(manifest: Mapping[str, Any]) -> Question:
    """The question that a bundle answers."""
    return question_from_dict(manifest["question"])


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleIdentity:
    """What names a bundle: its question, a short hash of all that decides its scores, and full or lite (no encoder).

    Figures written onto the card later do not change the hash.
    """

    name: str
    hash: str
    kind: str

    def __str__(self) -> str:
        """As in "china-russia 0a1b2c3d4e5f, full: with sentence encoder"."""
        return f"{self.name} {self.hash}, {self.kind}: {'with' if self.kind == FULL else 'without'} sentence encoder"


def bundle_identity(manifest: Mapping[str, Any]) -> BundleIdentity:
    """What names the bundle of this manifest."""
    decisive = {name: value for name, value in manifest.items() if name != "scores"}
    digest = hashlib.sha256(json.dumps(decisive, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    kind = FULL if manifest.get("encoder") else LITE
    return BundleIdentity(name=manifest["question"]["id"], hash=digest[:SHORT_HASH], kind=kind)


def sources_seen(manifest: Mapping[str, Any]) -> frozenset[str]:
    """The names of the sources that a bundle was trained on; its scores of them are too good to say anything."""
    return frozenset(manifest.get("trained_on", {}).get("group_names", ()))


def is_own_file(name: str) -> bool:
    """Whether a file in a bundle's folder is the bundle's; what else stands there is its user's."""
    return name in _OWN_FILES or name.endswith(PLOT)


def is_tuned(manifest: Mapping[str, Any]) -> bool:
    """Whether the bundle's encoder was tuned to its labels."""
    described = manifest.get("encoder")
    return isinstance(described, dict) and bool(described.get("tuned"))


def _named_files(path: Path, manifest: Mapping[str, Any]) -> dict[str, bytes]:
    """The bytes of the files that the bundle needs, by name."""
    if outside := [name for name in manifest["files"] if Path(name).name != name]:
        raise ModelError(f"{path / MANIFEST}: names a file outside of the bundle ({outside[0]!r}); {_COPY_AGAIN}")
    needed = [PIPELINE, GOLDEN_ROWS, *([WEIGHTS] if manifest.get("encoder") else [])]
    needed += BESIDE_TUNED if is_tuned(manifest) else []
    contents = {}
    for name in needed:
        file = path / name
        if not file.exists():
            large = name == WEIGHTS and (path / PARTIAL).exists()
            raise ModelError(f"{file}: missing from the bundle; {_ASSEMBLE if large else _COPY_AGAIN}")
        contents[name] = read_model_file(file, remedy=_COPY_AGAIN)
        if hashlib.sha256(contents[name]).hexdigest() != manifest["files"].get(name):
            raise ModelError(f"{file}: not the file that {MANIFEST} names (SHA-256 differs); {_COPY_AGAIN}")
    return contents
