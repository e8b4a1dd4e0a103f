"""The options that only the labelling commands have; light, since help must be quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

SESSION = Path("labelling")

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


class Shown(StrEnum):
    """How agreement is written: for eyes or for programs."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"


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


ShownChoice = Annotated[
    Shown | None,
    typer.Option("--format", help="How to write it.", show_default="by -o's suffix; else table on a terminal, jsonl"),
]
