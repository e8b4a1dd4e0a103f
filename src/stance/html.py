"""One self-contained HTML page of scored documents: the words with their claims marked, and beside them who holds what.

The page loads nothing, runs no script and carries its own content security policy: one style sheet, known by its hash.
All that was read or predicted goes through jinja2's escaping.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from stance.highlight import Paragraph, is_placed, paragraphs
from stance.records import AUTHOR, Attitude, Claim, Document, Form, Mood, Question, ScoredClaim
from stance.render import RAW_NOTE, balance_note, head_and_rest, interval, percent, signed, tidy
from stance.report import Line, Report, speaker_name, summarise

if TYPE_CHECKING:
    from jinja2 import Environment

TONES: Final = 5
"""How many tones the style sheet has for the scale, t0 its first label, t4 its last; `tn` is for no stance."""

OPEN_LINES: Final = 12
"""How many lines of a table stand open; the others are folded away."""

MOST_MONTHS: Final = 24
"""More months than these are shown as years."""

FEWEST_IN_A_FULL_BAR: Final = 5
"""Fewer claims never fill the width, so that one claim does not look like many."""

DIGIT_WIDTH: Final = 5.0
BAR_MARGIN: Final = 3.0
"""What a number needs to stand inside a bar, in percent of the width that bars have."""

FORMS: Final = {
    Form.OWN: "in the speaker's own voice",
    Form.DIRECT: "quoted",
    Form.INDIRECT: "reported",
    Form.MIXED: "reported, in part quoted",
}
ATTITUDES: Final = {
    Attitude.PLAIN: "plain",
    Attitude.ENDORSED: "endorsed by the writer",
    Attitude.DOUBTED: "doubted by the writer",
    Attitude.REJECTED: "rejected by the writer",
}
MOODS: Final = {Mood.PLAIN: "stated", Mood.CONDITIONAL: "under a condition", Mood.QUESTION: "asked"}

UNIT_NOTE: Final = (
    "A claim is one proposition and the one who holds it; its stance is the model's reading of that claim alone, "
    "as its speaker's view and not the writer's. What the writer says in their own voice counts under the byline."
)

SHIPPED_LABELLING: Final = (
    "How the labels were made: language-model annotators read every unit under the codebook, five source texts twice "
    "with the differences settled by a third reading, the rest once and re-read. That such passes agree shows they are "
    "consistent; it is no measure of how far people would agree."
)
"""The labels behind the bundle in `models/china-russia`; pages made with other bundles say how theirs were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says beyond its claims: its title, the model and version, how the labels were made, and why.

    `contributions` has for a claim the words that moved its score and by how much, above 0 towards its stance, below 0
    away from it; the strongest first.
    """

    title: str = "Who holds what"
    model: str | None = None
    labelling: str | None = None
    contributions: Mapping[Claim, Sequence[tuple[str, float]]] = field(default_factory=dict)


def render_html(
    scored: Sequence[ScoredClaim],
    documents: Sequence[Document],
    report: Report,
    question: Question,
    about: About | None = None,
) -> str:
    """The page as one string, the same for the same arguments; `report` is what `summarise` makes of the same claims.

    A claim whose document is absent or was altered is listed by its words instead of marked in the text.
    """
    context = page_context(scored, documents, report, question, about)
    return environment().get_template("report.html").render(context)


@cache
def environment() -> Environment:
    """The package's templates, escaping on; a page that extends `report.html` is rendered with it too."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("stance"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    templates.filters |= {"percent": percent, "signed": signed, "interval": interval, "tidy": tidy}
    return templates


@cache
def style_sheet() -> str:
    """The style sheet that stands in every page."""
    return (files("stance") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def security_policy(form_action: str = "'none'") -> str:
    """The content security policy a page works under: its own style sheet and nothing else."""
    digest = b64encode(sha256(style_sheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action {form_action}"


def page_context(
    scored: Sequence[ScoredClaim],
    documents: Sequence[Document],
    report: Report,
    question: Question,
    about: About | None = None,
) -> dict[str, Any]:
    """The values that `report.html` is filled with, for pages that extend it."""
    about = about or About()
    groups: dict[str, list[ScoredClaim]] = {document.id: [] for document in documents}
    for one in scored:
        groups.setdefault(one.claim.document, []).append(one)
    known = {document.id: document for document in documents}
    shown = [known.get(name, Document(id=name, text="")) for name, group in groups.items() if group]
    anchors = {document.id: f"d{place}" for place, document in enumerate(shown, 1)}
    return {
        "about": about,
        "question": question,
        "report": report,
        "tones": _tones(question),
        "style": style_sheet(),
        "policy": security_policy(),
        "notes": [UNIT_NOTE, RAW_NOTE, balance_note(question), *filter(None, [about.labelling])],
        "tables": _overview(report, {name: document.title or name for name, document in known.items()}, anchors),
        "texts": [_text(document, groups[document.id], anchors[document.id], (question, about)) for document in shown],
        "without_claims": [name for name, group in groups.items() if not group],
    }


def _tones(question: Question) -> dict[str, str]:
    """The style class of each label: the scale spread over the tones."""
    last = max(len(question.scale) - 1, 1)
    tones = {label: f"t{round(place * (TONES - 1) / last)}" for place, label in enumerate(question.scale)}
    return {label: tones.get(label, "tn") for label in question.labels}


def _overview(report: Report, titles: Mapping[str, str], anchors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The tables over all documents, those without lines left out; none for a single document, which has its own."""
    if len(report.documents) == 1:
        return []
    documents = [line for line in report.documents if line.claims]
    by_month = len(report.months) <= MOST_MONTHS and all("-" in line.name for line in report.months if line.named)
    times = report.months if by_month else report.years
    tables = [
        {"heading": "Speakers"} | _table("speaker", report.speakers, report.question),
        {"heading": "Documents"} | _table("document", documents, report.question, titles, anchors),
        {"heading": "Over time"} | _table("month" if by_month else "year", times, report.question),
        {"heading": "Outlets"} | _table("outlet", report.outlets, report.question),
    ]
    return [table for table in tables if table["rows"]]


def _table(
    column: str,
    lines: Sequence[Line],
    question: Question,
    titles: Mapping[str, str] | None = None,
    anchors: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Lines as a table whose bars are as long as their stance-bearing claims are many."""
    most = max(FEWEST_IN_A_FULL_BAR, *(line.bearing for line in lines), 0)
    shown, rest = head_and_rest(lines, OPEN_LINES)
    rows = [
        {
            "line": line,
            "name": (titles or {}).get(line.name, line.name),
            "anchor": (anchors or {}).get(line.name),
            "bars": _bars(line, most, _tones(question)),
            "without": line.claims - line.bearing,
            # On the page the scale runs from left to right, as the bars do.
            "place": None if line.balance is None else round(50 - 50 * line.balance, 2),
        }
        for line in (*shown, *rest)
    ]
    return {"column": column, "rows": rows[: len(shown)], "more": rows[len(shown) :]}


def _bars(line: Line, most: int, tones: Mapping[str, str]) -> list[dict[str, Any]]:
    """The segments of a stacked bar, in percent of the full width; a number only where it has room."""
    bars, left = [], 0.0
    for share in line.shares:
        width = 100 * share.count / most
        fits = width >= BAR_MARGIN + DIGIT_WIDTH * len(str(share.count))
        if share.count:
            bars.append({"x": left, "width": width, "tone": tones[share.label], "count": share.count if fits else None})
        left += width
    return bars


def _text(
    document: Document, scored: Sequence[ScoredClaim], anchor: str, page: tuple[Question, About]
) -> dict[str, Any]:
    """A document with its claims marked, and its own sums."""
    question, _ = page
    placed = [one for one in scored if is_placed(one.claim, document.text)]
    numbered = placed + [one for one in scored if not is_placed(one.claim, document.text)]
    found = paragraphs(document.text, [one.claim for one in placed]) if placed else []
    with_words = {piece.claim for paragraph in found for piece in paragraph.pieces} | {*range(len(placed), len(scored))}
    cards = [
        _card(one, document, f"{anchor}-{place + 1}", page) | {"has_words": place in with_words}
        for place, one in enumerate(numbered)
    ]
    report = summarise(scored, [document], question)
    return {
        "anchor": anchor,
        "document": document,
        "link": document.url if (document.url or "").startswith(("http://", "https://")) else None,
        "total": report.total,
        "speakers": _table("speaker", report.speakers, question),
        "paragraphs": [_paragraph(paragraph, document.text, cards) for paragraph in found],
        "unplaced": cards[len(placed) :],
    }


def _paragraph(paragraph: Paragraph, text: str, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A block as runs, each of one claim or of none, so that a claim is one link unless another interrupts it."""
    runs: list[dict[str, Any]] = []
    for piece in paragraph.pieces:
        card = None if piece.claim is None else cards[piece.claim]
        if not runs or runs[-1]["card"] is not card or runs[-1]["closes"]:
            runs.append({"card": card, "outer": [cards[i] for i in piece.outer], "opens": piece.opens, "parts": []})
        runs[-1]["parts"].append((text[piece.start : piece.end], piece.content))
        runs[-1]["closes"] = [cards[i] for i in piece.closes]
    return {"kind": paragraph.kind, "runs": runs}


def _card(one: ScoredClaim, document: Document, anchor: str, page: tuple[Question, About]) -> dict[str, Any]:
    """What opening a claim shows."""
    question, about = page
    claim, tones = one.claim, _tones(question)
    moved = about.contributions.get(claim, ())
    cue = None if claim.cue_start is None else document.text[claim.cue_start : claim.cue_end]
    return {
        "anchor": anchor,
        "number": anchor.partition("-")[2],
        "claim": claim,
        "scored": one,
        "tone": tones[one.stance],
        "bearing": one.stance != question.none_label,
        "speaker": speaker_name(claim, document) or "unresolved",
        "author": claim.speaker == AUTHOR,
        "cue": cue,
        "said": f"{FORMS[claim.form]}, {MOODS[claim.mood]}",
        "attitude": None if claim.form is Form.OWN else ATTITUDES[claim.attitude],
        "bars": [(label, tones[label], p) for label, p in zip(question.labels, one.probabilities, strict=True)],
        "words_for": [(word, weight) for word, weight in moved if weight > 0],
        "words_against": [(word, weight) for word, weight in moved if weight < 0],
    }
