"""What a person sees: messages on standard error, tables on standard output."""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stance.commands.feedback import FEEDBACK
from stance.errors import UsageError
from stance.files import standard_output, write_text
from stance.records import Outcome, claim_row, scored_row
from stance.tables import Format, write_rows
from stance.terminal import counted, listed, plain_table, shortened, styled, terminal_text

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from stance.encoder import Encoder
    from stance.labels import LabelSet

WIDEST_NAME: Final = 18
"""Characters a column of names may take before it folds, so that the claim has more than half of 80 columns."""

FILE_WIDTH: Final = 160
"""Characters a line of a table has in a file."""

log = logging.getLogger(__name__)


class SafeFormatter(logging.Formatter):
    """Formats a message so that no file name or text in it steers the terminal, or looks like a message of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, on one line."""
        message = super().format(record)  # what lists names (tied labels) is long by right, and no fault
        return terminal_text(shortened(message) if record.levelno >= logging.ERROR else message, keep="")


class StandardError(logging.StreamHandler[Any]):
    """Writes to what standard error is at the time of the message, so that a progress bar on it is not torn.

    A warning that has just been given is not given again: a table is opened for its columns, then for its rows.
    """

    def __init__(self) -> None:
        super().__init__()
        self._warned: deque[str] = deque(maxlen=100)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the message is to be written."""
        if record.levelno != logging.WARNING:
            return True
        message = record.getMessage()
        is_new = message not in self._warned
        self._warned.append(message)
        return is_new

    def emit(self, record: logging.LogRecord) -> None:
        """Write the message."""
        self.stream = sys.stderr
        super().emit(record)
        FEEDBACK.note_output()


def set_up_messages(*, quiet: bool, verbose: bool = False) -> None:
    """Send the package's log to standard error, a line a message; `quiet`: errors only, `verbose`: all there is."""
    if quiet and verbose:
        raise UsageError("--quiet and --verbose: leave out one of the two")
    handler = StandardError()
    handler.setFormatter(SafeFormatter("stance: %(message)s"))
    package_log = logging.getLogger("stance")
    package_log.handlers = [handler]
    package_log.setLevel(logging.ERROR if quiet else logging.DEBUG if verbose else logging.INFO)
    package_log.propagate = False


def show(renderables: Iterable[RenderableType], output: Path | None = None) -> None:
    """Print tables and text to standard output, as wide as the terminal, or to a file, whole or not at all."""
    from rich.console import Console

    class Printer(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would leave with exit code 1

    if output is None:
        with standard_output():
            for renderable in renderables:
                Printer().print(renderable)
        return
    written = StringIO()
    for renderable in renderables:
        Console(file=written, width=FILE_WIDTH).print(renderable)
    write_text(output, written.getvalue())


def write_or_show(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    kind: Format,
    output: Path | None,
    *,
    tables: Iterable[RenderableType],
) -> None:
    """Write the rows in a format for programs; in the one for eyes show the tables instead."""
    if kind is Format.TABLE:
        show(tables, output)
    else:
        write_rows([rows], columns, kind, output)


def score_tables(
    outcomes: Sequence[Outcome], manifest: Mapping[str, Any], *, explain: bool = False
) -> list[RenderableType]:
    """The claims that the bundle scored, a table a document, then their sums by speaker and by document."""
    from stance.manifest import bundle_question
    from stance.report.page import report_of
    from stance.report.render import render_text
    from stance.thesis import theses_of, thesis_note

    question = bundle_question(manifest)
    rows = [scored_row(scored, question) for outcome in outcomes for scored in outcome.scored]
    theses = theses_of(outcomes, question)
    sums = render_text(report_of(outcomes, question), theses, trust=thesis_note(manifest) if theses else "")
    return [*claim_tables(rows, explain=explain), sums]


def row_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    """Flat rows as a table; numbers to three decimals."""
    return plain_table(columns, ([_cell(row[name]) for name in columns] for row in rows))


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " to ".join(map(_cell, value))
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def log_labels(labels: LabelSet, *, ties_count: bool = False) -> None:
    """Log how many labels are used, which are skipped and why, and which say the same in two places.

    `ties_count` says that all annotators' labels are used, also where they differ and nobody settled it.
    """
    from stance.near_duplicates import describe_near_duplicates, find_near_duplicates

    log.info("using %s", counted(len(labels.annotations if ties_count else labels.claims), "label"))
    if labels.waiting:
        skipped, documents = counted(sum(labels.waiting.values()), "label"), counted(len(labels.waiting), "document")
        names = listed(labels.waiting)
        log.info("%s skipped: the texts of %s are not on this machine (%s)", skipped, documents, names)
    if labels.tied:
        spans, places = counted(len(labels.tied), "span"), ", ".join(labels.tied)
        fate = "by the share of each label" if ties_count else "skipped"
        log.info("%s %s: annotators disagree, unsettled (stance adjudicate): %s", spans, fate, places)
    copies = find_near_duplicates(labels.claims)
    for line in describe_near_duplicates(labels.claims, copies):
        log.info("%s", line)
    if copies.duplicates or copies.near:
        log.info("no fold is tested on a row whose words, or nearly those, it was trained on")


def log_vectors(encoder: Encoder | None) -> None:
    """Log how many texts were encoded, at what rate, and how many were known from before."""
    for one in (encoder, *encoder.folds) if encoder else ():
        if one.kept and (one.kept.computed or one.kept.taken):
            log.info("%s", one.kept.summary())


def claim_tables(rows: Iterable[Mapping[str, Any]], *, explain: bool = False) -> list[RenderableType]:
    """Claims or scores for eyes, a table a document; `explain` adds the rule and cue that named each speaker."""
    shown: list[RenderableType] = []
    for document, of_document in groupby(rows, key=itemgetter("document")):
        shown += [styled(document, "bold underline"), _claims_table(list(of_document), explain=explain), ""]
    return shown


def outcome_tables(outcome: Outcome, *, explain: bool) -> list[RenderableType]:
    """The claims of one document for eyes; with `explain` then what each pass of attribution gave, by sentence."""
    from stance.pipeline import explain_attribution

    shown = claim_tables([claim_row(claim) for claim in outcome.claims], explain=explain)
    if explain and outcome.claims:
        for sentence, steps in explain_attribution(outcome.document):
            shown += [styled(sentence), *(styled(f"  {step}", "dim") for step in steps)]
        shown.append("")
    return shown


def _claims_table(rows: Sequence[Mapping[str, Any]], *, explain: bool) -> Table:
    """Who, the stance if scored, and all words with their span, over as many lines as they take."""
    from rich.table import Table

    scored = "stance" in rows[0]
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("speaker", overflow="fold", max_width=WIDEST_NAME)
    for name in ("stance", "p") if scored else ():
        table.add_column(name, no_wrap=True)
    table.add_column("claim", overflow="fold", ratio=1)
    for row in rows:
        words = styled(" ".join(row["text"].split())) + styled(f" {row['start']}-{row['end']}", "dim")
        if explain:
            words += styled(f"\n{_evidence(row)}", "dim")
        cells = [row["speaker"] or "unresolved"]
        if scored:  # with a question mark where a person should look
            cells += [row["stance"] + "?" * (row["certain"] is False), f"{row['p_' + row['stance']]:.2f}"]
        table.add_row(*map(styled, cells), words)
    return table


def _evidence(row: Mapping[str, Any]) -> str:
    """Form, the rule and its cue's words, and attitude and mood where they are not plain."""
    rule = row["evidence"]
    if row["cue_start"] is not None and row["start"] <= row["cue_start"] < row["cue_end"] <= row["end"]:
        rule += f" (“{row['text'][row['cue_start'] - row['start'] : row['cue_end'] - row['start']]}”)"
    return " · ".join([row["form"], rule, *(row[how] for how in ("attitude", "mood") if row[how] != "plain")])
