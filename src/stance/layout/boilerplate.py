"""Which paragraphs are headings or boilerplate, and not the writer's sentences.

The rules are shy: a sentence taken for boilerplate is lost, a caption taken for a sentence is merely one claim
too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from stance.dates import WEEKDAY, leading_date
from stance.layout.lines import BULLET, Paragraph, is_title, unfinished
from stance.lexicon.layout import DANGLING

_HEADING: Final = 120
_CAPTION: Final = 200
_TEASER: Final = 300
_LINKS: Final = 80
_DATED = _QUESTION = 100
_LONGEST_APPEAL: Final = 1500
"""Characters that a heading, a line of the page or caption, a link with its teaser, what stands above links, a dated
line, a question that is a heading, and an appeal have at most."""

_RUNNING, _COUNTED, _FINISHED = 150, 100, 60
"""Characters that running text has at least, a paragraph whose sentences are counted, and one whose stop counts."""

_SENTENCE_END: Final = re.compile(r"[a-z\d)\]][.!?…][\"')]*+(?: |$)")

_LINE: Final = re.compile(
    r"""(?:
    share(?:\ (?:this|on|via|article)\b.*)? | tweet | print(?:\ this\ (?:article|page)|\ page)? | search | menu
    | (?:please\ )?(?:subscribe|sign\ (?:up|in)|log\ in|register\ (?:now|here|for|to)|follow\ us|join\ us)\b.*
    | (?-i:The\ (?:post|article)\ (?=["“‘A-Z])).{1,160}\ (?:first\ appeared|appeared\ first)
      \ (?:on|at)\ (?-i:[A-Z]).{1,60}
    | home(?:page)? | e-?mail(?:\ this\ (?:article|page))? | skip\ to\b.* | back\ to\ (?:top|home|main|the\ top)\b.*
    | advertise?ment | sponsored | comments?(?:\ \(\d+\))? | leave\ a\ (?:comment|reply) | (?:load|show|see)\ more
    | click\ here\b.* | \d+\ min(?:ute)?s?\ read | listen\ to\ this\ article
    | (?:all\ rights\ reserved|copyright|©|\(c\)\ ?\d{4}).* | terms\ of\ (?:use|service)\b.* | privacy\ policy\b.*
    | (?:tags?|topics?|filed\ under|posted\ in|categor(?:y|ies)|keywords?|region|published|(?:last\ )?updated)\ ?:.*
    | (?:photo(?:graph)?|image|picture|credit|caption|illustration)(?:\ (?:credit|source|by|courtesy))?\ ?:.*
    | (?:photo(?:graph)?|image|picture|illustration)s?\ (?:by|credit|courtesy|via)\b.*
    | .*\((?:ap|afp|reuters|getty)(?:\ photos?|\ images)?(?:/[^()]*)?\)\.?
    | .*(?:getty\ images|afp\ photo|ap\ photo)[^.]*\.?
    | (?:to\ the\ editors?|(?:dear\ )?(?:sirs?|madam)(?:\ or\ (?:sir|madam))?|dear\ [^.!?:,]{2,60})\s?[:,]
    | by\ (?-i:[A-Z])[\w.'-]*(?:\ (?:(?-i:[A-Z])[\w.'-]*|and|&|,)){1,8}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Whole lines that a page has about itself."""

_CLOSING: Final = re.compile(
    r"(?:(?:yours?\s)?(?:very\s)?(?:sincerely|faithfully|truly|respectfully)(?:\syours)?"
    r"|(?:(?:with\s)?(?:best|kind|warm)(?:est)?\s)?(?:regards|wishes)|(?:all the )?best|cheers)"
    r"(?:,(?:\s[^.!?]{1,60})?)?",
    re.IGNORECASE,
)
_BARE_CLOSING: Final = re.compile(r"(?:(?:ever\s)?yours(?:\sever)?|warmly),?", re.IGNORECASE)
"""What stands above the name of who signs a letter, and what does only where there are several."""

_MOST_SIGNING: Final = 4
_LONGEST_SIGNING: Final = 80
"""Lines below a letter's closing, and their characters, at most: name, office, town."""

_LIST: Final = re.compile(
    r"(?:top reads|most (?:read|popular|viewed)|(?:read|see|watch) (?:also|more|next)|also read"
    r"|related(?: (?:articles?|stories|posts|reading|content|topics|links|items))?"
    r"|recommended(?: (?:reading|for you|.*articles))?|further reading|you (?:may|might) also like.*"
    r"|(?:latest|recent|popular|trending)(?: (?:news|posts|articles|stories))?"
    r"|more (?:on|from|in) [^.]*|trending now|don't miss|editor'?s'? picks?|up next|what to read next"
    r"|in case you missed it)\s*:?",
    re.IGNORECASE,
)
"""What stands above a list of links to other articles."""

_APPEAL: Final = re.compile(
    r"\b(?:donat\w+|paywall\w*|subscri\w+|newsletter|your (?:support|contribution|help)|support (?:us|our|independent)"
    r"|(?:independent|quality) (?:journalism|analysis|media)|freely available|free to read|readers like you"
    r"|become a (?:member|patron|supporter)|crowdfund\w*|patreon|keep (?:our|us)|help us|contribut\w+ to our)\b",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(rf"(?:{WEEKDAY},? )?", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\b(?:we|us|our|your?)\b", re.IGNORECASE)
_BEHIND_DATE: Final = re.compile(r"(?:\W+[A-Z\d].{0,60})?")
"""What may follow a date that is a line of its own: "12 May 2024 | Opinion"."""


class Part(Enum):
    """What a paragraph is to the page."""

    BODY = "body"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


@dataclass(slots=True)
class PageParagraph:
    """A paragraph with what was found in it and what it is to the page, so that no later step looks again.

    Offsets are half-open, into the view. `line` is the text without the marks of Markdown around it; `is_open` says
    that it ends without a stop, `is_running` that it is surely running text.
    """

    start: int
    end: int
    text: str
    items: tuple[int, ...] = ()
    part: Part = Part.BODY
    line: str = field(init=False)
    is_open: bool = field(init=False)
    is_running: bool = field(init=False)

    def __post_init__(self) -> None:
        """Judge the text, once."""
        self.line = self.text.strip("#*_ ")
        self.is_open = unfinished(self.text)
        self.is_running = len(self.text) >= _RUNNING and not self.is_open

    @property
    def sentences(self) -> int:
        """About how many sentences it has."""
        return len(_SENTENCE_END.findall(self.text))

    @property
    def is_question(self) -> bool:
        """Whether it is one short question, not quoted."""
        is_short = len(self.text) <= _QUESTION and self.text.endswith("?")
        return is_short and self.text[:1] not in "\"'" and self.sentences <= 1


def sort_paragraphs(
    view: str, found: Sequence[Paragraph], *, about: Set[tuple[int, int]] = frozenset()
) -> list[PageParagraph]:
    """The paragraphs in order, each with its `Part`. A text that would have no body keeps its headings as body.

    `about` are the places of paragraphs that are known to be about the text ("Author: Jane Doe").
    """
    paragraphs = [PageParagraph(p.start, p.end, view[p.start : p.end], p.items) for p in found]
    for paragraph in paragraphs:
        known = (paragraph.start, paragraph.end) in about
        paragraph.part = Part.BOILERPLATE if known else _by_itself(paragraph)
    _mark_headings(paragraphs)
    _mark_link_lists(paragraphs)
    _mark_tail(paragraphs)
    _mark_signature(paragraphs)
    if all(paragraph.part is not Part.BODY for paragraph in paragraphs):
        for paragraph in paragraphs:
            paragraph.part = Part.BODY if paragraph.part is Part.HEADING else paragraph.part
    return paragraphs


def _heads_links(line: str) -> bool:
    return len(line) <= _LINKS and bool(_LIST.fullmatch(line))


def _by_itself(paragraph: PageParagraph) -> Part:
    """What can be told from the paragraph alone: lines about the page, appeals."""
    line = paragraph.line
    if len(line) <= _CAPTION and (_LINE.fullmatch(line) or _heads_links(line)):
        return Part.BOILERPLATE
    if len(line) <= _DATED and unfinished(line) and _is_dated(line):
        return Part.BOILERPLATE
    return Part.BOILERPLATE if len(paragraph.text) <= _LONGEST_APPEAL and _appeals(paragraph.text) else Part.BODY


def _is_dated(line: str) -> bool:
    """Whether a line is a date, with a weekday before it and a few words behind it at most."""
    date = leading_date(line)
    if date is None or not _WEEKDAY.fullmatch(line, 0, date.start):
        return False
    return _BEHIND_DATE.fullmatch(line, date.end) is not None


def _appeals(text: str) -> bool:
    """Whether a paragraph asks its readers for money or their address, in two ways at least."""
    asks = {match[0].lower().split()[0] for match in _APPEAL.finditer(text)}
    return len(asks) >= 2 and len(_ADDRESS.findall(text)) >= 2


def _mark_headings(paragraphs: Sequence[PageParagraph]) -> None:
    """Mark short lines without a stop, and questions that head sections, in a text that has sections."""
    several = [len(p.text) >= _COUNTED and p.sentences >= 2 for p in paragraphs]
    # Where each sentence is a paragraph, a short line is as like to be a broken sentence as a heading.
    finished = sum(len(p.text) >= _FINISHED and not p.is_open for p in paragraphs)
    is_sectioned = sum(several) * 2 >= finished
    _mark_by_form(paragraphs, is_sectioned=is_sectioned)
    if is_sectioned:
        first_text = next((i for i, p in enumerate(paragraphs) if p.is_running or several[i]), 0)
        _mark_top(paragraphs[:first_text])
    if paragraphs[1:] and _may_head(paragraphs[0]) and _stands_open(paragraphs[0].line):
        paragraphs[0].part = Part.HEADING


def _mark_by_form(paragraphs: Sequence[PageParagraph], *, is_sectioned: bool) -> None:
    """Mark headings by their form and by what stands below them; questions where there are two or more."""
    questions: list[int] = []
    # From the last to the first, since what stands below tells a heading from a sentence without its stop.
    for i in range(len(paragraphs) - 2, -1, -1):
        paragraph, below = paragraphs[i], paragraphs[i + 1]
        if not _may_head(paragraph) or len(paragraph.items) > 1:
            continue
        over_heading = below.part is Part.HEADING or questions[-1:] == [i + 1]
        if _is_heading(paragraph) or (is_sectioned and _is_heading_over(paragraph, below, over_heading=over_heading)):
            paragraph.part = Part.HEADING
        elif is_sectioned and paragraph.is_question and below.is_running:
            questions.append(i)
    for i in questions if len(questions) >= 2 else []:
        paragraphs[i].part = Part.HEADING


def _may_head(paragraph: PageParagraph) -> bool:
    return paragraph.part is Part.BODY and len(paragraph.text) <= _HEADING


def _mark_top(paragraphs: Sequence[PageParagraph]) -> None:
    """Mark titles in what stands above the first paragraph of running text."""
    for paragraph in paragraphs:
        if _may_head(paragraph) and (paragraph.is_open or paragraph.is_question):
            paragraph.part = Part.HEADING


def _is_heading(paragraph: PageParagraph) -> bool:
    """Whether a short line is a heading by its form alone: Markdown, or capitalised as titles are, without a stop."""
    text = paragraph.text
    if text.startswith("#") or (text.startswith("**") and text.endswith("**") and paragraph.is_open):
        return bool(paragraph.line)
    line = BULLET.sub("", paragraph.line, count=1)
    return _stands_open(line) and is_title(line)


def _is_heading_over(paragraph: PageParagraph, below: PageParagraph, *, over_heading: bool) -> bool:
    """Whether a short line is a heading by what stands below it."""
    line = BULLET.sub("", paragraph.line, count=1)
    if line.endswith("?"):
        return len(line.split()) >= 4 and is_title(line)
    return len(line) <= _LINKS and _stands_open(line) and (over_heading or below.is_running)


def _stands_open(line: str) -> bool:
    """Whether a line ends without a stop and yet is not cut short."""
    if not line or not unfinished(line) or line[-1] in ",-–—&" or line[:1].islower():
        return False
    return line.split()[-1].lower() not in DANGLING


def _mark_link_lists(paragraphs: Sequence[PageParagraph]) -> None:
    """Mark what stands in a list of links: below its heading, up to the next paragraph that ends in a stop."""
    inside = False
    for paragraph in paragraphs:
        if _heads_links(paragraph.line):
            inside = True
        elif inside and paragraph.part is not Part.BOILERPLATE:
            inside = _is_link(paragraph)
            if inside:
                paragraph.part = Part.BOILERPLATE


def _is_link(paragraph: PageParagraph) -> bool:
    """Whether a paragraph in a list of links is one, with its teaser at most."""
    is_listed = bool(paragraph.items)
    is_short = len(paragraph.text) <= _TEASER and (paragraph.is_open or is_listed or paragraph.is_question)
    return is_short or (is_listed and paragraph.is_open)


def _mark_tail(paragraphs: Sequence[PageParagraph]) -> None:
    """Mark the short lines without a stop that close a page, such as buttons."""
    for i, paragraph in reversed(list(enumerate(paragraphs))):
        if paragraph.part is Part.BODY:
            is_button = len(paragraph.text) <= 40 and paragraph.is_open and len(paragraph.text.split()) <= 3
            if not i or not is_button:
                return
            paragraph.part = Part.BOILERPLATE


def is_closing(line: str) -> bool:
    """Whether a line closes a letter, above the name of who signs it."""
    return bool(_CLOSING.fullmatch(line) or _BARE_CLOSING.fullmatch(line))


def _mark_signature(paragraphs: Sequence[PageParagraph]) -> None:
    """Mark the closing of a letter and who signs it below ("Sincerely," and "Col. Ann Lee (ret.)")."""
    for i in range(max(1, len(paragraphs) - _MOST_SIGNING - 1), len(paragraphs)):
        below = paragraphs[i + 1 :]
        if _CLOSING.fullmatch(paragraphs[i].line) and all(len(p.text) <= _LONGEST_SIGNING for p in below):
            for paragraph in paragraphs[i:]:
                paragraph.part = Part.BOILERPLATE
            return
