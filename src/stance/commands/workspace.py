"""The commands around a working folder: its settings, the example files, texts brought in by hash."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from stance.commands.call import StanceCommand
from stance.commands.options import FormatChoice, Output
from stance.commands.settings import format_of
from stance.tables import Format, write_rows
from stance.terminal import terminal_text

MOST_NAMED: Final = 5
"""How many of a long list of names are spelt out."""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (rehydrate, examples, config):
        app.command(cls=StanceCommand)(command)


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


def config(*, form: FormatChoice = None, output: Output = None) -> None:
    """Show each setting, its value, and where it comes from: the environment, stance.toml or the default."""
    from stance.commands.console import row_table, show
    from stance.commands.project import COLUMNS, read_settings

    rows = [setting.row() for setting in read_settings().values()]
    kind = format_of(form, output)
    if kind is Format.TABLE:
        show([row_table(rows, COLUMNS)], output)
    else:
        write_rows([rows], COLUMNS, kind, output)
