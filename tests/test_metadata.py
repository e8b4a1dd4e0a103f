"""What the first lines of a plain text say of it: careful, never before what somebody wrote down, and told."""

from pathlib import Path

import pytest

from stance.readers.metadata import authors_in, filled_by, is_outlet, source_in, with_metadata, with_typed_head
from stance.records import Document
from stance.sources import find_sources, read_documents
from stance.sources.tally import Tally

BODY = "\n\nRussia and China are not allies. Nobody in the harbour office expects it of them.\n"
TITLE = "Neighbours, not allies"
ALL = (TITLE, "Jane Doe", "The Harbour Post", "2021-03-03")


def known(head: str) -> tuple[str | None, ...]:
    document = with_typed_head(Document(id="a", text=head + BODY))
    return document.title, document.authors, document.outlet, document.date


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\n\nBy Jane Doe\nPublished: 3 March 2021\nSource: The Harbour Post",
        f"{TITLE}\nBy Jane Doe, The Harbour Post\nMarch 3, 2021",
        f"Title: {TITLE}\nAuthor: Jane Doe\nDate: 2021-03-03\nOutlet: The Harbour Post",
        f"OPINION\n{TITLE}\nby Jane Doe | 3 March 2021\nThe Harbour Post",
        f"The Harbour Post\nOpinion\n{TITLE}\nA subtitle of no matter\nWritten by: Jane Doe\nPosted on: 3 March 2021",
        f"{TITLE}\n\nInterview by Jane Doe, The Harbour Post, 3 March 2021",
        f"EDITORIAL | The Harbour Post | 3 March 2021\n{TITLE}\nBy Jane Doe",
        f"# {TITLE}\n**By:** Jane Doe\nPublished: The Harbour Post, 3 March 2021",
    ],
)
def test_title_writer_outlet_and_date_in_the_forms_that_people_type(head):
    assert known(head) == ALL


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (TITLE, (TITLE, None, None, None)),
        ("Will they ever be allies?", ("Will they ever be allies?", None, None, None)),
        (f"{TITLE}\nJane Doe | 3 March 2021", (TITLE, None, None, "2021-03-03")),  # a paper or a person: nobody knows
        (f"{TITLE}\nBy Jane Doe and Piet van der Meer", (TITLE, "Jane Doe; Piet van der Meer", None, None)),
        (f"{TITLE}\nBy Easter at the latest", (TITLE, None, None, None)),
        (f"{TITLE}\nSource: https://post.example/a", (TITLE, None, None, None)),
        ("To the Editor:", (None,) * 4),
        ("JANE DOE: Welcome", (None,) * 4),
        ("Home\nNews\nSport\nWeather", (None,) * 4),
    ],
)
def test_what_is_not_sure_is_left_open(head, found):
    assert known(head) == found


def test_a_first_line_that_runs_on_into_the_text_is_no_title():
    text = "Russia and China, whatever the banners say,\nare not allies. Nobody expects it of them."
    assert with_typed_head(Document(id="a", text=text)).title is None


def test_what_is_known_of_a_document_is_not_added_to():
    document = Document(id="a", text=f"{TITLE}\nBy Jane Doe{BODY}", outlet="The Post")
    assert with_typed_head(document) is document
    assert filled_by(with_typed_head(Document(id="a", text=f"{TITLE}{BODY}")), document) == ("title",)


def test_a_listed_text_is_as_the_list_has_it_and_what_heads_told_is_counted(tmp_path: Path) -> None:
    for name in ("listed", "typed"):
        (tmp_path / f"{name}.txt").write_text(f"{TITLE}\nBy Jane Doe{BODY}", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("document,title\nlisted,Another title\n", encoding="utf-8")
    tally = Tally()
    documents = list(read_documents(find_sources([str(tmp_path)]), tally))
    assert [(one.title, one.authors) for one in documents if isinstance(one, Document)] == [
        ("Another title", None),
        (TITLE, "Jane Doe"),
    ]
    assert "1 text with title, writers, outlet or date by the lines at the head" in "\n".join(tally.lines())


@pytest.mark.parametrize(("length", "outlet"), [(60, True), (61, False)])
def test_an_outlets_name_has_sixty_characters_at_most(length, outlet):
    assert is_outlet("P" * length) is outlet


def test_a_date_stands_in_the_first_hundred_and_sixty_characters_of_its_line():
    assert source_in("The Post, 12 May 2024") == ("The Post", "2024-05-12")
    assert (source_in("By Ann Lee | 12 May 2024"), authors_in("By Ann Lee | 12 May 2024")) == (
        (None, "2024-05-12"),
        "Ann Lee",
    )
    assert source_in(" " * 148 + " 12 May 2024") == (None, "2024-05-12")
    assert source_in(" " * 160 + " 12 May 2024") is None


def test_lines_about_the_source_are_those_above_the_text():
    head, text = "# The tide\n\nBy Ana Rill\n\nThe Harbour Post, 12 May 2024", "They met at the pier. " * 20
    above = with_metadata(Document(id="a", text=f"{head}\n\n{text}"))
    assert (above.title, above.authors, above.date) == ("The tide", "Ana Rill", "2024-05-12")
    below = with_metadata(Document(id="a", text=f"{text}\n\n{head}"))
    assert (below.title, below.authors, below.date) == (None, None, None)
