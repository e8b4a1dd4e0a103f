"""A replication package: labels by position and fingerprint, codebook, question, model; no text that is not free.

Who holds the texts brings them back with `stance rehydrate PACKAGE/texts --from FOLDER`, found by their SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stance import __version__
from stance.errors import DataError, UsageError
from stance.files import atomic_file, check_new_folder, new_folder, path_for_id, write_text
from stance.labels import positions, text_sha
from stance.manifest import GOLDEN_ROWS, MANIFEST, is_own_file, read_bundle
from stance.readers.items import METADATA_FIELDS
from stance.readers.json import parse_json
from stance.reading import files_below, hash_file, open_regular, read_bytes, read_text
from stance.sources import find_sources, read_texts
from stance.sources.paths import METADATA
from stance.tables import csv_text
from stance.text_tables import gathered_faults, numbered_rows, read_rows

Row = dict[str, str]

SUMS: Final = "SHA256SUMS"
README: Final = """# Replication package

Labels of the stance of claims, without the words of texts that may not be passed on.

- `labels/`: the label tables. A claim is `document,start,end` (characters, half-open) with its words' fingerprint.
- `labels/question.toml`, `labels/codebook.md`: what was asked, and how it was answered (where they were at hand).
- `texts/sources.csv`: the documents with their SHA-256; `texts/*.txt` are those that may be passed on.
- `model/`: the trained model (where one was given).
- `SHA256SUMS`: check with `sha256sum -c SHA256SUMS`.

Who holds the texts brings them back, and trains again, with stance {version}:

    stance rehydrate texts --from FOLDER-WITH-THE-TEXTS
    stance train labels/*.csv --question labels/question.toml --texts texts --output model-again
"""


@dataclass(frozen=True, slots=True)
class Package:
    """What is in a package: rows of labels, rows left out by table (no position, so nothing without their words),
    documents whose SHA-256 is known, those that are in it as text, and those that were not at hand.
    """

    rows: int
    left_out: Mapping[str, int]
    named: tuple[str, ...]
    texts: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What goes into a package. `texts` is the folder the labels point into, `free` one of texts that are free."""

    tables: Sequence[Path]
    texts: Path
    free: Path | None = None
    question: Path | None = None
    codebook: Path | None = None
    model: Path | None = None
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BareTable:
    """A label table as it may be passed on; `left_out` counts the rows without a position."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int


def share(parts: Parts, output: Path) -> Package:
    """Write the package into a new folder, whole or not at all.

    Raises:
        UsageError: the folder is there and not empty, or two tables have one name.
        DataError: a table or text that cannot be read, or words that are not those labelled.
    """
    _check_names(parts, output)
    free = read_texts(parts.free) if parts.free else {}
    texts = read_texts(parts.texts) | free
    tables = {table.name: _bare(table, texts, free) for table in parts.tables}
    documents = list(dict.fromkeys(row["document"] for table in tables.values() for row in table.rows))
    for name in documents:
        path_for_id(output, name)  # an id that is no file name is refused before anything is written
    with new_folder(output) as folder:
        _write_labels(parts, tables, folder / "labels")
        named = _write_texts(parts, documents, free, folder / "texts")
        if parts.model:
            _copy_model(parts.model, set(free), folder / "model")
        write_text(folder / "README.md", README.format(version=__version__))
        sums = (f"{hash_file(file)}  {file.relative_to(folder).as_posix()}\n" for file in files_below(folder))
        write_text(folder / SUMS, "".join(sums))
    return Package(
        rows=sum(len(table.rows) for table in tables.values()),
        left_out={name: table.left_out for name, table in tables.items() if table.left_out},
        named=tuple(named),
        texts=tuple(name for name in documents if name in free),
        unknown=tuple(name for name in documents if name not in named),
    )


def _check_names(parts: Parts, output: Path) -> None:
    check_new_folder(output, " with -o")
    if doubled := [name for name, n in Counter(table.name for table in parts.tables).items() if n > 1]:
        raise UsageError(f"two tables are called {doubled[0]}; rename one")


def _write_labels(parts: Parts, tables: Mapping[str, BareTable], folder: Path) -> None:
    for name, table in tables.items():
        write_text(folder / name, csv_text(table.header, table.rows))
    for file, name in ((parts.question, "question.toml"), (parts.codebook, "codebook.md")):
        if file and file.is_file():
            write_text(folder / name, read_text(file))


def _bare(table: Path, texts: Mapping[str, str], free: Iterable[str]) -> BareTable:
    """The table's rows that have a position: without words unless free, all with their fingerprint."""
    header, rows = numbered_rows(table)
    header = list(dict.fromkeys([*header, *(["text_sha"] if "document" in header else [])]))
    placed = []
    with gathered_faults() as at:
        for number, row in rows:
            if row.get("document") and row.get("start"):
                with at(f"{table}, row {number}"):
                    placed.append(_bare_row(row, texts, row["document"] in free))
    return BareTable(tuple(header), tuple(placed), len(rows) - len(placed))


def _bare_row(row: Row, texts: Mapping[str, str], free: bool) -> Row:
    start, end = positions(row)
    words = row.get("text", "")
    sha = row.get("text_sha") or (text_sha(words) if words.strip() else "")
    if row["document"] in texts:
        now = text_sha(texts[row["document"]][start:end])
        if sha and sha != now:
            raise ValueError(f"{row['document']} {start}-{end} is not the text labelled; give the version that was")
        sha = now
    bare = row | {"text_sha": sha}
    return bare if free or "text" not in row else bare | {"text": ""}


def _write_texts(parts: Parts, documents: Sequence[str], free: Mapping[str, str], folder: Path) -> list[str]:
    """Write `sources.csv` and the texts that may be passed on; the documents whose SHA-256 is known, in order."""
    origins = [origin for origin in (parts.texts, parts.free) if origin and origin.is_dir()]
    files = {source.id: source.path for origin in origins for source in find_sources([str(origin)])}
    rows = []
    for name in documents:
        if not (path := files.get(name)):
            continue
        sha = hash_file(path)
        rows.append({"document": name} | dict(parts.metadata.get(name, {})) | {"sha256": sha})
        if name in free:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, path_for_id(folder, name, path.suffix))
    header = ["document", *METADATA_FIELDS, "sha256"]
    write_text(folder / METADATA, csv_text(header, [{key: row.get(key, "") for key in header} for row in rows]))
    return [row["document"] for row in rows]


def _copy_model(bundle: Path, free: set[str], target: Path) -> None:
    """Copy a bundle's own files; of its golden claims only those of documents that may be passed on."""
    held = read_bundle(bundle)
    for file in sorted(bundle.iterdir()):
        if is_own_file(file.name):
            with atomic_file(target / file.name) as copy:
                copy.write(held.contents.get(file.name) or read_bytes(file))
    lines = held.contents[GOLDEN_ROWS].decode().split("\n")
    kept = "".join(f"{line}\n" for line in lines if line and parse_json(line)["document"] in free)
    files = held.manifest["files"] | {GOLDEN_ROWS: hashlib.sha256(kept.encode()).hexdigest()}
    write_text(target / GOLDEN_ROWS, kept)
    write_text(target / MANIFEST, json.dumps(held.manifest | {"files": files}, indent=2, ensure_ascii=False) + "\n")


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
