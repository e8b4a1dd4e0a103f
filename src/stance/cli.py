"""The command line: its root and its commands, which stand in `stance.commands`.

Exit codes: 0 done (also when nothing was on topic), 2 usage, 3 unreadable or invalid input, 4 a floor missed or a
drift found by `verify`, 5 bundle refused, 130 interrupted; 1 is a bug of ours.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from stance import __version__
from stance.commands.annotate import adjudicate, label
from stance.commands.call import ErrorHandlingGroup, StanceCommand, keep_what_is_imported, prepare_streams
from stance.commands.console import set_up_messages
from stance.commands.documents import config, documents, examples, rehydrate
from stance.commands.estimate import estimate
from stance.commands.feedback import FEEDBACK
from stance.commands.labels import agree, export, import_, merge, migrate, share
from stance.commands.models import assemble, compare, evaluate, finetune, train, verify
from stance.commands.project import defaults_of_commands, find_project
from stance.commands.scoring import claims, report, score, serve

log = logging.getLogger(__name__)

app = typer.Typer(
    cls=ErrorHandlingGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who says what: split commentary into attributed claims and say where each speaker stands on a question "
    "(by default: a China\u2013Russia alliance).\n\nstance COMMAND --help says more of each command.",
)


@app.callback(invoke_without_command=True)
def stance(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the versions that scores depend on.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say also what is used: project file, bundle, parser, documents.")
    ] = False,
) -> None:
    """Set up what every command shares."""
    set_up_messages(quiet=quiet, verbose=verbose)
    if not quiet:
        FEEDBACK.start()
        ctx.call_on_close(FEEDBACK.stop)
    if version:
        # Read without importing any of them.
        libraries = ", ".join(f"{name} {metadata.version(name)}" for name in ("spacy", "scikit-learn"))
        typer.echo(f"stance {__version__} ({libraries})")
        raise typer.Exit
    log.debug("project file: %s", find_project(Path.cwd()) or "none")
    ctx.default_map = defaults_of_commands(getattr(ctx.command, "commands", {}))


for command in (
    *(claims, score, report, serve, rehydrate, examples, config),
    *(train, finetune, assemble, evaluate, compare, estimate, verify, documents),
    *(label, merge, agree, adjudicate, migrate, export, share, import_),
):
    app.command(command.__name__.rstrip("_"), cls=StanceCommand)(command)


def main() -> None:
    """Run the command line."""
    keep_what_is_imported()
    prepare_streams()
    codes: list[int] = []
    atexit.register(_end_at_once, codes)  # first, so that it comes after all that others leave to be done at the end
    try:
        app()
    except SystemExit as leaving:
        if isinstance(leaving.code, int):
            codes.append(leaving.code)
        raise


def _end_at_once(codes: Sequence[int]) -> None:
    """End the process at once: taking apart what is in memory, only to end, takes a sixth of the time of one op-ed."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # as without this: Python says what became of the output
        return
    if codes:
        os._exit(codes[0])
