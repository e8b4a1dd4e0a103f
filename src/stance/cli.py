"""The command line: options in, one call, results out. No rule of the product lives here.

Exit codes: 0 done (also when nothing was on topic), 2 usage, 3 unreadable or invalid input, 4 a floor missed or a
drift found by `verify`, 5 bundle refused, 130 interrupted; 1 is a bug of ours.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from stance import __version__
from stance.errors import ModelError, StanceError, UsageError
from stance.labelling import cli as labelling
from stance.tables import Format, Row

if TYPE_CHECKING:
    from stance.labels import LabelSet
    from stance.model import Model
    from stance.records import Document, Question


class Door(TyperGroup):
    """The one place where a user's error becomes a line and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  (typer keeps the type of a context to itself)
        """Run the command; a closed pipe ends it in silence."""
        try:
            return super().invoke(ctx)
        except StanceError as error:
            typer.echo(f"stance: {error}", err=True)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None


class Spans(StrEnum):
    """Whose claims are scored in an evaluation: those the pipeline finds, or the labelled spans themselves."""

    PIPELINE = "pipeline"
    GOLD = "gold"


class OnError(StrEnum):
    """What one unreadable document does to a run over many."""

    SKIP = "skip"
    FAIL = "fail"


app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Split commentary into attributed claims and say where each speaker stands on a China-Russia alliance.",
    epilog="Start with: stance score examples/",
)

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.")]
Tables = Annotated[
    list[Path] | None,
    typer.Argument(metavar="TABLE...", help="Label tables (CSV).", show_default="data/labeled/*.csv"),
]
ModelPath = Annotated[
    Path | None, typer.Option("--model", "-m", help="Bundle to use.", show_default="models/china-russia")
]
QuestionPath = Annotated[Path | None, typer.Option("--question", help="Question file (TOML).")]
Texts = Annotated[Path, typer.Option("--texts", help="Folder with the documents that the labels point into.")]
FormatChoice = Annotated[
    Format | None,
    typer.Option("--format", help="How to write it.", show_default="by -o's suffix; else table on a terminal, jsonl"),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write, whole or not at all.")]
NoGate = Annotated[bool, typer.Option("--no-gate", help="Read also documents that do not name both sides.")]
Explain = Annotated[bool, typer.Option("--explain", help="Show in the table which rule and cue named each speaker.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything that is drawn.")]
ErrorChoice = Annotated[OnError, typer.Option("--on-error", help="What an unreadable document does to the run.")]

TEXTS = Path("data/raw")
LABELS = Path("data/labeled")
QUESTION = LABELS / "question.toml"
SHIPPED = Path("models/china-russia")
LOCAL = Path("models/local")
PACKED = Path(__file__).parent / "bundle-lite"

MOST_NAMED = 5
"""How many of a long list of names are spelt out."""


@app.callback(invoke_without_command=True)
def stance(
    version: Annotated[bool, typer.Option("--version", help="Print the versions that scores depend on.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> None:
    """Set up what every command shares."""
    from stance.console import set_up_messages

    set_up_messages(quiet=quiet)
    if version:
        typer.echo(_versions())
        raise typer.Exit


@app.command()
def claims(
    paths: Paths,
    *,
    question: QuestionPath = None,
    no_gate: NoGate = False,
    form: FormatChoice = None,
    output: Output = None,
    explain: Explain = False,
    on_error: ErrorChoice = OnError.SKIP,
) -> None:
    """Split commentary into attributed claims: who holds what, and where it stands in the text."""
    from stance.console import Run, claims_shown, show
    from stance.pipeline import claim_documents
    from stance.records import CLAIM_FIELDS, claim_row

    run = Run(paths, fail=on_error is OnError.FAIL)
    outcomes = run.watch(claim_documents(run.documents(), None if no_gate else _gate_question(question)))
    batches = ([claim_row(claim) for claim in outcome.claims] for outcome in outcomes)
    kind = _kind(form, output)
    if kind is Format.TABLE:
        show(claims_shown((row for batch in batches for row in batch), explain=explain), output)
    else:
        _write(batches, CLAIM_FIELDS, kind, output)
    run.close()


@app.command()
def score(
    paths: Paths,
    *,
    model: ModelPath = None,
    no_gate: NoGate = False,
    form: FormatChoice = None,
    output: Output = None,
    explain: Explain = False,
    on_error: ErrorChoice = OnError.SKIP,
) -> None:
    """Split commentary into claims and score the stance of each; the table ends with who holds what."""
    from stance.console import Run, scores_shown, show
    from stance.pipeline import score_documents
    from stance.records import scored_columns, scored_row

    run = Run(paths, fail=on_error is OnError.FAIL)
    fitted = _load(model)
    outcomes = run.watch(score_documents(run.documents(), fitted, gate=not no_gate))
    kind = _kind(form, output)
    if kind is Format.TABLE:
        show(scores_shown(list(outcomes), fitted.question, explain=explain), output)
    else:
        batches = ([scored_row(scored, fitted.question) for scored in outcome.scored] for outcome in outcomes)
        _write(batches, scored_columns(fitted.question), kind, output)
    run.close()


@app.command()
def report(
    paths: Paths,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .html or .md.")],
    model: ModelPath = None,
    no_gate: NoGate = False,
    on_error: ErrorChoice = OnError.SKIP,
) -> None:
    """Score commentary and write who holds what as one self-contained HTML or Markdown file."""
    from stance.console import Run
    from stance.pipeline import report_page, score_documents
    from stance.tables import write_text

    if output.suffix.lower() not in {".html", ".md"}:
        raise UsageError(f"{output}: a report is .html or .md; name the file so")
    run = Run(paths, fail=on_error is OnError.FAIL)
    fitted = _load(model)
    outcomes = list(run.watch(score_documents(run.documents(), fitted, gate=not no_gate)))
    write_text(output, report_page(outcomes, fitted, html=output.suffix.lower() == ".html"))
    run.close()


@app.command()
def train(
    tables: Tables = None,
    *,
    question: QuestionPath = None,
    texts: Texts = TEXTS,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the new bundle.")] = LOCAL,
    seed: Seed = 0,
) -> None:
    """Train a bundle on label tables and show it beside the shipped one."""
    from stance.bundle import save_model
    from stance.console import bundles_shown, show
    from stance.model import train_model

    asked = _asked(question)
    labels = _labels(tables, asked, _documents(texts))
    model = train_model(labels.claims, question=asked, seed=seed, codebook=_codebook())
    save_model(model, output)
    show([bundles_shown(_manifests(output))])


@app.command()
def evaluate(
    tables: Tables = None,
    *,
    question: QuestionPath = None,
    texts: Texts = TEXTS,
    predictions: Annotated[
        Path | None, typer.Option(help="Write out-of-fold scores here, in the rows of score.")
    ] = None,
    spans: Annotated[Spans, typer.Option(help="Whose claims the predictions are.")] = Spans.PIPELINE,
    card: Annotated[Path | None, typer.Option(help="Bundle whose card and manifest get the figures.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write all figures here as JSON.")] = None,
    seed: Seed = 0,
) -> None:
    """Evaluate by folds that never share a source: gold spans and end to end, each table apart and all together."""
    from stance.assess import assess, put_on_card
    from stance.console import figures_shown, show
    from stance.records import scored_columns, scored_row
    from stance.tables import write_text

    asked, documents = _asked(question), _documents(texts)
    assessed = assess(_labels(tables, asked, documents).claims, documents, asked, seed=seed)
    if predictions:
        scored = assessed.end_to_end if spans is Spans.PIPELINE else assessed.gold_spans
        _write(
            [[scored_row(one, asked) for one in scored]], scored_columns(asked), _kind(None, predictions), predictions
        )
    if card:
        put_on_card(assessed, card, beside=_manifests())
    if output:
        write_text(output, json.dumps(assessed.figures, indent=1) + "\n")
    show(figures_shown(assessed.figures))


@app.command()
def verify(model: ModelPath = None) -> None:
    """Load a bundle, replay its golden claims and say whether the scores are the same (exit code 4 if not)."""
    from stance.errors import FloorError
    from stance.model import verify_model

    fitted = _load(model)
    if drifts := verify_model(fitted):
        raise FloorError("\n".join([*drifts, f"{len(drifts)} of {len(fitted.golden)} golden claims drifted"]))
    typer.echo(f"{_bundle_path(model)}: {len(fitted.golden)} golden claims score as they did")


@app.command()
def rehydrate(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folders whose sources.csv has SHA-256.")],
    *,
    origin: Annotated[Path, typer.Option("--from", help="Where to look for the texts, whatever they are called.")],
) -> None:
    """Fetch texts that may not be passed on from where you hold them, found by their SHA-256."""
    from stance.rehydrate import rehydrate as fetch

    for folder in folders:
        done = fetch(folder, origin)
        there = len(done.present) + len(done.copied)
        typer.echo(
            f"{folder}: {there} texts in place ({len(done.copied)} new), {len(done.missing)} not found", err=True
        )
        for name in done.missing[:MOST_NAMED]:
            typer.echo(f"  not found: {name}", err=True)


def _versions() -> str:
    """One line with the versions of what scores depend on, read without importing any of it."""
    from importlib.metadata import version

    return f"stance {__version__} (" + ", ".join(f"{name} {version(name)}" for name in ("spacy", "scikit-learn")) + ")"


def _bundle_path(model: Path | None) -> Path:
    """The bundle to use: as given, by STANCE_MODEL, the one in ./models, the one in the package."""
    if model:
        return model
    if named := os.environ.get("STANCE_MODEL"):
        return Path(named)
    return SHIPPED if SHIPPED.is_dir() else PACKED


def _load(model: Path | None) -> Model:
    from stance.bundle import load_model

    return load_model(_bundle_path(model))


def _gate_question(path: Path | None) -> Question:
    """The question whose sides the gate looks for: as given, the one beside the labels, else the bundle's."""
    from stance.bundle import read_manifest
    from stance.question import question_from_dict, read_question

    if path or QUESTION.is_file():
        return read_question(path or QUESTION)
    bundle = _bundle_path(None)
    try:
        return question_from_dict(read_manifest(bundle)["question"])
    except (KeyError, TypeError):
        raise ModelError(f"{bundle}: its question is not complete; name a question file with --question") from None


def _kind(form: Format | None, output: Path | None) -> Format:
    """The format asked for, else the output's by its suffix, else a table for eyes and JSON lines for a pipe."""
    if form:
        return form
    if output:
        return {f".{kind}": kind for kind in Format}.get(output.suffix.lower(), Format.JSONL)
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


def _write(batches: Iterable[Sequence[Row]], columns: Sequence[str], kind: Format, output: Path | None) -> None:
    from stance.tables import row_writer

    with row_writer(kind, output, columns) as write:
        for batch in batches:
            write(batch)


def _asked(path: Path | None) -> Question:
    from stance.question import read_question

    return read_question(path or QUESTION)


def _documents(folder: Path) -> list[Document]:
    """The documents at hand that labels may point into; none where the default folder is not there."""
    from stance.documents import read_folder

    return read_folder(folder) if folder.is_dir() or folder != TEXTS else []


def _labels(tables: list[Path] | None, question: Question, documents: Sequence[Document]) -> LabelSet:
    """The labels of the tables with their words; says what waits for its text and what is tied."""
    from stance.console import labels_told
    from stance.labels import read_labels

    found = tables or sorted(LABELS.glob("*.csv"))
    if not found:
        raise UsageError(f"no label tables: name some, or work where {LABELS}/*.csv is")
    labels = read_labels(found, question, {document.id: document.text for document in documents})
    labels_told(labels)
    return labels


def _manifests(*paths: Path) -> dict[str, Mapping[str, Any]]:
    """The manifests of the bundles named and of the shipped one, by path, as far as they are there."""
    from stance.bundle import read_manifest

    return {str(path): read_manifest(path) for path in (*paths, SHIPPED) if path.is_dir()}


def _codebook() -> str:
    book = LABELS / "codebook.md"
    return book.read_text(encoding="utf-8") if book.is_file() else ""


labelling.register(app)


def main() -> None:
    """Run the command line."""
    app()
