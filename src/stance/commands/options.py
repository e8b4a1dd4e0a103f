"""The options that commands share, and where things are sought when they are not named."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from stance.tables import Format, ReportFormat, RowFormat

TEXTS: Final = Path("data/raw")
LABELS: Final = Path("data/labeled")
SESSION: Final = Path("labelling")
QUESTION: Final = LABELS / "question.toml"
LOCAL: Final = Path("models/local")
ENCODER: Final = "base"
SHIPPED_ENCODER: Final = "shipped"
"""The name of the encoder in the full bundle of the package."""

LEAST_JOBS: Final = -1
MOST_JOBS: Final = 1_000
MOST_SEED: Final = 2**32 - 1
"""The largest seed that all of the generators take, which take none below 0."""


class Spans(StrEnum):
    """Whose claims are scored in an evaluation: those the pipeline finds, or the labelled spans themselves."""

    PIPELINE = "pipeline"
    GOLD = "gold"


class Exchanged(StrEnum):
    """The formats of label tables."""

    CSV = "csv"
    JSONL = "jsonl"
    LABEL_STUDIO = "label-studio"
    PRODIGY = "prodigy"
    DOCCANO = "doccano"
    REFI_QDA = "refi-qda"
    UIMA = "uima"
    WIDE = "wide"
    DNA = "dna"
    GRAPHML = "graphml"


STATEMENTS: Final = frozenset({Exchanged.DNA, Exchanged.GRAPHML})
"""Formats for what is said, not for labels: they are written only."""


class OnError(StrEnum):
    """What one unreadable document does to a run over many."""

    SKIP = "skip"
    FAIL = "fail"


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files, folders, web addresses, or - for standard input.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Column of a table by what it holds, where its name does not say it: text=Body, date=Printed …",
    ),
]
StdinFormat = Annotated[
    str,
    typer.Option("--from", metavar="FORMAT", help="Format of what comes on standard input: txt, md, html, jsonl …"),
]
Tables = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="TABLE...",
        help="Label tables (.csv, .tsv, .xlsx), or folders of them.",
        show_default="data/labeled/*.csv",
    ),
]
ModelPath = Annotated[
    Path | None,
    typer.Option("--model", "-m", help="Bundle (folder of a trained model).", show_default="that of stance itself"),
]
QuestionPath = Annotated[
    Path | None,
    typer.Option("--question", help="Question file (TOML).", show_default="a China–Russia alliance"),
]
Texts = Annotated[Path, typer.Option("--texts", help="Folder with the documents that the labels point into.")]
FormatChoice = Annotated[
    RowFormat | None,
    typer.Option("--format", help="Output format.", show_default="by -o's suffix; else table on a terminal, jsonl"),
]
ScoreFormatChoice = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="Output format; html and md are the page of stance report.",
        show_default="by -o's suffix; else table on a terminal, jsonl",
    ),
]
ReportFormatChoice = Annotated[
    ReportFormat | None,
    typer.Option("--format", help="A page (html, md), or its figures as rows.", show_default="by -o's suffix"),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", readable=False, help="Output file (written only if the run succeeds).")
]
NoGate = Annotated[
    bool, typer.Option("--no-gate", help="Also read documents that are off topic (do not name both sides).")
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain", help="Show in the table which rule and cue named each speaker; claims: and what each pass found."
    ),
]
AliasFile = Annotated[
    Path | None,
    typer.Option(
        "--aliases", metavar="FILE", help="CSV of alias,name: under which name speakers are listed and summed."
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=LEAST_JOBS,
        max=MOST_JOBS,
        help="Processes to score with; 0: as many as pay, -1: one a processor.",
    ),
]
Cluster = Annotated[str | None, typer.Option("--cluster", help="Dask scheduler to score on: tcp://HOST:PORT.")]
Shards = Annotated[Path | None, typer.Option("--shards", help="Folder to write to instead: one file per batch.")]
Resume = Annotated[
    bool, typer.Option("--resume", help="With --shards: continue, doing only the batches that are missing.")
]
Rows = Annotated[
    bool, typer.Option("--rows", help="Each row of the table is one claim: score it as it is, and keep its columns.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, max=MOST_SEED, help="Seed of the random draws.")]
ErrorChoice = Annotated[OnError, typer.Option("--on-error", help="Skip an unreadable document, or stop there.")]
EncoderChoice = Annotated[
    str,
    typer.Option(
        "--encoder", help="Sentence encoder: base, shipped, none (a lite bundle), or a folder of stance finetune."
    ),
]
Annotator = Annotated[str, typer.Option("--annotator", "-a", help="Your name; answers are kept under it.")]
SessionFolder = Annotated[Path, typer.Option("--session", help="Folder of the queue and the answers.")]
Codebook = Annotated[
    Path | None,
    typer.Option("--codebook", help="The codebook to show.", show_default="codebook.md beside the question"),
]
Terminal = Annotated[bool, typer.Option("--terminal", help="In this terminal, without a browser.")]
Port = Annotated[
    int, typer.Option("--port", "-p", min=0, max=65535, help="Port of the page.", show_default="any free one")
]
