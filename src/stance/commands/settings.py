"""What options stand for: the bundle, the question, the labels and texts at hand, the format to write."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from stance.commands.console import log_labels
from stance.commands.options import LABELS, QUESTION, SHIPPED_ENCODER, TEXTS
from stance.commands.project import read_settings
from stance.errors import ModelError, UsageError
from stance.labels import LabelSet, read_labels
from stance.packaged import default_bundle, full_bundle, is_packaged, packaged
from stance.question import read_question
from stance.readers.decode import decode
from stance.readers.items import ReadOptions, parse_columns
from stance.records import Document, Question
from stance.sources import read_folder
from stance.stages import log_stage
from stance.tables import Format, ReportFormat, RowFormat
from stance.text_tables import tables_in

if TYPE_CHECKING:
    from stance.encoder import Encoder
    from stance.manifest import BundleIdentity
    from stance.model import Model

log = logging.getLogger(__name__)


def bundle_path(model: Path | None) -> Path:
    """The bundle to use: as given, by STANCE_MODEL, the project file's, else the one that comes with the package."""
    path = model or Path(str(read_settings()["model"].value))
    log.debug("bundle: %s", path)
    return path


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bundle that answers: where it is, and what names it."""

    path: Path
    identity: BundleIdentity

    def facts(self) -> dict[str, Any]:
        """What is cited of it."""
        return asdict(self.identity) | {"path": str(self.path)}


def chosen_bundle(model: Path | None) -> Bundle:
    """The bundle to use, as `bundle_path` finds it."""
    from stance.manifest import bundle_identity, read_manifest

    path = bundle_path(model)
    return Bundle(path, bundle_identity(read_manifest(path)))


def log_bundle(bundle: Bundle) -> None:
    """Say which bundle answers, and of a lite one what would get a full one."""
    packed = is_packaged(bundle.path)
    line = f"model {bundle.identity} ({'comes with stance' if packed else bundle.path})"
    if bundle.identity.kind == "lite":
        ours = bundle.identity.name == read_question(packaged("question.toml")).id  # the shipped encoder is tuned to it
        train = f"stance train --encoder {SHIPPED_ENCODER if ours else 'base'}"
        wanted = "pip install 'stance[encoder]'" if packed else train
        line += f"; for a full one: {wanted}"
    log.info("%s", line)


def load(model: Path | None) -> tuple[Model, Bundle]:
    """The model of the bundle to use, and which that is; says so."""
    from stance.bundle import load_model
    from stance.manifest import bundle_identity

    path = bundle_path(model)
    log_stage("loading the model")
    fitted = load_model(path)
    bundle = Bundle(path, bundle_identity(fitted.manifest))  # of what was loaded: on disk it may be another by now
    log_bundle(bundle)
    return fitted, bundle


def gate_question(path: Path | None) -> Question:
    """The question whose sides the gate looks for: as given, the one beside the labels, else the bundle's."""
    from stance.manifest import bundle_question, read_manifest

    if path or QUESTION.is_file():
        return read_question(path or QUESTION)
    return bundle_question(read_manifest(bundle_path(None)))


def format_of(form: Format | None, output: Path | None, kinds: Sequence[Format] = get_args(RowFormat)) -> Format:
    """The format asked for, else that of the `kinds` which the output's suffix names.

    Without either a table for eyes and JSON lines for a pipe.
    """
    if form:
        return form
    if output:
        return _by_suffix(output, kinds) if output.suffix else Format.JSONL
    return Format.TABLE if sys.stdout.isatty() else Format.JSONL


def _by_suffix(output: Path, kinds: Sequence[Format]) -> Format:
    """The format of the output's suffix."""
    kind = output.suffix.lower().removeprefix(".")
    if kind == Format.CSV_SAFE or kind not in kinds:
        names = ", ".join(f".{one}" for one in kinds if one not in {Format.TABLE, Format.CSV_SAFE})
        raise UsageError(
            f"{output}: not a format that can be written here ({names}); name the file so, or use --format"
        )
    return Format(kind)


def shard_format(form: Format | None) -> Format:
    """The format of the files of a sharded run."""
    kind = form or Format.JSONL
    if kind not in {Format.JSONL, Format.CSV, Format.PARQUET}:
        raise UsageError(f"--shards: a batch is a file of jsonl, csv or parquet, not {kind}; leave out one of the two")
    return kind


def report_format(form: Format | None, output: Path | None) -> Format:
    """The format asked for, else the output's by its suffix."""
    if form:
        return form
    if output is None:
        raise UsageError("a report needs a file, as in -o summary.html, or --format (html, md, csv, jsonl, xlsx)")
    return _by_suffix(output, get_args(ReportFormat))


def load_question(path: Path | None) -> Question:
    """The question as given, else the one beside the labels, else the one that comes with the package."""
    return read_question(question_file(path))


def question_file(path: Path | None) -> Path:
    """The question file as given, else the one beside the labels, else the one that comes with the package."""
    return path or (QUESTION if QUESTION.is_file() else packaged("question.toml"))


def codebook_file(question: Path | None) -> Path:
    """The codebook beside the question file; the package's question has that of the package."""
    asked = question_file(question)
    return packaged("codebook.md") if asked == packaged("question.toml") else asked.with_name("codebook.md")


def load_documents(folder: Path) -> list[Document]:
    """The documents at hand that labels may point into; none where the default folder is not there."""
    return read_folder(folder) if folder.is_dir() or folder != TEXTS else []


def find_label_tables(tables: list[Path] | None) -> list[Path]:
    """The tables named, else those beside the question; a folder stands for the tables in it."""
    chosen = tables_in(tables or ([LABELS] if LABELS.is_dir() else []))
    if not chosen and tables:
        raise UsageError(f"no label tables (.csv, .tsv, .xlsx) in {', '.join(map(str, tables))}")
    if not chosen:
        raise UsageError(f"no label tables: name some, or work where {LABELS}/*.csv is")
    return chosen


def load_labels(
    tables: list[Path] | None, question: Question, documents: Sequence[Document], *, ties_count: bool = False
) -> LabelSet:
    """The labels of the tables with their words; says what waits for its text and what is tied."""
    labels = read_labels(find_label_tables(tables), question, {document.id: document.text for document in documents})
    log_labels(labels, ties_count=ties_count)
    return labels


def chosen_encoder(name: str) -> Encoder | None:
    """The encoder of that name, None for a lite model; its vectors are kept in the cache folder, if there is one."""
    from stance.encoder import choose_encoder
    from stance.encoder.vector_cache import cache_folder

    encoder, folder = choose_encoder(str(full_bundle()) if name == SHIPPED_ENCODER else name), cache_folder()
    if encoder and folder:
        encoder.cache_vectors(folder)
    return encoder


def manifests(question: Question, *paths: Path) -> dict[str, Mapping[str, Any]]:
    """The manifests of the bundles named, by path, and of the package's, if it answers the same question.

    A bundle that cannot be read is named in a warning and left out.
    """
    from stance.manifest import bundle_identity, read_manifest

    by_name: dict[str, Mapping[str, Any]] = {}
    for path in dict.fromkeys((*paths, default_bundle())):
        try:
            manifest = read_manifest(path)
        except ModelError as error:
            log.warning("%s", error)
            continue
        identity = bundle_identity(manifest)
        if path in paths:
            by_name[str(path)] = manifest
        elif identity.name == question.id:
            by_name[f"{identity.name}, {identity.kind}"] = manifest
    return by_name


def read_codebook(file: Path) -> str:
    """The text of a codebook; empty where there is none."""
    return decode(file.read_bytes(), str(file)) if file.is_file() else ""


def reading_options(columns: Sequence[str] | None, stdin: str = "txt") -> ReadOptions:
    """What the readers are told: the columns of tables, and the format of standard input."""
    return ReadOptions(columns=parse_columns(columns or ()), stdin_format=f".{stdin.lower().removeprefix('.')}")
