"""The commands that read documents and score their claims: options in, one call, results out."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands import options, settings
from stance.commands.call import current_call
from stance.commands.console import outcome_tables, row_table, score_tables, show
from stance.commands.feedback import FEEDBACK
from stance.commands.runs import CarriedColumns, Run
from stance.commands.settings import Bundle
from stance.errors import UsageError
from stance.packaged import packaged
from stance.provenance import check_provenance, hash_of_file, write_provenance
from stance.records import CLAIM_FIELDS, claim_row, scored_columns, scored_row
from stance.tables import PAGES, Format, write_rows
from stance.terminal import counted, listed

if TYPE_CHECKING:
    from stance.claim_table import ClaimTable
    from stance.readers.items import ReadOptions
    from stance.scale import Work

SHOWN: Final = ("row", "stance", "p", "claim")
"""The columns of the table for eyes."""

MOST_NAMED: Final = 10
log = logging.getLogger(__name__)


def claims(
    paths: options.Paths,
    *,
    question: options.QuestionPath = None,
    no_gate: options.NoGate = False,
    form: options.FormatChoice = None,
    output: options.Output = None,
    explain: options.Explain = False,
    aliases: options.AliasFile = None,
    on_error: options.ErrorChoice = options.OnError.SKIP,
    columns: options.Columns = None,
    stdin: options.StdinFormat = "txt",
) -> None:
    """Split documents into attributed claims: who holds what, and where it stands in the text. No stance."""
    from stance.pipeline import claim_documents

    run = Run(paths, settings.reading_options(columns, stdin), on_error, aliases)
    asked = None if no_gate else settings.gate_question(question)
    if asked:
        run.stop_irrelevant(asked)
    outcomes = run.watch(claim_documents(run.documents(), asked))
    carried = CarriedColumns(run.sources, CLAIM_FIELDS)
    kind = settings.format_of(form, output)
    if kind is Format.TABLE:
        show([part for outcome in outcomes for part in outcome_tables(outcome, explain=explain)], output)
    else:
        rows = ([claim_row(claim) | carried.of(outcome.document) for claim in outcome.claims] for outcome in outcomes)
        write_rows(rows, (*CLAIM_FIELDS, *carried.columns), kind, output)
    run.close(output)


def score(
    paths: options.Paths,
    *,
    model: options.ModelPath = None,
    no_gate: options.NoGate = False,
    form: options.ScoreFormatChoice = None,
    output: options.Output = None,
    explain: options.Explain = False,
    aliases: options.AliasFile = None,
    on_error: options.ErrorChoice = options.OnError.SKIP,
    jobs: options.Jobs = 0,
    cluster: options.Cluster = None,
    shards: options.Shards = None,
    resume: options.Resume = False,
    rows: options.Rows = False,
    columns: options.Columns = None,
    stdin: options.StdinFormat = "txt",
) -> None:
    """Split documents into claims and score the stance of each; the table ends with who holds what."""
    beside = {"--aliases": aliases, "--output": output, "--explain": explain, "--rows": rows}
    _refuse_beside("--shards", shards, beside)
    _refuse_beside("--rows", rows, {"--aliases": aliases, "--explain": explain})
    if resume and not shards:
        raise UsageError("--resume goes on with the shards of an earlier run; name their folder with --shards")
    if rows:
        _score_rows(paths, model, form, output, settings.reading_options(columns))
        return
    from stance.manifest import read_manifest
    from stance.scale import Work, load_once, question_of, score_in_parallel

    run = Run(paths, settings.reading_options(columns, stdin), on_error, aliases)
    bundle = settings.chosen_bundle(model)
    work = Work(
        bundle=bundle.path,
        bundle_hash=bundle.identity.hash,
        gate=not no_gate,
        jobs=jobs or (1 if cluster else run.jobs_that_pay()),
        cluster=cluster,
    )
    asked, kind = question_of(work.bundle), settings.format_of(form, output, tuple(Format))
    of_shards = settings.shard_format(form) if shards else Format.JSONL
    settings.log_bundle(bundle)
    if work.gate and kind not in PAGES:  # a report lists what is off topic by its title and date
        run.stop_irrelevant(asked)
    outcomes = run.watch(score_in_parallel(run.documents(), work))
    if shards:
        _to_shards(run, work, (shards, of_shards), resume=resume)
    elif kind in PAGES:
        from stance.report.page import write_report

        write_report(list(outcomes), load_once(work.bundle), kind, output)
    elif kind is Format.TABLE:
        show(score_tables(list(outcomes), read_manifest(bundle.path), explain=explain), output)
    else:
        carried = CarriedColumns(run.sources, scored_columns(asked))
        batches = ([scored_row(one, asked) | carried.of(done.document) for one in done.scored] for done in outcomes)
        write_rows(batches, (*scored_columns(asked), *carried.columns), kind, output)
    run.close(shards or output, bundle)


def report(
    paths: options.Paths,
    *,
    model: options.ModelPath = None,
    no_gate: options.NoGate = False,
    form: options.ReportFormatChoice = None,
    output: options.Output = None,
    aliases: options.AliasFile = None,
    on_error: options.ErrorChoice = options.OnError.SKIP,
    columns: options.Columns = None,
    stdin: options.StdinFormat = "txt",
) -> None:
    """Score documents and write one self-contained HTML or Markdown page of who holds what, or its figures as rows."""
    from stance.pipeline import score_documents
    from stance.report.page import write_report

    kind = settings.report_format(form, output)
    run = Run(paths, settings.reading_options(columns, stdin), on_error, aliases)
    fitted, bundle = settings.load(model)
    outcomes = list(run.watch(score_documents(run.documents(), fitted, gate=not no_gate)))
    write_report(outcomes, fitted, kind, output)
    run.close(output, bundle)


def serve(
    *,
    model: options.ModelPath = None,
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
    """Open a local page: paste or drop documents, see the report, label its claims; also an API of scores as JSON."""
    from stance.web import check_extra
    from stance.web import serve as answer

    check_extra()
    bundle = settings.chosen_bundle(model)
    settings.log_bundle(bundle)
    answer(bundle.path, host=host, port=port, names=names or (), examples=packaged("examples"))


def _to_shards(run: Run, work: Work, shards: tuple[Path, Format], *, resume: bool) -> None:
    """Score the run's documents into a folder of files of a format, and count what earlier runs had done there."""
    from stance.scale import DoneBefore, score_to_shards

    before = DoneBefore()
    written = score_to_shards(run.documents(), work, *shards, resume=before if resume else None)
    deque(run.watch(written), maxlen=0)
    run.include(before)


def _refuse_beside(option: str, given: object, others: Mapping[str, object]) -> None:
    """Refuse options that would have no effect beside this one."""
    for other in (other for other, value in others.items() if given and value):
        more = (
            "; give it to stance report or to stance score -o" if other == "--aliases" else "; leave out one of the two"
        )
        raise UsageError(f"{other} has no effect with {option}{more}")


def _score_rows(
    paths: list[str], model: Path | None, form: Format | None, output: Path | None, reading: ReadOptions
) -> None:
    """Score each row of the one table as a claim and write the table with its scores."""
    from stance.claim_table import BATCH_ROWS, output_columns, read_claim_table, score_table

    kind = settings.format_of(form, output, tuple(Format))
    if kind in PAGES:
        raise UsageError("--rows gives rows and no page; name a .csv, .jsonl, .parquet or .xlsx file")
    if len(paths) != 1:
        raise UsageError(f"--rows takes one table, not {len(paths)}; call it once for each")
    if others := [field for field, _ in reading.columns if field != "text"]:
        raise UsageError(f"--column {others[0]}=... has no effect with --rows, which keeps all columns; leave it out")
    if output:
        check_provenance(output)
    began = time.monotonic()
    table = read_claim_table(Path(paths[0]), reading.column_of("text"))
    fitted, bundle = settings.load(model)
    batches = FEEDBACK.track(score_table(table, fitted), lambda: -(-len(table.rows) // BATCH_ROWS), "batches of rows")
    if kind is Format.TABLE:
        rows = list(chain.from_iterable(batches))
        show([row_table([_row_for_eyes(row, table) for row in rows], SHOWN)], output)
    else:
        write_rows(batches, output_columns(table, fitted.question), kind, output, as_text=table.columns)
    _close(table, Path(paths[0]), output, bundle, began)


def _row_for_eyes(row: dict[str, Any], table: ClaimTable) -> dict[str, Any]:
    names = {name: f"scored_{name}" if name in table.columns else name for name in ("stance", "certain")}
    stance = row[names["stance"]]
    mark = "?" if row[names["certain"]] is False else ""
    chosen = f"p_{stance}" if f"p_{stance}" not in table.columns else f"scored_p_{stance}"
    words = " ".join(table.text_of(row).split())
    return {"row": row["row"], "stance": f"{stance or '–'}{mark}", "p": row.get(chosen), "claim": words}


def _close(table: ClaimTable, path: Path, output: Path | None, bundle: Bundle, began: float) -> None:
    if bare := table.without_text:
        log.warning(
            "%s: %s without text, and so without score: %s", path, counted(len(bare), "row"), listed(bare, MOST_NAMED)
        )
    if output:
        facts = {"bundle": bundle.facts(), "inputs": [{"input": str(path), "sha256": hash_of_file(path)}]}
        counts = {"rows": len(table.rows), "passed_over": {"rows_without_text": bare}}
        write_provenance(output, current_call() | facts | counts)
    scored = len(table.rows) - len(bare)
    where = f"wrote {output}: " if output else ""
    log.info("%s%d of %d rows scored, %.1f s", where, scored, len(table.rows), time.monotonic() - began)
