"""Bring texts that may not be passed on to where the labels expect them: found by SHA-256, whatever they are called."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stance.errors import DataError
from stance.files import atomic_file, path_for_id
from stance.labels import read_rows
from stance.reading import files_below, hash_file, open_regular
from stance.sources.paths import METADATA


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """Documents by name: already in place, copied just now, and not found anywhere."""

    present: tuple[str, ...]
    copied: tuple[str, ...]
    missing: tuple[str, ...]


def rehydrate(folder: Path, origin: Path) -> Rehydrated:
    """Copy each document that the folder's `sources.csv` names with a SHA-256 from below `origin` into the folder.

    Raises:
        DataError: the folder has no `sources.csv` with columns `document` and `sha256`, `origin` is no folder, or a
            copy cannot be written.
    """
    wanted = _wanted(folder / METADATA)
    present = {name for name, sha in wanted.items() if _sha256_of(path_for_id(folder, name, ".txt")) == sha}
    absent = {name: sha for name, sha in wanted.items() if name not in present}
    found = _files_by_sha(origin, set(absent.values())) if absent else {}
    copied = [name for name, sha in absent.items() if sha in found]
    for name in copied:
        _copy(found[absent[name]], path_for_id(folder, name, ".txt"))
    missing = [name for name, sha in absent.items() if sha not in found]
    return Rehydrated(tuple(sorted(present)), tuple(copied), tuple(missing))


def _wanted(table: Path) -> Mapping[str, str]:
    """{document: SHA-256} of the rows that have both."""
    header, rows = read_rows(table)
    if not {"document", "sha256"} <= set(header):
        raise DataError(f"{table}: needs the columns document and sha256 to find texts; it has {','.join(header)}")
    return {row["document"]: row["sha256"].strip().lower() for row in rows if row["document"] and row["sha256"].strip()}


def _files_by_sha(origin: Path, wanted: set[str]) -> dict[str, Path]:
    """{SHA-256: file} of the files below `origin` that are wanted; what cannot be opened is passed over."""
    if not origin.is_dir():
        raise DataError(f"{origin}: no such folder; name the one that holds the texts with --from")
    return {sha: file for file in files_below(origin) if (sha := _sha256_of(file)) in wanted}


def _sha256_of(file: Path) -> str:
    """The file's SHA-256 in hex; empty where there is no such file, or it may not be read."""
    try:
        return hash_file(file)
    except (DataError, OSError):
        return ""


def _copy(file: Path, target: Path) -> None:
    """Copy the content; a half-written text never stands in for a whole one."""
    try:
        with open_regular(file) as content, atomic_file(target) as copy:
            shutil.copyfileobj(content, copy)
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror}); check the folder and its space") from None
