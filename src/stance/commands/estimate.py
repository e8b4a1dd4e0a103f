"""The command `stance estimate`: shares of each label, corrected with hand labels drawn from the same texts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from stance.commands.console import write_or_show
from stance.commands.options import Columns, ErrorChoice, FormatChoice, ModelPath, NoGate, OnError, Output, Paths
from stance.commands.runs import Run
from stance.commands.settings import format_of, load, load_labels, reading_options
from stance.errors import UsageError
from stance.labels import read_labels
from stance.records import AUTHOR, Claim, Document, LabelledClaim, Outcome
from stance.report import NAMELESS, Grouping, as_one, speaker_name
from stance.terminal import plain_table, styled

if TYPE_CHECKING:
    from rich.table import Table

    from stance.model import Model
    from stance.shares import ShareEstimate

log = logging.getLogger(__name__)

SHARE_COLUMNS: Final = ("part", "label", "claims", "labelled", "raw", "corrected", "low", "high", "needed")
"""The columns of an estimate; `needed` is how many more labels of the part it takes, 0 where there are enough."""

SHOWN_COLUMNS: Final = ("label", "raw", "corrected", "95 %")

PLAN_COLUMNS: Final = ("part", "label", "claims", "raw", "needed")

OVERALL: Final = "all claims"
AUTHOR_VOICE: Final = "author's own voice"
REPORTED_VOICE: Final = "reported"


class By(StrEnum):
    """What the claims of a share have in common."""

    SPEAKER = "speaker"
    DOCUMENT = "document"
    OUTLET = "outlet"
    MONTH = "month"
    VOICE = "voice"


def estimate(
    paths: Paths,
    *,
    tables: Annotated[
        list[Path] | None,
        typer.Option("--labels", help="Labels drawn at random from these texts; give every table of the sample."),
    ] = None,
    by: Annotated[By, typer.Option(help="What the shares are of; `voice` is the author's own against reported.")] = (
        By.SPEAKER
    ),
    strata: Annotated[
        By | None, typer.Option("--strata", help="What the labels were drawn within, if not from all claims at once.")
    ] = None,
    plan: Annotated[
        float | None,
        typer.Option("--plan", help="Instead say how many labels an interval of ± this share needs, such as 0.05."),
    ] = None,
    model: ModelPath = None,
    no_gate: NoGate = False,
    form: FormatChoice = None,
    output: Output = None,
    on_error: ErrorChoice = OnError.SKIP,
    columns: Columns = None,
) -> None:
    """Estimate the share of each label with hand labels drawn from the same texts, with a 95 % interval.

    The first rows are of all claims. Settled labels (`gold`) count before those they settle; where annotators differ
    and nobody settled it, each counts by their share. Parts with too few labels say how many more they need.
    """
    from stance.label_sample import check_drawn, sample_of
    from stance.pipeline import score_documents
    from stance.shares import corrected_shares, labels_needed

    if bool(tables) == (plan is not None):
        raise UsageError("estimate needs either --labels TABLE or --plan HALF-WIDTH; give one of them")
    if plan is not None and not 0 < plan < 1:
        raise UsageError(f"--plan {plan}: a share between 0 and 1, such as 0.05 for intervals of ± 5 points")
    run = Run(paths, reading_options(columns), on_error)
    fitted, bundle = load(model)
    if tables:  # what is wrong with the labels themselves is told before the texts are scored for them
        check_drawn(read_labels(tables, fitted.question, {}).annotations)
    outcomes = list(run.watch(score_documents(run.documents(), fitted, gate=not no_gate)))
    claims, question = [scored for outcome in outcomes for scored in outcome.scored], fitted.question
    estimates: Callable[..., list[ShareEstimate]]
    fields: tuple[str, ...]
    tables_of: Callable[[Sequence[Mapping[str, Any]]], Iterable[Table]]
    if plan is not None:
        fields, tables_of = PLAN_COLUMNS, plan_tables
        estimates = partial(labels_needed, claims, question, half_width=plan)
    else:
        fields, tables_of = SHARE_COLUMNS, _share_tables
        labels = load_labels(tables, question, [one.document for one in outcomes], ties_count=True)
        _warn_if_trained_on(labels.annotations, fitted)
        sample = sample_of(claims, labels.annotations, question)
        for way, count in sample.left_out.items():
            log.warning("%d labels left out: chosen as %r, not drawn at random", count, way)
        within = _parts(outcomes, strata) if strata else None
        estimates = partial(corrected_shares, claims, sample, question, strata=within)
    each = [share for parts in ([OVERALL] * len(claims), _parts(outcomes, by)) for share in estimates(parts=parts)]
    rows = [{name: getattr(share, name) for name in fields} for share in each]
    write_or_show(rows, fields, format_of(form, output), output, tables=tables_of(rows))
    run.close(output, bundle)


def _parts(outcomes: Sequence[Outcome], by: By) -> list[str]:
    """The part that each claim is in; speakers are counted as one as in the sums of a report."""
    if by is By.SPEAKER:
        names = as_one(speaker_name(scored.claim, one.document) for one in outcomes for scored in one.scored)
        return [name or NAMELESS[Grouping.SPEAKER] for name in names]
    return [_part_of(scored.claim, outcome.document, by) for outcome in outcomes for scored in outcome.scored]


def _part_of(claim: Claim, document: Document, by: By) -> str:
    """What a claim is counted under; what is not known is counted together."""
    if by is By.VOICE:
        return AUTHOR_VOICE if claim.speaker == AUTHOR else REPORTED_VOICE
    if by is By.MONTH:
        return (document.date or "")[:7] or NAMELESS[Grouping.MONTH]
    return document.id if by is By.DOCUMENT else document.outlet or NAMELESS[Grouping.OUTLET]


def _warn_if_trained_on(labelled: Sequence[LabelledClaim], model: Model) -> None:
    """Say so where the bundle was trained on the sources of these labels: its scores of them are too good."""
    from stance.manifest import sources_seen

    seen = sources_seen(model.manifest)
    if known := sum(row.group in seen or row.document in seen for row in labelled):
        log.warning(
            "%d of %d labels are of sources this bundle was trained on: its scores of them are too good, and so are "
            "the intervals; take cross-fitted scores, or a bundle trained without them",
            *(known, len(labelled)),
        )


def plan_tables(rows: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """A line a part for eyes: its claims, and how many hand labels each label's interval needs."""
    labels = list(dict.fromkeys(row["label"] for row in rows))
    table = plain_table(("labels needed for", "of claims", *labels), right=("of claims", *labels))
    table.columns[0].overflow = "fold"
    for (part, claims), of_part in groupby(rows, key=itemgetter("part", "claims")):
        needed = {row["label"]: str(row["needed"]) for row in of_part}
        table.add_row(*map(styled, (part, str(claims), *(needed[label] for label in labels))))
    yield table


def _share_tables(rows: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """The rows for eyes: a part is named at its first label, with how many of its claims are labelled.

    Parts with too few labels are counted below.
    """
    table = plain_table(("part (labelled of all claims)", *SHOWN_COLUMNS), right=SHOWN_COLUMNS[1:])
    table.columns[0].overflow = "fold"
    before = None
    for row in (row for row in rows if row["part"] == OVERALL or row["low"] is not None):
        part = f"{row['part']} ({row['labelled']} of {row['claims']})" if row["part"] != before else ""
        before = row["part"]
        corrected, ends = "too few", f"{row['needed']} more labels"
        if row["low"] is not None:
            corrected, ends = f"{row['corrected']:.3f}", f"{row['low']:.3f} to {row['high']:.3f}"
        table.add_row(*map(styled, (part, row["label"], f"{row['raw']:.3f}", corrected, ends)))
    yield table
    if few := {row["part"]: row["needed"] for row in rows if row["low"] is None}:
        fewest, needed = min(few.items(), key=itemgetter(1))
        log.info(
            "%d parts have too few labels for a label or more and are not shown there (%s needs %d more); -o FILE has "
            "every row, with the labels it needs",
            *(len(few), fewest, needed),
        )
