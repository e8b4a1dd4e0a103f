"""The commands around what is at hand: documents and what was passed over, examples, settings, texts by their hash."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands import options
from stance.commands.console import row_table, write_or_show
from stance.commands.project import read_settings
from stance.commands.settings import format_of, gate_question, reading_options
from stance.errors import DataError
from stance.packaged import copy_examples
from stance.question import missing_from
from stance.readers import Coverage
from stance.records import Document, Question
from stance.sources import Source, find_sources
from stance.sources.documents import read_sources
from stance.sources.tally import Tally
from stance.terminal import counted, styled, terminal_text

if TYPE_CHECKING:
    from rich.console import RenderableType

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
    tally, rows, faults = Tally(), list[dict[str, Any]](), 0
    items = read_sources(find_sources(paths, reading_options(columns, stdin), tally), tally)
    asked = gate_question(question)
    for source, item in items:
        if isinstance(item, DataError):
            faults += 1
            log.error("%s", item)
        else:
            rows.append(_row(source, item, asked))
    write_or_show(rows, COLUMNS, format_of(form, output), output, tables=_tables(rows))
    _log_sums(rows, tally)
    if faults:
        raise DataError(f"{faults} of the files or documents could not be read; the lines above say why")


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
            missing = row["missing"]
            on_topic = f"no {missing[0]}" if len(missing) == 1 else "no" if missing else "yes"
            cells = [_end_of(row["document"]), row["date"], row["outlet"], str(row["words"]), on_topic, row["title"]]
            table.add_row(*(styled(cell or "–") for cell in cells))
        yield from (*([styled(name, "bold underline")] if name else ()), table, styled(""))


def _end_of(name: str) -> str:
    """The name's end where it is long: of an export's articles the numbers tell one from the other."""
    return name if len(name) <= _WIDEST else f"…{name[1 - _WIDEST :]}"


def _few(coverage: dict[str, Coverage]) -> dict[str, Coverage]:
    """What became of each file, or where there are many of all that have one layout."""
    if len(coverage) <= _MOST_FILES:
        return coverage
    by_layout: dict[str, list[Coverage]] = {}
    for one in coverage.values():
        by_layout.setdefault(one.layout, []).append(one)
    return {f"{len(many)} files of {layout}": reduce(Coverage.merged, many) for layout, many in by_layout.items()}


def _log_sums(rows: list[dict[str, Any]], tally: Tally) -> None:
    """What each export was cut into and left out, what was passed over, and the sums."""
    for name, coverage in _few(tally.coverage).items():
        log.info("%s: %s", name, coverage.told())
    for line in tally.lines():
        log.info("%s", line)
    topical, words = (sum(row[name] for row in rows) for name in ("on_topic", "words"))
    sums = f"{counted(len(rows), 'document')} in {counted(len({row['file'] for row in rows}), 'file')}"
    log.info("%s, %d on topic, %s", sums, topical, counted(words, "word"))


def rehydrate(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders whose sources.csv has SHA-256.")],
    *,
    origin: Annotated[Path, typer.Option("--from", help="Where to look for the texts, whatever they are called.")],
) -> None:
    """Copy texts that may not be passed on from a folder of yours to where labels look for them, found by SHA-256."""
    from stance.labelling.replication import rehydrate as fetch

    for folder in folders:
        done = fetch(folder, origin)
        there, new = len(done.present) + len(done.copied), len(done.copied)
        typer.echo(f"{folder}: {there} texts in place ({new} new), {len(done.missing)} not found", err=True)
        for name in done.missing[:MOST_NAMED]:
            typer.echo(terminal_text(f"  not found: {name}"), err=True)


def examples(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="New folder for them.")] = Path("examples"),
) -> None:
    """Write the examples: invented op-eds to score, and a second question with its own labelled sentences."""
    count = copy_examples(folder)
    typer.echo(f"{folder}: {count} files; next: stance score {folder}", err=True)


def config(*, form: options.FormatChoice = None, output: options.Output = None) -> None:
    """Show each setting, its value, and where it comes from: the environment, stance.toml or the default."""
    rows = [setting.row() for setting in read_settings().values()]
    columns = tuple(rows[0])
    write_or_show(rows, columns, format_of(form, output), output, tables=[row_table(rows, columns)])
