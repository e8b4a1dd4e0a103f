"""Rows → JSON lines, CSV or Parquet, streamed, and put in place only when whole."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from stance.errors import DataError, UsageError

Row = Mapping[str, Any]
Write = Callable[[Iterable[Row]], None]

SET_SEPARATOR: Final = "|"
INTEGERS: Final = frozenset({"start", "end", "attribution"})
NUMBERS: Final = frozenset({"novelty", "confidence"})


class Format(StrEnum):
    """How rows are written; `table` is for eyes, the others for programs."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class ReportFormat(StrEnum):
    """How a report is written: a page with the texts and their claims, or its figures as rows."""

    HTML = "html"
    MD = "md"
    CSV = "csv"
    JSONL = "jsonl"


@contextmanager
def row_writer(kind: Format, output: Path | None, columns: Sequence[str]) -> Iterator[Write]:
    """A function that appends rows to the output (None: standard output) in one of the formats for programs.

    A file is written under `<name>.part` and renamed when all went well: what stood there before is replaced by
    a whole table or not at all, and after an error the rows so far stay in the part.

    Raises:
        UsageError: Parquet without its extra, or to a terminal.
        DataError: the output cannot be written.
    """
    open_rows = {Format.JSONL: _jsonl, Format.CSV: _csv, Format.PARQUET: _parquet}[kind]
    if kind is Format.PARQUET:
        _check_parquet(output)
    if output is None:
        with standard_output() as file, open_rows(file, columns) as write:
            yield write
        return
    with whole_file(output) as file, open_rows(file, columns) as write:
        yield write


def write_rows(batches: Iterable[Iterable[Row]], columns: Sequence[str], kind: Format, output: Path | None) -> None:
    """Write rows, a batch at a time, as `row_writer` does."""
    with row_writer(kind, output, columns) as write:
        for batch in batches:
            write(batch)


def rows_as_bytes(kind: Format, rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """The rows as a file in JSON lines or CSV, in memory."""
    file = BytesIO()
    with {Format.JSONL: _jsonl, Format.CSV: _csv}[kind](file, columns) as write:
        write(rows)
    return file.getvalue()


def write_text(path: Path | None, text: str) -> None:
    """Write a text file as UTF-8, whole or not at all, or (None) to standard output.

    Raises:
        DataError: it cannot be written.
    """
    with whole_file(path) if path else standard_output() as file:
        file.write(text.encode())


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes into, `<name>.part` until all went well; a device or named pipe is written to as it is.

    Raises:
        DataError: it cannot be written.
    """
    if path.is_dir():
        raise DataError(f"{path}: a folder, not a file; name a file in it with -o")
    # Renaming over /dev/null, or over a pipe that somebody reads from, would put a plain file in its place.
    special = path.exists() and not path.is_file()
    part = path if special else path.with_name(f"{path.name}.part")
    try:
        with open(part, "wb", opener=_open_as_it_is) as file:
            if not special:
                _take(file, path, part)
            yield file
            if not special:
                file.flush()
                os.fsync(file.fileno())  # what has its name must be whole after a power cut too
                part.replace(path)  # while it is still locked: nobody else may begin to write what is whole
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from None


def _open_as_it_is(name: str, flags: int) -> int:
    """A file opened for writing without being emptied, since another run may be at it."""
    return os.open(name, flags & ~os.O_TRUNC, 0o666)


def _take(file: BinaryIO, path: Path, part: Path) -> None:
    """Empty the file once it is this run's alone.

    Raises:
        DataError: another run writes it, or has just put it in its place.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        alone = os.path.samestat(os.fstat(file.fileno()), part.stat())
    except (BlockingIOError, FileNotFoundError):
        alone = False
    if not alone:
        raise DataError(f"{path}: another run is writing it; wait for its end, or name another file with -o")
    file.truncate(0)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output for bytes; left open.

    Raises:
        BrokenPipeError: nobody reads it any more.
        DataError: it cannot be written, as on a full disk.
    """
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        raise
    except OSError as error:
        drop_output()
        raise DataError(f"standard output: cannot be written ({error.strerror}); name a file with -o") from None


def drop_output() -> None:
    """Let what standard output still holds go nowhere: at its end Python would try, fail and complain once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_parquet(output: Path | None) -> None:
    if find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow: pip install 'stance[parquet]'")
    if output is None and sys.stdout.isatty():
        raise UsageError("Parquet is binary and this is a terminal; name a file with -o")


@contextmanager
def _text_on(file: BinaryIO) -> Iterator[TextIO]:
    """The binary file as UTF-8 text, newlines as written, flushed but left open at the end."""
    from io import TextIOWrapper

    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    try:
        yield text
    finally:
        text.detach()  # flushes, and does not close the file


@contextmanager
def _jsonl(file: BinaryIO, columns: Sequence[str]) -> Iterator[Write]:
    with _text_on(file) as text:

        def write(rows: Iterable[Row]) -> None:
            for row in rows:
                text.write(json.dumps({name: row[name] for name in columns}, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _csv(file: BinaryIO, columns: Sequence[str]) -> Iterator[Write]:
    with _text_on(file) as text:
        plain = csv.writer(text, lineterminator="\n")
        # Python leaves a lone carriage return unquoted; readers would end the row there.
        quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        plain.writerow(columns)

        def write(rows: Iterable[Row]) -> None:
            for row in rows:
                cells = [csv_cell(row[name]) for name in columns]
                (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)

        yield write


def csv_cell(value: object) -> str:
    """A value as a CSV cell: nothing for None, `true`/`false`, a set joined by `|`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return SET_SEPARATOR.join(value) if isinstance(value, list) else str(value)


@contextmanager
def _parquet(file: BinaryIO, columns: Sequence[str]) -> Iterator[Write]:
    """One row group a call of `write`, so that memory stays that of a call's rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _parquet_type(name)) for name in columns])
    with pq.ParquetWriter(file, schema) as writer:

        def write(rows: Iterable[Row]) -> None:
            table = pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
            if table.num_rows:
                writer.write_table(table)

        yield write


def _parquet_type(name: str) -> Any:  # noqa: ANN401  (pyarrow has no types)
    """The column's type by its name, so that a column of nulls has the type it has elsewhere."""
    import pyarrow as pa

    if name in INTEGERS or name.endswith(("_start", "_end")):
        return pa.int64()
    if name in NUMBERS or name.startswith("p_"):
        return pa.float64()
    return {"certain": pa.bool_(), "prediction_set": pa.list_(pa.string())}.get(name, pa.string())
