"""Annotation in a terminal: one claim a screen, one key an answer; keys may also come from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from stance.errors import DataError
from stance.labelling.answer_log import Answer
from stance.labelling.queue import QueueItem
from stance.labelling.session import KEYS, AnnotationSession, answer_lines
from stance.terminal import styled

if TYPE_CHECKING:
    from rich.console import Console

QUIT: Final = "q"
END: Final = ""
"""What `read_key` gives when there is no more to read."""


@dataclass(frozen=True, slots=True)
class Input:
    """Where keys and lines come from."""

    key: Callable[[], str]
    line: Callable[[str], str]


def standard_input() -> Input:
    """Single key presses of a terminal; from a pipe its characters, line ends left out."""
    return Input(_press if sys.stdin.isatty() else _next_character, _ask)


def label_in_terminal(session: AnnotationSession, console: Console, keys: Input) -> None:
    """Ask claim after claim until all are answered, `q`, or the end of the input. Every answer is on disk at once."""
    while (item := session.current()) is not None:
        if not _one_claim(session, item, console, keys):
            break
    progress = session.progress()
    skipped = f", {progress.skipped} skipped" if progress.skipped else ""
    console.print(styled(f"{progress.done} of {progress.total} answered{skipped}; all saved in {session.log.path}"))
    if session.current() is None:
        console.print(styled(f"now run: {session.next_step()}"))


def _one_claim(session: AnnotationSession, item: QueueItem, console: Console, keys: Input) -> bool:
    """Ask one claim until it is answered or left; False to stop."""
    document, start, end = item.span
    before = session.log.answers.get(item.span)
    draft = replace(before or Answer(document=document, start=start, end=end), model_shown=session.seen(item.span))
    more = 0
    _show(session, item, draft, more, console)
    while (key := keys.key()) not in (END, QUIT):
        if key == "u":
            withdrawn = session.undo()
            console.print(styled(f"undone: {withdrawn.label or 'skip'}" if withdrawn else "nothing to undo"))
            return True
        if (answer := _final(session, draft, key)) is not None and _give(session, answer, console):
            return True
        if key == "c":
            more += 2
        if key in "nse":
            draft = _amended(session, item, draft, key, keys)
        elif key == "f":
            draft = replace(draft, flagged=not draft.flagged)
        if key in "h?":
            _help(session, key, console)
        elif key in "cfnse":
            _show(session, item, draft, more, console)
    return False


def _final(session: AnnotationSession, draft: Answer, key: str) -> Answer | None:
    """The answer that a digit or the space bar gives; None for other keys."""
    if key == " ":
        return replace(draft, label=None)
    labels = session.question.labels
    number = int(key) if key.isdecimal() else 0
    return replace(draft, label=labels[number - 1]) if 0 < number <= len(labels) else None


def _give(session: AnnotationSession, answer: Answer, console: Console) -> bool:
    """Save the answer, then say what others and the model say; False, and why, where it could not be saved."""
    try:
        session.answer(answer)
    except DataError as error:
        console.print(styled(str(error)))
        return False
    said = ", ".join(f"{who} {label}" for who, label in session.reveal(answer.span).items())
    flag = " (flagged)" if answer.flagged else ""
    meaning = " (no stance)" if answer.label and answer.label == session.question.none_label else ""
    saved = f"Saved as: {answer.label}{meaning}" if answer.label else "Skipped"
    console.print(styled(f"{saved}{flag}" + (f" · {said}" if said else "")))
    return True


def _amended(session: AnnotationSession, item: QueueItem, draft: Answer, key: str, keys: Input) -> Answer:
    """The draft with a note, a speaker or a span as typed; an empty line changes nothing."""
    prompt = {"n": "note: ", "s": "speaker: ", "e": "the claim's words, from first to last: "}[key]
    typed = keys.line(prompt).strip()
    if not typed:
        return draft
    if key == "n":
        return replace(draft, note=typed)
    if key == "s":
        return replace(draft, speaker=typed)
    place = session.find(item, typed)
    return replace(draft, new_start=place[0], new_end=place[1]) if place else draft


def _show(session: AnnotationSession, item: QueueItem, draft: Answer, more: int, console: Console) -> None:
    """One screen: how far along, the claim in its paragraph, who holds it, what was corrected, the keys."""
    progress = session.progress()
    pace = f" · {progress.pace} s a claim, {progress.minutes_left} min left" if progress.pace else ""
    console.rule(
        styled(
            f"{progress.done} of {progress.total} · {progress.flagged} flagged{pace} · {session.title(draft.document)}"
        )
    )
    before, words, after = session.context(item, more)
    console.print(styled(before) + styled(words, "bold reverse") + styled(after))
    evidence = f" ({item.claim['evidence']})" if item.claim.get("evidence") else ""
    console.print(styled(f"\nspeaker: {draft.speaker or (item.claim.get('speaker') or 'unresolved') + evidence}"))
    corrected = draft.new_start is not None
    span = session.documents[draft.document].text[draft.new_start : draft.new_end] if corrected else ""
    flag = "yes" if draft.flagged else ""
    for name, value in (("flagged", flag), ("note", draft.note), ("corrected span", span)):
        if value:
            console.print(styled(f"{name}: {value}"))
    for line in answer_lines(item.claim):
        console.print(styled(line))
    labels = "  ".join(f"[{number}] {label}" for number, label in enumerate(session.question.labels, start=1))
    others = _in_lines([*(f"[{key}] {what}" for key, what in KEYS.items()), f"[{QUIT}] quit"], console.width)
    console.print(styled(f"\n{labels}\n{others}"))


def _in_lines(entries: Sequence[str], width: int) -> str:
    """The entries side by side, none of them broken, over as many lines of that width as they take."""
    lines = [entries[0]]
    for entry in entries[1:]:
        beside = f"{lines[-1]}  {entry}"
        lines[-1:] = [beside] if len(beside) < width else [lines[-1], entry]
    return "\n".join(lines)


def _help(session: AnnotationSession, key: str, console: Console) -> None:
    if key == "h":
        console.print(styled(session.view.codebook or "no codebook at hand (--codebook)"))
        return
    for name, what in [*KEYS.items(), (QUIT, "quit; all answers are saved")]:
        console.print(f"{name:>6}  {what}", markup=False, highlight=False)


def _press() -> str:
    """One key of the terminal, without its line end."""
    import typer

    return typer.getchar().replace("\r", "").replace("\x7f", "u")


def _next_character() -> str:
    """The next character of standard input that is no line end; empty at its end."""
    while (character := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return character


def _ask(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline()
