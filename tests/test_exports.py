"""Exports of newspaper databases: each layout in each container gives the same articles, and nothing is lost."""

import csv
import re
import textwrap
from itertools import zip_longest
from pathlib import Path

import pytest

import made_exports as made
from formats import coverage_of, read_bytes, word_file
from stance.readers.exports.article import authors_of, tail_start
from stance.readers.exports.roles import ARTICLE, Role
from stance.sources import find_sources, read_documents
from stance.sources.tally import Tally

EXPORTS = Path(__file__).parents[1].parent / "shared" / "exports"

CASES = {
    "Nexis Uni, Word": (".docx", made.nexis_uni_docx()),
    "Nexis Uni, Word, no cover": (".docx", made.nexis_uni_docx(cover=False)),
    "Nexis Uni, RTF": (".rtf", made.rtf(made.nexis_uni_lines())),
    "Nexis Uni, text": (".txt", "\n\n".join(line for line in made.nexis_uni_lines() if line).encode()),
    "Nexis Uni, PDF": (".pdf", made.pdf_of(made.nexis_uni_lines())),
    "Factiva, PDF": (".pdf", made.pdf_of(made.factiva_lines())),
    "ProQuest, PDF": (".pdf", made.pdf_of(made.proquest_text().split("\n"))),
    "LexisNexis, PDF": (".pdf", made.pdf_of(made.lines_apart(made.lexisnexis_text()))),
    "LexisNexis, text": (".txt", made.lexisnexis_text().encode()),
    "LexisNexis, German text": (".txt", made.lexisnexis_text("Dokument {n} von 3").encode()),
    "LexisNexis, page": (".html", made.lexisnexis_html()),
    "Factiva, page": (".html", made.factiva_html()),
    "Factiva, RTF": (".rtf", made.rtf(made.factiva_lines())),
    "Factiva, text": (".txt", "\n\n".join(line for line in made.factiva_lines() if line).encode()),
    "Factiva, Word": (".docx", word_file(*made.factiva_lines())),
    "ProQuest, text": (".txt", made.proquest_text().encode()),
    "ProQuest, page": (".html", made.proquest_html()),
    "ProQuest, e-mail": (".eml", made.message(made.proquest_html().decode(), "html")),
    "ProQuest, plain e-mail": (".eml", made.message(made.proquest_text(), "plain")),
    "Nexis Uni, pasted": (".txt", made.without_blank_lines(made.nexis_uni_lines()).encode()),
    "Factiva, pasted": (".txt", made.without_blank_lines(made.factiva_lines()).encode()),
    "ProQuest, Word without rules": (".docx", word_file(*made.proquest_lines_without_rules())),
    "Factiva, codes in a text": (".rtf", made.rtf(made.factiva_codes_lines())),
    "Europresse": (".html", made.europresse_html()),
    "numbered": (".txt", made.numbered_text().encode()),
    "numbered, in another way": (".txt", made.numbered_text("{n} of 3").encode()),
    "named fields": (".txt", made.listed_text().encode()),
    "named fields, bold, the text without a name": (".txt", made.listed_text("", mark="**").encode()),
    "named fields, Chinese": (".txt", made.listed_chinese_text().encode("gb18030")),
    "named fields, Word": (".docx", word_file(*filter(None, made.listed_text().split("\n")))),
}


@pytest.fixture(params=CASES, ids=str)
def export(request):
    return CASES[request.param]


def test_every_article_is_read_with_its_title_outlet_and_date_and_no_word_of_the_database(export):
    documents = read_bytes(*export)
    assert [document.title for document in documents] == list(made.TITLES)
    assert [document.text for document in documents] == made.texts()
    assert [document.date for document in documents] == list(made.DATES)
    assert all(document.outlet.startswith(("The Pebble Post", "Pebble Post")) for document in documents)


def test_every_piece_of_the_file_is_accounted_for(export):
    coverage = coverage_of(*export)
    assert coverage.unread == 0
    assert coverage.characters[Role.BODY] == sum(len(text) for body in made.BODIES for text in body)
    assert all(count > 0 for count in coverage.boilerplate.values())
    assert set(coverage.boilerplate) & {str(role) for role in ARTICLE} == set()


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("rule", ["", "=" * 30, "* * *"])
def test_clippings_one_below_the_other_are_a_document_each(suffix, rule):
    documents = read_bytes(suffix, made.clippings_text(rule=rule).encode())
    assert [document.text for document in documents] == made.texts()
    assert [(d.title, d.outlet, d.date, d.authors) for d in documents] == [
        (title, made.OUTLET, date, "Ana Rill") for title, date in zip(made.TITLES, made.DATES, strict=True)
    ]


def test_a_line_of_markdown_that_begins_with_an_escaped_hyphen_is_no_item_of_a_list():
    text = made.clippings_text(rule="").replace(made.TITLES[0], f"\\- {made.TITLES[0]}")
    assert read_bytes(".md", text.encode())[0].title == f"- {made.TITLES[0]}"


def test_a_date_of_two_readings_in_a_list_of_fields_keeps_its_year_alone():
    listed = "".join(f"Title: Talk {n}\nSource: The Post\nDate: 0{n}/06/2024\n\nOne, {n}.\n\n" for n in (1, 2))
    assert [document.date for document in read_bytes(".txt", listed.encode())] == ["2024", "2024"]


def test_a_conversation_with_names_before_each_turn_is_no_list_of_fields():
    turns = "Author: Are they allies?\nSource: No, he said.\nAuthor: And tomorrow?\nSource: Ask me tomorrow.\n" * 3
    (document,) = read_bytes(".txt", turns.encode())
    assert document.text == turns


def test_writers_are_those_of_the_byline():
    def authors(case):
        return [document.authors for document in read_bytes(*CASES[case])]

    assert authors("Nexis Uni, Word") == ["Ana Rill", "Bo Sund; Cy Orr", None]
    assert authors("LexisNexis, text") == ["ANA RILL", None, None]
    assert authors("Factiva, page") == authors("Factiva, RTF") == ["Ana Rill", None, None]
    assert authors("ProQuest, text") == ["Ana Rill; Bo Sund"] * 3


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ana Rill", "Ana Rill"),
        ("By ANA RILL and BO SUND; Ana Rill reported from Pebble, and Bo Sund from the coast.", "ANA RILL; BO SUND"),
        ("Von Ana Rill", "Ana Rill"),
        ("Rill, Ana; Sund, Bo", "Ana Rill; Bo Sund"),
        ("Anonymous", None),
        ("Letters", "Letters"),
    ],
)
def test_bylines_as_databases_write_them(byline, authors):
    assert authors_of([byline]) == authors


def test_a_database_s_own_number_is_the_id():
    assert [document.id for document in read_bytes(*CASES["Factiva, page"])] == list(made.FACTIVA_IDS)
    assert [document.id for document in read_bytes(*CASES["ProQuest, text"])] == ["410001", "410002", "410003"]


def test_one_article_alone_is_an_export_too():
    lines = made.nexis_uni_lines(cover=False)
    end = lines.index("End of Document") + 1
    (document,) = read_bytes(".docx", word_file(*lines[:end]))
    assert (document.title, document.outlet, document.date) == (made.TITLES[0], made.OUTLET, made.DATES[0])
    (document,) = read_bytes(".docx", word_file(*lines[: end - 2]))
    assert (document.title, document.text) == (made.TITLES[0], made.texts()[0])


def test_the_last_line_of_an_article_may_share_a_paragraph_with_the_lines_above_it():
    lines = made.nexis_uni_lines()
    joined = [f"{line}\n\nEnd of Document" if line.startswith("Load-Date") else line for line in lines]
    documents = read_bytes(".docx", word_file(*(line for line in joined if line != "End of Document")))
    assert [document.text for document in documents] == made.texts()


def test_what_is_no_article_of_an_export_is_told(tmp_path):
    stray = "A long letter that somebody pasted between two articles of the database, and that no rule can know. " * 4
    lines = made.nexis_uni_lines(cover=False)
    end = lines.index("End of Document") + 1
    (tmp_path / "two.docx").write_bytes(word_file(*lines[:end], stray, "End of Document", *lines[end:]))
    tally = Tally()
    *documents, fault = read_documents(find_sources([str(tmp_path / "two.docx")]), tally)
    assert [document.id for document in documents] == ["two-1", "two-2", "two-3"]
    assert "of its text (" in str(fault)
    assert "is in no article of this Nexis Uni export" in str(fault)
    (coverage,) = tally.coverage.values()
    assert coverage.characters[Role.UNREAD] == len(" ".join(stray.split()))


def test_a_short_line_around_articles_of_factiva_is_the_page_s_own():
    lines = [line for line in made.factiva_lines() if line]
    assert coverage_of(".txt", "\n\n".join([*lines, "Search summary of a reader"]).encode()).unread == 0
    long = "A long letter that somebody pasted below the articles of the database, and that no rule can know. " * 4
    assert coverage_of(".txt", "\n\n".join([*lines, long]).encode()).unread > 0


def test_a_title_over_two_lines_is_one_title():
    lines = made.nexis_uni_lines(cover=False)
    lines[lines.index(made.TITLES[0])] = made.TITLES[0].replace(" ", "\n", 1)
    assert read_bytes(".docx", word_file(*lines))[0].title == made.TITLES[0]


def test_a_little_text_that_no_rule_knows_is_a_warning(tmp_path, package_log):
    stray = (
        "A foreword of somebody who put the articles together, in one long paragraph that says why and for whom. " * 2
    )
    articles = "\n".join(made.numbered_text().replace(f"Article {n} of 3", f"Article {n} of 9") for n in (1, 2, 3))
    numbers = iter(range(1, 10))
    articles = re.sub(r"Article \d of \d", lambda _: f"Article {next(numbers)} of 9", articles)
    (tmp_path / "many.txt").write_text(f"{stray}\n\n{articles}", encoding="utf-8")
    tally = Tally()
    assert len(list(read_documents(find_sources([str(tmp_path / "many.txt")]), tally))) == 3
    assert tally.repeated == 6
    (message,) = package_log.messages
    assert re.match(r".*many\.txt: \d+% of its text \(207 of [\d,]+ characters\) is in no article", message)


def test_an_article_that_two_exports_hold_is_read_once(tmp_path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(made.factiva_html())
    tally = Tally()
    documents = list(read_documents(find_sources([str(tmp_path)]), tally))
    assert [document.id for document in documents] == list(made.FACTIVA_IDS)
    assert list(tally.lines()) == ["3 articles passed over that came before, word for word"]


def test_a_row_of_a_table_that_comes_again_counts_and_is_told(tmp_path):
    row = f"One.,{made.OUTLET},2024-05-06\n"
    (tmp_path / "a.csv").write_text(f"text,source,date\n{row}{row}Two.,,\nTwo.,,\n", encoding="utf-8")
    tally = Tally()
    assert len(list(read_documents(find_sources([str(tmp_path / "a.csv")]), tally))) == 4
    assert list(tally.lines()) == ["1 row with the words, outlet and date of one before: counted again"]


def test_an_article_is_read_once_whatever_its_place_and_twice_where_two_outlets_print_it(tmp_path):
    text = made.lexisnexis_text()
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{text}\n{text.replace(made.OUTLET, 'The Other Post')}", encoding="utf-8")
    tally = Tally()
    documents = list(read_documents(find_sources([str(tmp_path)]), tally))
    assert [document.outlet for document in documents] == [made.OUTLET] * 3 + ["The Other Post"] * 3
    assert tally.repeated == 3


@pytest.mark.parametrize("foot", ["Page 2 of 9 © 2002 Factiva, Inc. All rights reserved.", "Seite 2 von 9"])
def test_the_foot_of_a_page_is_no_part_of_the_paragraph_or_title_beside_it(foot):
    text = f"{foot}\n\n" + "\n\n".join(line for line in made.factiva_lines() if line)
    data = text.replace(made.BODIES[0][1], f"{made.BODIES[0][1]}\n{foot}").encode()
    assert [document.text for document in read_bytes(".txt", data)] == made.texts()
    assert coverage_of(".txt", data).unread == 0


def test_a_factiva_article_without_a_copyright_begins_below_the_lines_about_its_source():
    lines = [line for line in made.factiva_lines() if line and not line.startswith(("Copyright", "(c)"))]
    documents = read_bytes(".txt", "\n\n".join(lines).encode())
    assert [document.text for document in documents] == made.texts()
    assert [document.outlet for document in documents] == [made.OUTLET] * 3


def test_a_factiva_article_of_which_the_outlet_alone_is_told_begins_below_it():
    head = [made.TITLES[0], "44 words", "1 May 2002", made.OUTLET]
    (document,) = read_bytes(".txt", "\n\n".join([*head, *made.BODIES[0], f"Document {made.FACTIVA_IDS[0]}"]).encode())
    assert (document.text, document.outlet) == (made.texts()[0], made.OUTLET)


def test_a_title_as_long_as_a_paragraph_is_the_title():
    title = "The tide, the boats, the herring and the harbour master of Pebble " * 9
    lines = [title.strip() if line == made.TITLES[1] else line for line in made.nexis_uni_lines(cover=False)]
    documents = read_bytes(".docx", word_file(*lines))
    assert [document.title for document in documents] == [made.TITLES[0], title.strip(), made.TITLES[2]]


def in_columns(text, width=34):
    lines = textwrap.wrap(text, width - 6)
    half = (len(lines) + 1) // 2
    return "\n".join(f"{left:{width}}{right}" for left, right in zip_longest(lines[:half], lines[half:], fillvalue=""))


def test_the_columns_of_an_article_are_read_one_after_the_other():
    body = " ".join(made.BODIES[0])
    one, other = ("\n".join(made.wrapped(paragraph)) for paragraph in made.BODIES[0])
    text = made.lexisnexis_text().replace(f"{one}\n\n{other}", in_columns(body))
    first = read_bytes(".txt", text.encode())[0]
    assert " ".join(first.text.split()) == f"# {made.TITLES[0]} {body}"


def test_a_text_in_columns_that_is_no_export_is_told(tmp_path, package_log):
    (tmp_path / "a.txt").write_text(in_columns(" ".join(sum(made.BODIES, ()))), encoding="utf-8")
    table = "\n".join(f"Pebble {year}     {year * 3}" for year in range(1990, 1999))
    (tmp_path / "b.txt").write_text(f"{made.BODIES[0][0]}\n\n{table}\n", encoding="utf-8")
    assert len(list(read_documents(find_sources([str(tmp_path)])))) == 2
    told = [line for line in package_log.messages if "two columns" in line]
    assert told == [f"{tmp_path}/a.txt: set in two columns, whose lines are read across; export it in one column"]


def test_ids_of_many_articles_sort_as_the_articles_stand(tmp_path):
    text = "\n".join(made.lexisnexis_text().replace(made.OUTLET, f"Pebble Post {name}") for name in "ABCDE")
    (tmp_path / "many.txt").write_text(text, encoding="utf-8")
    ids = [document.id for document in read_documents(find_sources([str(tmp_path / "many.txt")]))]
    assert ids == [f"many-{number:02d}" for number in range(1, 16)]


def test_a_text_that_speaks_of_documents_is_no_export():
    text = (
        "The report was 1 of 20 documents that the ministry published.\n\nBody\n\nFull text: none.\n\nNobody read it.\n"
    )
    (document,) = read_bytes(".txt", text.encode())
    assert document.text == text


@pytest.mark.slow
@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the real exports belong to their publishers")
def test_real_exports_give_their_number_of_articles():
    with (EXPORTS / "counts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["articles"]]
    # Of the e-mail the table counts the marks in the raw file, where the ends of lines cut one in four of them.
    expected = {row["file"]: int(row["articles"]) for row in rows} | {"proquest-sample.eml": 100}
    for name, number in expected.items():
        tally = Tally()
        documents = list(read_documents(find_sources([str(EXPORTS / name)]), tally))
        assert len(documents) + tally.repeated == number, name
        for field in ("title", "outlet", "date"):
            known = sum(getattr(document, field) is not None for document in documents)
            assert known >= 0.98 * len(documents), (name, field)
        assert all(coverage.unread <= 0.01 for coverage in tally.coverage.values()), name


def test_a_paragraph_of_200_characters_is_running_text_and_ends_no_article():
    def roles(text):
        return Role.LABEL if text.startswith("Load-Date") else None

    assert tail_start(["Text.", "Load-Date: May 3, 2002", "x" * 199], roles) == 1
    assert tail_start(["Text.", "Load-Date: May 3, 2002", "x" * 200], roles) == 3


def test_an_op_ed_that_ends_with_a_list_of_books_is_one_document():
    body = "The port closed on Monday, and nobody in the town knew why it did so at such an hour.\n\n" * 2
    books = "".join(f"Title: {title}\nAuthor: Ana Rill\nPublisher: Quay\n\n" for title in ("Alpha", "Beta"))
    dated = books.replace("Publisher", "Source")
    for listed in (books, dated):
        [document] = read_bytes(".txt", f"A port closes\n\nBy Bo Kim\n\n{body}{listed}".encode())
        assert body.split("\n")[0] in document.text


def test_a_field_of_two_lines_is_one():
    article = (
        "Title: The {} and the long\nwrapped title of it\nSource: The Post\nDate: May 6, 2024\n\nIt closed, {}.\n\n"
    )
    listed = "".join(article.format(name, name) for name in ("port", "quay"))
    documents = read_bytes(".txt", listed.encode())
    assert [document.title for document in documents] == [
        f"The {name} and the long wrapped title of it" for name in ("port", "quay")
    ]
    assert [document.outlet for document in documents] == ["The Post"] * 2
