import re
from io import StringIO

import pytest
from rich.console import Console

from stance.records import AUTHOR, Claim, Document, Question, ScoredClaim
from stance.report import summarise
from stance.report.render import head_and_rest, percent, render_markdown, render_text, signed
from stance.terminal import one_line

QUESTION = Question(id="q", text="Is it *so*?", labels=("exists", "possible", "unlikely", "none"), none_label="none")
ESSAY = Document(id="essay", text="…", authors="Ida Berg", date="2021-03-09")


def scored(speaker, stance, certain=None):
    claim = Claim(document="essay", start=0, end=1, text="…", content_start=0, content_end=1, speaker=speaker)
    return ScoredClaim(claim=claim, stance=stance, probabilities=(0.25,) * 4, certain=certain)


def printed(claims, width=80, **options):
    out = StringIO()
    console = Console(file=out, width=width, color_system=None)
    console.print(render_text(summarise(claims, [ESSAY], QUESTION), **options))
    return out.getvalue()


CLAIMS = [scored(AUTHOR, "unlikely"), scored(None, "possible"), *[scored("Tove Lind", "exists")] * 6]


def test_the_terminal_shows_counts_and_intervals_most_stance_bearing_first():
    lines = [line.split() for line in printed(CLAIMS).splitlines()]
    assert lines[:7] == [
        ["Speakers", "exists", "possible", "unlikely", "none", "balance"],
        ["Tove", "Lind", "6", "0", "0", "0", "+1.00"],
        ["61–100", "%", "+0.29", "to", "+1.00"],
        ["Ida", "Berg", "0", "0", "1", "0", "–"],
        ["unresolved", "0", "1", "0", "0", "–"],
        ["all", "claims", "6", "1", "1", "0", "+0.62"],
        ["41–93", "%", "2–47", "%", "2–47", "%", "0.00", "to", "+1.00"],
    ]


def test_the_terminal_says_what_its_figures_mean_and_that_counts_are_raw():
    text = " ".join(printed(CLAIMS).split())
    assert "Raw model counts, not corrected" in text
    for word in ("p The probability", "A ? after the stance", "counts Claims with each label", "balance the average"):
        assert word in text


def test_a_documents_thesis_stands_below_it_and_is_explained():
    trust = "Author's own thesis: predicted from the whole of a text."
    text = printed(CLAIMS, theses={"essay": (("exists", 0.71), ("none", 0.29))}, trust=trust)
    assert "thesis: exists 71\u00a0%" in text
    assert "thesis predicted from the whole" in " ".join(text.split())
    assert "thesis:" not in printed(CLAIMS)


def test_80_columns_hold_long_names_and_large_counts():
    name = "The Joint Spokesperson of the Interministerial Committee on Neighbourly Relations"
    claims = [*[scored(name, "exists")] * 1200, *[scored(name, "unlikely")] * 1200, *[scored(name, "none")] * 12000]
    text = printed(claims)
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"\b1200 +0 +1200 +12000 ", text)
    assert re.search(r"48–52 % +48–52 % ", text)
    assert "…" not in text


def test_what_is_cut_is_counted_and_the_unresolved_stay():
    claims = [*[scored(f"Speaker {n:02}", "exists") for n in range(27)], scored(None, "none")]
    text = printed(claims)
    assert "Speaker 19" in text
    assert "Speaker 20" not in text
    assert "(7 more not shown)" in text
    assert "unresolved" in text


def test_names_are_no_markup_and_steer_no_terminal():
    text = printed([scored("[red]Tove\x1b[2J\nLind[/red]", "exists")])
    assert "\x1b" not in text
    assert r"[red]Tove\x1b[2J Lind[/red]" in text


def test_markdown_escapes_names_and_says_where_figures_come_from():
    page = render_markdown(summarise([scored("Tove | <b>Lind</b>\n# [x](y)", "exists")], [ESSAY], QUESTION))
    assert r"| Tove \| \<b\>Lind\</b\> \# \[x\]\(y\) | 1 · 100" in page
    assert r"Is it \*so\*?" in page
    assert "Raw model counts" in page
    assert "does not say which are uncertain" in page


def test_markdown_has_a_table_a_kind_with_equal_columns():
    page = render_markdown(summarise(CLAIMS, [ESSAY], QUESTION))
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## Speakers",
        "## Documents",
        "## Years",
        "## Months",
    ]
    assert {line.count("|") for line in page.splitlines() if line.startswith("|")} == {8}


@pytest.mark.parametrize(
    ("balance", "text"), [(None, "–"), (0.0, "0.00"), (-0.001, "0.00"), (0.5, "+0.50"), (-1.0, "−1.00")]
)
def test_signed(balance, text):
    assert signed(balance) == text


def test_percent_and_one_line():
    assert (percent(2 / 3), percent(None)) == ("67\u00a0%", "–")
    assert one_line(" Tove\n\t Lind\x07 ") == r"Tove Lind\x07"


def test_head_and_rest_together_are_all_lines():
    report = summarise(CLAIMS, [ESSAY], QUESTION)
    shown, rest = head_and_rest(report.speakers, 1)
    assert [line.name for line in shown] == ["Tove Lind", "unresolved"]
    assert [line.name for line in rest] == ["Ida Berg"]
