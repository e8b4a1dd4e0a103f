"""What a bundle's `model.json` says of the training: question, labels, hashes, the versions it is bound to."""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

from stance.copies import find_copies
from stance.labels import places_by_table
from stance.question import question_to_dict
from stance.records import LabelledClaim, Question

FORMAT: Final = 4
"""The bundle format this version writes and reads."""


def describe_training(
    labelled: Sequence[LabelledClaim], question: Question, seed: int, codebook: str
) -> dict[str, Any]:
    """What `model.json` says of the training; the hashes of the bundle's files are added when it is saved."""
    counts = {name: Counter(labelled[i].label for i in rows) for name, rows in places_by_table(labelled).items()}
    asked = json.dumps(question_to_dict(question), sort_keys=True)
    return {
        "format": FORMAT,
        "question": question_to_dict(question),
        "labels": list(question.labels),
        "trained_on": {
            "rows": len(labelled),
            "groups": len({row.group for row in labelled}),
            "tables": {name: {label: found[label] for label in question.labels} for name, found in counts.items()},
            "group_names": sorted({row.group for row in labelled}),
            "copies": find_copies(labelled).counts(),
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
    _, found, rest = codebook.partition("**Who labelled.**")
    return " ".join(rest.partition("\n\n")[0].split()) if found else None


def library_versions() -> dict[str, str]:
    """The versions a bundle is bound to, and those that help to tell why scores drifted."""
    libraries = {name: version(name) for name in ("stance", "scikit-learn", "skops", "numpy", "scipy")}
    return {"python": platform.python_version()} | libraries


def hash_labels(labelled: Sequence[LabelledClaim]) -> str:
    """SHA-256 over text, label and group of the rows, whatever their order."""
    rows = sorted(json.dumps([row.text, row.label, row.group], ensure_ascii=False) for row in labelled)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
