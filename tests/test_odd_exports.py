"""Exports drawn at random, in every layout and language: each article comes back whole, in order, and nothing else."""

import random
from dataclasses import replace
from email.message import EmailMessage

import pytest

import made_exports as made
import odd_exports as odd
from formats import coverage_of, read_bytes, word_file
from stance.readers.exports import LAYOUTS
from stance.readers.exports.roles import ARTICLE, Role

CASES = [(name, language) for name, (_, languages, _) in odd.LAYOUTS.items() for language in languages]


def plain(text):
    return " ".join((text or "").split())


def exported(name, language, items, draw):
    suffix, _, write = odd.LAYOUTS[name]
    return suffix, write(items, language, draw)


def differences(items, documents):
    """What of the articles did not come back as it was."""
    if len(documents) != len(items):
        return [f"{len(documents)} of {len(items)} articles"]
    pairs = [
        (pair, plain(pair[0]), plain(pair[1]))
        for item, document in zip(items, documents, strict=True)
        for pair in ((item.title, document.title), (item.text, document.text), (item.byline, document.authors))
    ]
    dates = [(item.date.isoformat(), document.date) for item, document in zip(items, documents, strict=True)]
    outlets = [
        (i.outlet, d.outlet) for i, d in zip(items, documents, strict=True) if i.outlet[4:] not in (d.outlet or "")
    ]
    return [pair for pair, first, second in pairs if first != second] + [p for p in dates if p[0] != p[1]] + outlets


def check(name, language, count, seed):
    draw = random.Random(seed)
    items = odd.articles(draw, count)
    draw.shuffle(items)
    file = exported(name, language, items, draw)
    assert differences(items, read_bytes(*file)) == []
    coverage = coverage_of(*file)
    assert coverage.unread == 0
    written = sum(len(text) for item in items for text in item.body)
    assert "PDF" in name or coverage.characters[Role.BODY] == written, "lines that a PDF joins lose their end"
    assert all(count > 0 for count in coverage.boilerplate.values())
    assert set(coverage.boilerplate) & {str(role) for role in ARTICLE} == set()


def test_each_layout_is_drawn():
    draw = random.Random(0)
    files = [exported(name, min(odd.LAYOUTS[name][1]), odd.articles(draw, 2), draw) for name in odd.LAYOUTS]
    assert {coverage_of(*file).layout for file in files} == {layout.name for layout in LAYOUTS}


@pytest.mark.parametrize(("count", "seed"), [(1, 0), (3, 7), (6, 9)])
@pytest.mark.parametrize(("name", "language"), CASES)
def test_any_number_of_articles_in_any_order_comes_back_whole(name, language, count, seed):
    check(name, language, count, seed)


@pytest.mark.parametrize("name", ["Nexis Uni, text", "Nexis Uni, Word", "numbered", "NewsBank", "EBSCO", "Gale"])
@pytest.mark.parametrize("seed", range(30, 40))
def test_a_last_paragraph_that_begins_as_a_label_does_stays(name, seed):
    draw = random.Random(seed)
    last = ("Note: nobody counted the herrings.", "© is a sign that the baker likes.", "Update: the ferry sank again.")
    items = [replace(item, body=(*item.body, words)) for item, words in zip(odd.articles(draw, 3), last, strict=True)]
    assert differences(items, read_bytes(*exported(name, min(odd.LAYOUTS[name][1]), items, draw))) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), CASES)
def test_nearly_every_article_of_many_exports_comes_back_whole(name, language):
    wrong = []
    for seed in range(100):
        draw = random.Random(seed)
        items = odd.articles(draw, 4)
        wrong += differences(items, read_bytes(*exported(name, language, items, draw)))
    # Of some 2,000 values. A one-word title below Factiva's section, and lines joined by a PDF, cannot be told apart.
    assert len(wrong) <= (30 if "PDF" in name or "Factiva" in name else 2), wrong


@pytest.mark.parametrize(("name", "language"), CASES)
def test_one_article_alone_has_its_title_outlet_and_date(name, language):
    draw = random.Random(20)
    (item,) = odd.articles(draw, 1)
    (document,) = read_bytes(*exported(name, language, [item], draw))
    assert (document.title, document.date) == (item.title, item.date.isoformat())
    assert item.outlet[4:] in document.outlet


def nexis(count=3, **options):
    draw = random.Random(1)
    items = odd.articles(draw, count)
    return items, odd.nexis_lines(items, "en", draw, cover=False, **options)


def test_without_lines_for_the_end_the_next_head_ends_an_article():
    items, lines = nexis()
    assert (
        differences(items, read_bytes(".docx", word_file(*(line for line in lines if line != "End of Document")))) == []
    )


def test_an_article_of_pictures_alone_is_its_title():
    items, lines = nexis(2)
    body = lines.index("Body")
    pictures = [*lines[: body + 1], "Link to Image", "Graphic", "Photo: The harbour.", "End of Document"]
    first, second = read_bytes(".docx", word_file(*pictures, *lines[lines.index("End of Document") + 1 :]))
    assert (first.title, first.text) == (items[0].title, f"# {items[0].title}")
    assert second.title == items[1].title


def test_numbers_of_pages_between_the_lines_are_of_no_article():
    items, lines = nexis()
    filled = [line for line in lines if line]
    numbered = [part for n, line in enumerate(filled) for part in ([line, f"Page {n} of 90"] if n % 7 == 6 else [line])]
    assert differences(items, read_bytes(".txt", "\n\n".join(numbered).encode())) == []


def test_a_list_of_contents_by_itself_holds_no_article():
    data = word_file("Documents (3)", *(f"{number}. {title}" for number, title in enumerate(made.TITLES, 1)))
    assert read_bytes(".docx", data) == []
    assert set(coverage_of(".docx", data).characters) == {Role.COVER}


def test_a_document_that_the_database_could_not_deliver_is_no_article():
    sorry = (
        "\n\n    4 of 4 DOCUMENTS\n\n\nWe are sorry but there is an error in this document and it is not possible.\n\n"
    )
    assert len(read_bytes(".txt", (made.lexisnexis_text() + sorry).encode())) == 3


def test_an_edition_below_the_date_is_no_title():
    text = "\n\n".join(
        ["1 of 1 DOCUMENT", "The Pebble Post", "May 3, 2002", "London Edition 1", "The tide", *made.BODIES[0]]
    )
    (document,) = read_bytes(".txt", text.encode())
    assert (document.title, document.date) == ("The tide", "2002-05-03")


def test_the_title_of_proquest_may_stand_in_its_field_alone():
    text = "\n".join(line for line in made.proquest_text().split("\n") if line not in made.TITLES)
    assert [document.title for document in read_bytes(".txt", text.encode())] == list(made.TITLES)


@pytest.mark.parametrize(
    ("words", "day", "number"),
    [
        ("1,044 語", "2002年5月1日", "文書"),
        ("1044 слов", "1 мая 2002", "Документ"),
        ("44 字", "2002 年 5 月 1 日", "文件"),
    ],
)
def test_factiva_in_other_scripts(words, day, number):
    lines = []
    for title, body, name in zip(made.TITLES, made.BODIES, made.FACTIVA_IDS, strict=True):
        lines += [
            title,
            words,
            day,
            made.OUTLET,
            "PEBBL",
            "English",
            "Copyright 2002 Pebble",
            *body,
            f"{number} {name}",
        ]
    documents = read_bytes(".docx", word_file(*lines))
    assert [document.text for document in documents] == made.texts()
    assert {(document.outlet, document.date) for document in documents} == {(made.OUTLET, "2002-05-01")}


def test_pages_printed_with_running_titles():
    items, lines = nexis()
    filled = [line for line in lines if line]
    titles = {item.title for item in items}
    printed, above = [], None
    for number, line in enumerate(filled):
        above = line if line in titles else above
        printed += [line, f"Page {number} of 90", above] if len(line) > 200 else [line]
    assert len(printed) > len(filled)
    assert differences(items, read_bytes(".txt", "\n\n".join(printed).encode())) == []


def test_names_of_fields_and_years_that_lost_or_won_a_space():
    page = (
        made.proquest_html()
        .replace(b"Publication title", b"Publicationtitle")
        .replace(b"None available", b"Noneavailable")
    )
    documents = read_bytes(".html", page.replace(b", 2002", b", 2 002"))
    assert [(document.outlet, document.date) for document in documents] == [(made.OUTLET, day) for day in made.DATES]


@pytest.mark.parametrize("kind", ["alternative", "forwarded", "attached"])
def test_articles_in_any_part_of_a_message(kind):
    page = made.proquest_html().decode()
    message = EmailMessage()
    message["Subject"], message["From"] = "Fwd: Your documents", "Bo Sund <x@example.org>"
    message.set_content("For you.\n\n*Full text: *see below\n")
    if kind == "alternative":
        message.add_alternative(page, subtype="html")
    elif kind == "forwarded":
        inner = EmailMessage()
        inner.set_content(page, subtype="html")
        message.add_attachment(inner)
    else:
        message.add_attachment(page, subtype="html", filename="ProQuest.html")
    documents = read_bytes(".eml", bytes(message))
    assert [document.text for document in documents] == made.texts()


@pytest.mark.parametrize("cover", ["Printopdracht: Alle documenten: 1-3\n\nZoektermen: (getij)", "FOCUS"])
def test_the_page_before_the_articles_in_other_forms(cover):
    text = made.lexisnexis_text("FOCUS - {n} of 3 DOCUMENTS" if cover == "FOCUS" else "{n} of 3 DOCUMENTS")
    data = (f"{cover}\n\n" + text[text.index("FOCUS" if cover == "FOCUS" else "1 of 3") :]).encode()
    assert [document.text for document in read_bytes(".txt", data)] == made.texts()
    assert coverage_of(".txt", data).unread == 0
