"""Which paragraphs are headings or boilerplate, and not the writer's sentences.

The rules are shy: a sentence taken for boilerplate is lost, a caption taken for a sentence is merely one claim
too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from stance.layout.lines import BULLET, Paragraph, is_title, unfinished
from stance.wordlists import DANGLING

_HEADING: Final = 120
_CAPTION: Final = 200
_TEASER: Final = 300
"""Characters a heading, a line of the page or caption, and a link with its teaser have at most."""

_LINE: Final = re.compile(
    r"""(?:
    share(?:\ (?:this|on|via|article)\b.*)? | tweet | print(?:\ this\ (?:article|page)|\ page)? | search | menu
    | (?:please\ )?(?:subscribe|sign\ (?:up|in)|log\ in|register\ (?:now|here|for|to)|follow\ us|join\ us)\b.*
    | home(?:page)? | e-?mail(?:\ this\ (?:article|page))? | skip\ to\b.* | back\ to\ (?:top|home|main|the\ top)\b.*
    | advertise?ment | sponsored | comments?(?:\ \(\d+\))? | leave\ a\ (?:comment|reply) | (?:load|show|see)\ more
    | click\ here\b.* | \d+\ min(?:ute)?s?\ read | listen\ to\ this\ article
    | (?:all\ rights\ reserved|copyright|©|\(c\)\ ?\d{4}).* | terms\ of\ (?:use|service)\b.* | privacy\ policy\b.*
    | (?:tags?|topics?|filed\ under|posted\ in|categor(?:y|ies)|keywords?|region|published|(?:last\ )?updated)\ ?:.*
    | (?:photo(?:graph)?|image|picture|credit|caption|illustration)(?:\ (?:credit|source|by|courtesy))?\ ?:.*
    | (?:photo(?:graph)?|image|picture|illustration)s?\ (?:by|credit|courtesy|via)\b.*
    | .*\((?:ap|afp|reuters|getty)(?:\ photos?|\ images)?(?:/[^()]*)?\)\.?
    | .*(?:getty\ images|afp\ photo|ap\ photo)[^.]*\.?
    | by\ (?-i:[A-Z])[\w.'-]*(?:\ (?:(?-i:[A-Z])[\w.'-]*|and|&|,)){1,8}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Whole lines that a page has about itself."""

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
_ADDRESS: Final = re.compile(r"\b(?:we|us|our|your?)\b", re.IGNORECASE)
_DATE: Final = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? ?"
    r"(?:\d{1,2},? )?\d{4})"
    r"(?:\W+(?-i:[A-Z\d]).{0,60})?",
    re.IGNORECASE,
)


class Part(Enum):
    """What a paragraph is to the page."""

    BODY = "body"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


def sort_parts(view: str, found: Sequence[Paragraph]) -> list[Part]:
    """One `Part` a paragraph, in order. A text that would have no body keeps its headings as body."""
    bodies = [view[p.start : p.end] for p in found]
    parts = [_by_itself(body) for body in bodies]
    _mark_headings(bodies, found, parts)
    _mark_link_lists(bodies, found, parts)
    _mark_tail(bodies, parts)
    if Part.BODY not in parts:
        parts = [Part.BODY if part is Part.HEADING else part for part in parts]
    return parts


def _plain(body: str) -> str:
    """A line without the marks of Markdown around it."""
    return body.strip("#*_ ")


def _sentences(body: str) -> int:
    """About how many sentences a paragraph has."""
    return len(re.findall(r"[a-z\d)\]][.!?…][\"')]*+(?: |$)", body))


def is_running_text(body: str) -> bool:
    """Whether a paragraph is surely running text."""
    return len(body) >= 150 and not unfinished(body)


def _heads_links(line: str) -> bool:
    return len(line) <= 80 and bool(_LIST.fullmatch(line))


def _by_itself(body: str) -> Part:
    """What can be told from the paragraph alone: lines about the page, appeals."""
    line = _plain(body)
    if len(line) <= _CAPTION and (_LINE.fullmatch(line) or _heads_links(line)):
        return Part.BOILERPLATE
    if len(line) <= 100 and unfinished(line) and _DATE.fullmatch(line):
        return Part.BOILERPLATE
    if len(body) <= 1500:
        asks = {match[0].lower().split()[0] for match in _APPEAL.finditer(body)}
        if len(asks) >= 2 and len(_ADDRESS.findall(body)) >= 2:
            return Part.BOILERPLATE
    return Part.BODY


def _mark_headings(bodies: Sequence[str], found: Sequence[Paragraph], parts: list[Part]) -> None:
    """Mark short lines without a stop, and questions that head sections, in a text that has sections."""
    counts = [_sentences(body) if len(body) >= 100 else 1 for body in bodies]
    # Where each sentence is a paragraph, a short line is as like to be a broken sentence as a heading.
    finished = sum(len(body) >= 60 and not unfinished(body) for body in bodies)
    sectioned = sum(n >= 2 for n in counts) * 2 >= finished
    questions: list[int] = []
    # From the last to the first, since what stands below tells a heading from a sentence without its stop.
    for i in range(len(bodies) - 2, -1, -1):
        body, below = bodies[i], bodies[i + 1]
        if parts[i] is not Part.BODY or len(found[i].items) > 1 or len(body) > _HEADING:
            continue
        if _is_heading(body) or (
            sectioned and _is_heading_over(body, below, parts[i + 1] is Part.HEADING or questions[-1:] == [i + 1])
        ):
            parts[i] = Part.HEADING
        elif sectioned and _is_question(body) and is_running_text(below):
            questions.append(i)
    for i in questions if len(questions) >= 2 else []:
        parts[i] = Part.HEADING
    first_text = next((i for i, body in enumerate(bodies) if is_running_text(body) or counts[i] >= 2), 0)
    _mark_top(bodies[:first_text] if sectioned else [], parts)
    if bodies[1:] and parts[0] is Part.BODY and len(bodies[0]) <= _HEADING and _stands_open(_plain(bodies[0])):
        parts[0] = Part.HEADING


def _mark_top(bodies: Sequence[str], parts: list[Part]) -> None:
    """Mark titles in what stands above the first paragraph of running text."""
    for i, body in enumerate(bodies):
        if parts[i] is Part.BODY and len(body) <= _HEADING and (unfinished(body) or _is_question(body)):
            parts[i] = Part.HEADING


def _is_question(body: str) -> bool:
    return len(body) <= 100 and body.endswith("?") and _sentences(body) <= 1 and body[:1] not in "\"'"


def _is_heading(body: str) -> bool:
    """Whether a short line is a heading by its form alone: Markdown, or capitalised as titles are, without a stop."""
    if body.startswith("#") or (body.startswith("**") and body.endswith("**") and unfinished(body)):
        return bool(_plain(body))
    line = BULLET.sub("", _plain(body), count=1)
    return _stands_open(line) and is_title(line)


def _is_heading_over(body: str, below: str, over_heading: bool) -> bool:
    """Whether a short line is a heading by what stands below it."""
    line = BULLET.sub("", _plain(body), count=1)
    if line.endswith("?"):
        return len(line.split()) >= 4 and is_title(line)
    return len(line) <= 80 and _stands_open(line) and (over_heading or is_running_text(below))


def _stands_open(line: str) -> bool:
    """Whether a line ends without a stop and yet is not cut short."""
    if not line or not unfinished(line) or line[-1] in ",-–—&" or line[:1].islower():
        return False
    return line.split()[-1].lower() not in DANGLING


def _mark_link_lists(bodies: Sequence[str], found: Sequence[Paragraph], parts: list[Part]) -> None:
    """Mark what stands in a list of links: below its heading, up to the next paragraph that ends in a stop."""
    inside = False
    for i, body in enumerate(bodies):
        if _heads_links(_plain(body)):
            inside = True
        elif inside and parts[i] is not Part.BOILERPLATE:
            link = len(body) <= _TEASER and (unfinished(body) or bool(found[i].items) or _is_question(body))
            listed = bool(found[i].items) and unfinished(body)
            inside = link or listed
            if inside:
                parts[i] = Part.BOILERPLATE


def _mark_tail(bodies: Sequence[str], parts: list[Part]) -> None:
    """Mark the short lines without a stop that close a page, such as buttons."""
    for i in range(len(bodies) - 1, -1, -1):
        body = bodies[i]
        if parts[i] is Part.BODY and not (i and len(body) <= 40 and unfinished(body) and len(body.split()) <= 3):
            return
        if parts[i] is Part.BODY:
            parts[i] = Part.BOILERPLATE
