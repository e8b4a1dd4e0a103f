"""The command line: options in, one call, results out. No rule of the product lives here.

Exit codes: 0 done (also when nothing was on topic), 2 usage, 3 unreadable or invalid input, 4 a floor missed or a
drift found by `verify`, 5 bundle refused, 130 interrupted; 1 is a bug of ours.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance import __version__
from stance.commands import documents
from stance.commands import models as modelling
from stance.commands.call import StanceCommand
from stance.commands.feedback import FEEDBACK
from stance.commands.group import ErrorHandlingGroup, prepare_streams
from stance.commands.options import (
    Cluster,
    Columns,
    ErrorChoice,
    Explain,
    FormatChoice,
    IdColumn,
    Jobs,
    ModelPath,
    NoGate,
    OnError,
    Output,
    Paths,
    QuestionPath,
    ReportFormatChoice,
    Resume,
    Rows,
    ScoreFormatChoice,
    Shards,
    StdinFormat,
    TextColumn,
)
from stance.commands.project import defaults_of_commands, find_project
from stance.commands.rows import score_rows
from stance.commands.settings import (
    chosen_bundle,
    format_of,
    gate_question,
    load,
    log_bundle,
    reading_options,
    report_format,
    score_format,
    shard_format,
)
from stance.labelling import cli as labelling
from stance.packaged import examples_folder
from stance.tables import Format, ReportFormat
from stance.terminal import terminal_text

if TYPE_CHECKING:
    from stance.commands.runs import Run
    from stance.readers.options import ReadOptions


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

MOST_NAMED = 5
"""How many of a long list of names are spelt out."""


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
    from stance.commands.console import set_up_messages

    set_up_messages(quiet=quiet, verbose=verbose)
    if not quiet:
        FEEDBACK.start()
        ctx.call_on_close(FEEDBACK.stop)
    if version:
        typer.echo(_versions())
        raise typer.Exit
    log.debug("project file: %s", find_project(Path.cwd()) or "none")
    ctx.default_map = defaults_of_commands(getattr(ctx.command, "commands", {}))


@app.command(cls=StanceCommand)
def claims(
    paths: Paths,
    *,
    question: QuestionPath = None,
    no_gate: NoGate = False,
    form: FormatChoice = None,
    output: Output = None,
    explain: Explain = False,
    on_error: ErrorChoice = OnError.SKIP,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    columns: Columns = None,
    stdin: StdinFormat = "txt",
) -> None:
    """Split commentary into attributed claims: who holds what, and where it stands in the text."""
    from stance.commands.carried import carried_columns
    from stance.commands.console import claims_shown, show
    from stance.pipeline import claim_documents
    from stance.records import CLAIM_FIELDS, claim_row
    from stance.tables import write_rows

    run = _run(paths, on_error, reading_options(text_column, id_column, columns, stdin))
    outcomes = run.watch(claim_documents(run.documents(), None if no_gate else gate_question(question)))
    carried = carried_columns(run.sources, CLAIM_FIELDS)
    batches = ([claim_row(claim) | carried.of(outcome.document) for claim in outcome.claims] for outcome in outcomes)
    kind = format_of(form, output)
    if kind is Format.TABLE:
        show(claims_shown((row for batch in batches for row in batch), explain=explain), output)
    else:
        write_rows(batches, (*CLAIM_FIELDS, *carried.columns), kind, output)
    run.close(output)


@app.command(cls=StanceCommand)
def score(
    paths: Paths,
    *,
    model: ModelPath = None,
    no_gate: NoGate = False,
    form: ScoreFormatChoice = None,
    output: Output = None,
    explain: Explain = False,
    on_error: ErrorChoice = OnError.SKIP,
    jobs: Jobs = 1,
    cluster: Cluster = None,
    shards: Shards = None,
    resume: Resume = False,
    rows: Rows = False,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    columns: Columns = None,
    stdin: StdinFormat = "txt",
) -> None:
    """Split commentary into claims and score the stance of each; the table ends with who holds what."""
    if rows:
        score_rows(paths, model, form, output, text_column)
        return
    from stance.commands.carried import carried_columns
    from stance.commands.console import scores_shown, show
    from stance.records import scored_columns, scored_row
    from stance.scale import Work, load_once, question_of, score_in_parallel, score_to_shards
    from stance.tables import write_rows

    run = _run(paths, on_error, reading_options(text_column, id_column, columns, stdin))
    bundle = chosen_bundle(model)
    work = Work(bundle=bundle.path, gate=not no_gate, jobs=jobs, cluster=cluster)
    asked, kind = question_of(work.bundle), score_format(form, output)
    of_shards = shard_format(form) if shards else Format.JSONL
    log_bundle(bundle)
    outcomes = run.watch(score_in_parallel(run.documents(), work))
    if shards:
        run.finish(score_to_shards(run.documents(), work, shards, of_shards, resume=resume))
    elif isinstance(kind, ReportFormat):
        from stance.pipeline import write_report

        write_report(list(outcomes), load_once(work.bundle), kind, output)
    elif kind is Format.TABLE:
        show(scores_shown(list(outcomes), asked, explain=explain), output)
    else:
        columns_of_scores = scored_columns(asked)
        carried = carried_columns(run.sources, columns_of_scores)
        batches = (
            [scored_row(one, asked) | carried.of(outcome.document) for one in outcome.scored] for outcome in outcomes
        )
        write_rows(batches, (*columns_of_scores, *carried.columns), kind, output)
    run.close(shards or output, bundle)


@app.command(cls=StanceCommand)
def report(
    paths: Paths,
    *,
    model: ModelPath = None,
    no_gate: NoGate = False,
    form: ReportFormatChoice = None,
    output: Output = None,
    on_error: ErrorChoice = OnError.SKIP,
    text_column: TextColumn = "text",
    id_column: IdColumn = "id",
    columns: Columns = None,
    stdin: StdinFormat = "txt",
) -> None:
    """Score commentary and write who holds what: one self-contained HTML or Markdown file, or its figures as rows."""
    from stance.pipeline import score_documents, write_report

    kind = report_format(form, output)
    run = _run(paths, on_error, reading_options(text_column, id_column, columns, stdin))
    fitted, bundle = load(model)
    outcomes = list(run.watch(score_documents(run.documents(), fitted, gate=not no_gate)))
    write_report(outcomes, fitted, kind, output)
    run.close(output, bundle)


@app.command(cls=StanceCommand)
def serve(
    *,
    model: ModelPath = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; the default is this machine alone.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option("--port", help="Port to listen on; 0 takes a free one.", min=0, max=65535)
    ] = 8000,
    names: Annotated[
        list[str] | None, typer.Option("--name", help="Name under which requests may reach a host that is not local.")
    ] = None,
) -> None:
    """Serve the page and the API: paste or upload op-eds, see the report, take the rows with you."""
    from stance.web import check_extra
    from stance.web import serve as answer

    check_extra()
    bundle = chosen_bundle(model)
    log_bundle(bundle)
    answer(bundle.path, host=host, port=port, names=names or (), examples=examples_folder())


@app.command(cls=StanceCommand)
def rehydrate(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders whose sources.csv has SHA-256.")],
    *,
    origin: Annotated[Path, typer.Option("--from", help="Where to look for the texts, whatever they are called.")],
) -> None:
    """Fetch texts that may not be passed on from where you hold them, found by their SHA-256."""
    from stance.sources.rehydrate import rehydrate as fetch

    for folder in folders:
        done = fetch(folder, origin)
        there = len(done.present) + len(done.copied)
        typer.echo(
            f"{folder}: {there} texts in place ({len(done.copied)} new), {len(done.missing)} not found", err=True
        )
        for name in done.missing[:MOST_NAMED]:
            typer.echo(terminal_text(f"  not found: {name}"), err=True)


@app.command(cls=StanceCommand)
def examples(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="New folder for them.")] = Path("examples"),
) -> None:
    """Write the examples: invented op-eds to score, and a second question with its own labelled sentences."""
    from stance.packaged import copy_examples

    count = copy_examples(folder)
    typer.echo(f"{folder}: {count} files; next: stance score {folder}", err=True)


@app.command(cls=StanceCommand)
def config(*, form: FormatChoice = None, output: Output = None) -> None:
    """Print each setting, its value, and where it comes from: the environment, the project file or the default."""
    from stance.commands.console import rows_shown, show
    from stance.commands.project import COLUMNS, read_settings
    from stance.tables import write_rows

    rows = [setting.row() for setting in read_settings().values()]
    kind = format_of(form, output)
    if kind is Format.TABLE:
        show([rows_shown(rows, COLUMNS)], output)
    else:
        write_rows([rows], COLUMNS, kind, output)


def _run(paths: list[str], on_error: OnError, reading: ReadOptions) -> Run:
    """The run over what the options of a reading command name."""
    from stance.commands.runs import Run

    return Run(paths, reading, fail=on_error is OnError.FAIL)


def _versions() -> str:
    """One line with the versions of what scores depend on, read without importing any of it."""
    from importlib.metadata import version

    return f"stance {__version__} (" + ", ".join(f"{name} {version(name)}" for name in ("spacy", "scikit-learn")) + ")"


modelling.register(app)
documents.register(app)
labelling.register(app)


def main() -> None:
    """Run the command line."""
    prepare_streams()
    app()
