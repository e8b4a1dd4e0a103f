"""One self-contained HTML page of scored documents: the words with their claims marked, and beside them who holds what.

The page loads nothing and carries its own content security policy: one style sheet and one script, known by their
hashes. Without the script it reads as well; with it, tables sort and claims can be filtered. All that was read or
predicted goes through jinja2's escaping.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from stance.layout import BlockKind
from stance.packaged import template
from stance.records import AUTHOR, OWN_VOICE, Attitude, Claim, Document, Form, Mood, Question, ScoredClaim
from stance.report import MIN_BALANCE, NAMELESS, Grouping, speaker_name, summarise
from stance.report.about import About, is_unsure_of_speaker
from stance.report.figures import overview, table, tones_of
from stance.report.highlight import MarkedParagraph, is_placed, paragraphs
from stance.report.render import RAW_NOTE, balance_note, report_templates
from stance.terminal import one_line

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

HEADING_MARK: Final = re.compile(r"^\s*#+\s*")
"""What readers put before a heading; for eyes it is set as one."""

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
    "A claim is one proposition and the one who holds it; its stance is the model's reading of that claim beside the "
    "others of its text, as its speaker's view and not the writer's. What the writer says in their own voice counts "
    "under the byline."
)


def page_template(name: str) -> Template:
    """A page of that name, `report.html` or one that extends it, escaping on."""
    return report_templates(escaped=True).get_template(name)


def rendered(markdown: str) -> Markup:
    """Markdown as HTML; HTML in it stays text. Tables take the keyboard, so that a wide one can be scrolled."""
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    page = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return Markup(page.replace("<table>", '<table tabindex="0">'))


def style_sheet() -> str:
    """The style sheet of a report: the design that all pages share, and what a report has beyond it."""
    return template("design.css") + template("report.css")


def content_policy(style: str, *, form_action: str = "'none'") -> str:
    """The content security policy a page works under: its own style sheet and script, known by hash, nothing else."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, template("report.js"))]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; "
        f"form-action {form_action}"
    )


def page_context(
    scored: Sequence[ScoredClaim],
    documents: Sequence[Document],
    question: Question,
    about: About | None = None,
) -> dict[str, Any]:
    """The values that `report.html` is filled with, for pages that extend it."""
    about, report = about or About(), summarise(scored, documents, question)
    groups: dict[str, list[ScoredClaim]] = {document.id: [] for document in documents}
    for scored_claim in scored:
        groups.setdefault(scored_claim.claim.document, []).append(scored_claim)
    known = {document.id: document for document in documents}
    with_claims = (known.get(name, Document(id=name, text="")) for name, group in groups.items() if group)
    shown = sorted(with_claims, key=_by_date)
    anchors = {document.id: f"d{place}" for place, document in enumerate(shown, 1)}
    labelled_by = [f"Training labels. {about.labelling.replace('`', '')}"] if about.labelling else []
    return {
        "about": about,
        "question": question,
        "report": report,
        "tones": tones_of(question),
        "style": style_sheet(),
        "script": template("report.js"),
        "policy": content_policy(style_sheet()),
        "notes": [UNIT_NOTE, RAW_NOTE, balance_note(question), *about.notes, *labelled_by],
        "min_balance": MIN_BALANCE,
        "tables": overview(report, {name: document.title or name for name, document in known.items()}, anchors),
        "texts": [_text(document, groups[document.id], anchors[document.id], (question, about)) for document in shown],
        "without_claims": [name for name, group in groups.items() if not group],
    }


def _by_date(document: Document) -> tuple[bool, str, str]:
    """By date, those without one last, then by title."""
    return (not document.date, document.date or "", (document.title or document.id).casefold())


def _text(
    document: Document, scored: Sequence[ScoredClaim], anchor: str, page: tuple[Question, About]
) -> dict[str, Any]:
    """A document with its claims marked, and its own sums."""
    question, about = page
    placed = [scored_claim for scored_claim in scored if is_placed(scored_claim.claim, document.text)]
    numbered = placed + [scored_claim for scored_claim in scored if not is_placed(scored_claim.claim, document.text)]
    found = paragraphs(document.text, [scored_claim.claim for scored_claim in placed]) if placed else []
    with_words = {piece.claim for paragraph in found for piece in paragraph.pieces} | {*range(len(placed), len(scored))}
    cards = [
        _card(scored_claim, document, f"{anchor}-{place + 1}", page) | {"has_words": place in with_words}
        for place, scored_claim in enumerate(numbered)
    ]
    anchors = [card["anchor"] for card in sorted(cards, key=lambda card: card["claim"].start)]
    beside = {name: pair for name, *pair in zip(anchors, [None, *anchors], [*anchors[1:], None], strict=False)}
    for card in cards:
        card["previous"], card["next"] = beside[card["anchor"]]
    report = summarise(scored, [document], question)
    return {
        "anchor": anchor,
        "document": document,
        "link": document.url if (document.url or "").startswith(("http://", "https://")) else None,
        "total": report.total,
        "thesis": about.theses.get(document.id),
        "speakers": table("speaker", report.speakers, question),
        "paragraphs": _shown_paragraphs(found, document, cards),
        "unplaced": cards[len(placed) :],
    }


def _shown_paragraphs(
    found: Sequence[MarkedParagraph], document: Document, cards: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The blocks of the text, without the mark before headings and without the title, which stands above it."""
    shown = [_paragraph(paragraph, document.text, cards) for paragraph in found]
    for block in shown:
        if block["kind"] is BlockKind.HEADING and block["runs"]:
            first = block["runs"][0]
            words, said = first["parts"][0]
            first["parts"][0] = (HEADING_MARK.sub("", words), said)
    if shown and document.title and _words(shown[0]) == document.title.casefold().split():
        return shown[1:]
    return shown


def _words(block: Mapping[str, Any]) -> list[str]:
    """The words of a block in which no claim is marked; none if there is one."""
    if any(run["card"] for run in block["runs"]):
        return []
    return "".join(words for run in block["runs"] for words, _ in run["parts"]).casefold().split()


def _paragraph(paragraph: MarkedParagraph, text: str, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A block as runs, each of one claim or of none, so that a claim is one link unless another interrupts it."""
    runs: list[dict[str, Any]] = []
    for piece in paragraph.pieces:
        card = None if piece.claim is None else cards[piece.claim]
        if not runs or runs[-1]["card"] is not card or runs[-1]["closes"]:
            runs.append({"card": card, "outer": [cards[i] for i in piece.outer], "opens": piece.opens, "parts": []})
        runs[-1]["parts"].append((text[piece.start : piece.end], piece.content))
        runs[-1]["closes"] = [cards[i] for i in piece.closes]
    return {"kind": paragraph.kind, "runs": runs}


def _card(scored_claim: ScoredClaim, document: Document, anchor: str, page: tuple[Question, About]) -> dict[str, Any]:
    """What opening a claim shows."""
    question, about = page
    claim, tones = scored_claim.claim, tones_of(question)
    moved = about.contributions.get(claim, ())
    has_cue = claim.cue_start is not None and is_placed(claim, document.text)
    return {
        "anchor": anchor,
        "number": anchor.partition("-")[2],
        "claim": claim,
        "scored": scored_claim,
        "tone": tones[scored_claim.stance],
        "bearing": scored_claim.stance != question.none_label,
        "speaker": speaker_name(claim, document) or NAMELESS[Grouping.SPEAKER],
        "author": claim.speaker == AUTHOR,
        "unsure_speaker": is_unsure_of_speaker(claim),
        "attributed_by": _attributed_by(claim, document.text[claim.cue_start : claim.cue_end] if has_cue else ""),
        "said": f"{FORMS[claim.form]}, {MOODS[claim.mood]}",
        "attitude": None if claim.form is Form.OWN else ATTITUDES[claim.attitude],
        "bars": [
            (label, tones[label], p) for label, p in zip(question.labels, scored_claim.probabilities, strict=True)
        ],
        "words_for": [(word, weight) for word, weight in moved if weight > 0],
        "words_against": [(word, weight) for word, weight in moved if weight < 0],
    }


def _attributed_by(claim: Claim, cue: str) -> str:
    """What names the speaker, in words: the cue as it stands in the text, the rule, what stood for the name."""
    if claim.evidence == OWN_VOICE:
        return "nothing: no source is named for these words, so they are the writer's"
    if not cue:
        return claim.evidence
    rule, _, rest = claim.evidence.partition(": ")
    stand_in = re.search(r"\((pronoun|role)\)", rest)
    resolved = f", through a {stand_in[1]}" if stand_in else ""
    return f"“{one_line(cue)}” (rule: {rule}{resolved})"
