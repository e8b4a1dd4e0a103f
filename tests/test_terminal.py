"""Nothing that came from outside steers the terminal that shows it."""

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from stance.commands.console import set_up_messages
from stance.terminal import LONGEST_LINE, one_line, plain_table, shortened, styled, terminal_text

STEERING = [
    *("\x1b]52;c;Zm9v\x07", "\x1b]0;title\x07", "\x1b[31mred", "\x9b31m", "a\rb", "a\x08b", "\u202eevil"),
    *("\u2028", "\ud800"),
]


@pytest.mark.parametrize("text", STEERING)
def test_what_steers_is_written_as_its_escape(text):
    shown = terminal_text(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2028\ud800" for c in shown)
    assert "\\" in shown
    shown.encode()


@pytest.mark.parametrize("text", ["plain", "Café, 67\u00a0%", "北京", "two\nlines\tand a tab", "soft\u00adhyphen"])
def test_what_does_not_steer_stays(text):
    assert terminal_text(text) == text


@given(st.text())
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize("text", STEERING)
def test_tables_and_text_reach_the_terminal_without_it(text):
    out = io.StringIO()
    console = Console(file=out, width=200)
    console.print(plain_table(["name", text], [[text, "[bold]no markup[/]"]]))
    console.print(styled(text, "bold"))
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    assert "[bold]no markup[/]" in out.getvalue()


@pytest.mark.parametrize("text", STEERING)
def test_messages_reach_the_terminal_without_it(text, capsys):
    set_up_messages(quiet=False)
    logging.getLogger("stance").warning("%s: cannot be read", f"{text}.txt")
    told = capsys.readouterr().err
    assert told.startswith("stance: ")
    assert told.count("\n") == 1
    assert "\x1b" not in told


def test_a_warning_is_given_once_and_every_fault(capsys):
    set_up_messages(quiet=False)
    log = logging.getLogger("stance")
    for number in (1, 1, 2):
        log.warning("row %d has no day", number)
        log.error("a fault")
    assert capsys.readouterr().err.splitlines() == [
        *("stance: row 1 has no day", "stance: a fault", "stance: a fault", "stance: row 2 has no day"),
        "stance: a fault",
    ]


def test_a_fault_that_quotes_a_cell_of_thousands_of_characters_is_shown_with_both_its_ends(capsys):
    fault = f"labels.csv, row 2: start '{'9' * 5000}' must be a whole number"
    shown = shortened(fault)
    assert len(shown) < LONGEST_LINE + 40
    assert shown.startswith("labels.csv, row 2: start '999")
    assert shown.endswith("999' must be a whole number")
    assert "more characters]" in shown
    set_up_messages(quiet=False)
    logging.getLogger("stance.labels").error("%s", fault)
    assert capsys.readouterr().err == f"{shortened(f'stance: {fault}')}\n"


def test_a_list_of_names_is_shown_whole(capsys):
    set_up_messages(quiet=False)
    names = ", ".join(f"document-{number}" for number in range(200))
    logging.getLogger("stance.labels").info("%s", names)
    assert capsys.readouterr().err == f"stance: {names}\n"
