"""Which files of a folder stance wrote itself: results, with their provenance beside them, and labelling sessions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from stance.errors import StanceError
from stance.reading import read_bytes

ANSWERS: Final = ".answers.jsonl"
"""How the name of a file ends in which a labelling session keeps the answers of one annotator."""

_QUEUE: Final = "queue.jsonl"


def meta_file(output: Path) -> Path:
    """Where the provenance of an output stands."""
    return output.with_name(f"{output.name}.meta.json")


def is_provenance(file: Path) -> bool:
    """Whether the file says how an output was made, and is no notes of the user's own under such a name."""
    with suppress(StanceError, ValueError, TypeError, RecursionError):
        return {"output", "versions"} <= set(json.loads(read_bytes(file)))
    return False


def own_files(files: Sequence[Path]) -> set[Path]:
    """The files that are results or of a session: read as texts, their claims would count twice."""
    there = set(files)
    sessions = {file.parent for file in files if file.name.endswith(ANSWERS)}
    return {
        file
        for file in files
        if file.name.endswith(ANSWERS)
        or (file.name == _QUEUE and file.parent in sessions)
        or (meta_file(file) in there and is_provenance(meta_file(file)))
    }
