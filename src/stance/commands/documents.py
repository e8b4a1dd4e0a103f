"""The commands around what is at hand: documents and what was passed over, examples, settings, texts by their hash."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands import options
from stance.commands.settings import format_of, gate_question, reading_options
from stance.errors import DataError
from stance.relevance import missing_from
from stance.tables import Format, write_rows
from stance.terminal import counted, styled, terminal_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from stance.readers import Coverage
    from stance.records import Document, Question
    from stance.sources import Source
    from stance.sources.tally import Tally

COLUMNS: Final = ("file", "document", "title", "authors", "outlet", "date", "words", "on_topic", "missing")

_MOST_FILES: Final = 10
"""Files of which each has a line of its own at the end."""

_WIDEST: Final = 14
"""Characters of a column at most, so that a terminal still shows titles."""

MOST_NAMED: Final = 5
"""How many of a long list of names are spelt out."""

log = logging.getLogger(__name__)


def documents(
    paths: options.Paths,
    *,
    question: options.QuestionPath = None,
    form: options.FormatChoice = None,
    output: options.Output = None,
    columns: options.Columns = None,
    stdin: options.StdinFormat = "txt",
) -> None:
    """List the documents in files, folders, exports and tables, and say what of them was passed over."""
    from stance.commands.console import show
    from stance.sources import find_sources
    from stance.sources.documents import read_sources
    from stance.sources.tally import Tally

    tally, faults = Tally(), list[DataError]()
    reading = reading_options(columns, stdin)
    items = read_sources(find_sources(paths, reading, tally), tally)
    rows = list(_rows(items, gate_question(question), faults))
    kind = format_of(form, output)
    if kind is Format.TABLE:
        show(_tables(rows), output)
    else:
        write_rows([rows], COLUMNS, kind, output)
    _log_sums(rows, tally)
    if faults:
        raise DataError(f"{len(faults)} of the files or documents could not be read; the lines above say why")


def _rows(
    items: Iterable[tuple[Source, Document | DataError]], question: Question, faults: list[DataError]
) -> Iterator[dict[str, Any]]:
    """A row a document; faults are logged and kept."""
    for source, item in items:
        if isinstance(item, DataError):
            faults.append(item)
            log.error("%s", item)
        else:
            yield _row(source, item, question)


def _row(source: Source, document: Document, question: Question) -> dict[str, Any]:
    missing = missing_from(document, question)
    known = {name: getattr(document, name) for name in ("title", "authors", "outlet", "date")}
    known |= {"words": len(document.text.split()), "on_topic": not missing, "missing": list(missing)}
    return {"file": str(source), "document": document.id} | known


def _tables(rows: list[dict[str, Any]]) -> Iterator[RenderableType]:
    """The rows for eyes, one line a document: a table a file of several, one of all that stand alone in theirs."""
    from rich.table import Table

    in_file = Counter(row["file"] for row in rows)
    for name, group in groupby(rows, key=lambda row: row["file"] if in_file[row["file"]] > 1 else ""):
        table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
        table.add_column("document", no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
        table.add_column("date", no_wrap=True, min_width=len("2024-03-14"))
        table.add_column("outlet", no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
        table.add_column("words", justify="right", no_wrap=True, min_width=len("words"))
        table.add_column("on topic", no_wrap=True, overflow="ellipsis", max_width=_WIDEST)
        table.add_column("title", no_wrap=True, overflow="ellipsis", ratio=1, min_width=_WIDEST)
        for row in group:
            cells = [
                _end_of(row["document"]),
                row["date"],
                row["outlet"],
                str(row["words"]),
                _topical(row),
                row["title"],
            ]
            table.add_row(*(styled(cell or "–") for cell in cells))
        yield from (*([styled(name, "bold underline")] if name else ()), table, styled(""))


def _end_of(name: str) -> str:
    """The name's end where it is long: of an export's articles the numbers tell one from the other."""
    return name if len(name) <= _WIDEST else f"…{name[1 - _WIDEST :]}"


def _topical(row: Mapping[str, Any]) -> str:
    """Yes, no, or which side alone is never named."""
    return "yes" if row["on_topic"] else f"no {row['missing'][0]}" if len(row["missing"]) == 1 else "no"


def _few(coverage: dict[str, Coverage]) -> dict[str, Coverage]:
    """What became of each file, or where there are many of all that have one layout."""
    if len(coverage) <= _MOST_FILES:
        return coverage
    sums: dict[str, Coverage] = {}
    files = Counter(one.layout for one in coverage.values())
    for one in coverage.values():
        name = f"{files[one.layout]} files of {one.layout}"
        sums[name] = sums[name].merged(one) if name in sums else one
    return sums


def _log_sums(rows: list[dict[str, Any]], tally: Tally) -> None:
    """What each export was cut into and left out, what was passed over, and the sums."""
    per_file = Counter(row["file"] for row in rows)
    for name, coverage in _few(tally.coverage).items():
        log.info("%s: %s", name, coverage.told())
    for line in tally.lines():
        log.info("%s", line)
    topical = sum(row["on_topic"] for row in rows)
    words = sum(row["words"] for row in rows)
    sums = f"{counted(len(rows), 'document')} in {counted(len(per_file), 'file')}"
    log.info("%s, %d on topic, %s", sums, topical, counted(words, "word"))


def rehydrate(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders whose sources.csv has SHA-256.")],
    *,
    origin: Annotated[Path, typer.Option("--from", help="Where to look for the texts, whatever they are called.")],
) -> None:
    """Copy texts that may not be passed on from a folder of yours to where labels look for them, found by SHA-256."""
    from stance.sources.rehydrate import rehydrate as fetch

    for folder in folders:
        done = fetch(folder, origin)
        there = len(done.present) + len(done.copied)
        typer.echo(
            f"{folder}: {there} texts in place ({len(done.copied)} new), {len(done.missing)} not found", err=True
        )
        for name in done.missing[:MOST_NAMED]:
            typer.echo(terminal_text(f"  not found: {name}"), err=True)


def examples(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="New folder for them.")] = Path("examples"),
) -> None:
    """Write the examples: invented op-eds to score, and a second question with its own labelled sentences."""
    from stance.packaged import copy_examples

    count = copy_examples(folder)
    typer.echo(f"{folder}: {count} files; next: stance score {folder}", err=True)


def config(*, form: options.FormatChoice = None, output: options.Output = None) -> None:
    """Show each setting, its value, and where it comes from: the environment, stance.toml or the default."""
    from stance.commands.console import row_table, show
    from stance.commands.project import COLUMNS, read_settings

    rows = [setting.row() for setting in read_settings().values()]
    kind = format_of(form, output)
    if kind is Format.TABLE:
        show([row_table(rows, COLUMNS)], output)
    else:
        write_rows([rows], COLUMNS, kind, output)
