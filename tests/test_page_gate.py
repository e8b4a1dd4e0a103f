"""Pages that cannot be on topic are not extracted, and no page that is on topic is lost by that."""

import io
import quopri
from base64 import encodebytes
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import made_exports as made
from formats import crawl, without_coverage
from packages import zipped
from stance.commands.runs import Run
from stance.errors import DataError
from stance.pipeline import claim_documents
from stance.question import may_be_relevant, missing_from, read_question
from stance.readers import reader_of
from stance.readers.items import DEFAULTS, ReadOptions

QUESTION = read_question(Path(__file__).parents[1] / "data/labeled/question.toml")
GATED = ReadOptions(may_matter=partial(may_be_relevant, question=QUESTION))
FILLER = "The harbour master counted the boats and wrote them down in the long book that lies in the old lighthouse. "
NAMES = (
    *("China", "Chinese", "Beijing", "Sino", "PRC", "Xi Jinping", "Xi", "Moscow", "Russia", "Kremlin"),
    *("Putin", "Russo"),
)


def read(data, options, suffix=".html"):
    return without_coverage(reader_of(suffix, options)(io.BytesIO(data), "f"))


def split(name, inside):
    return name[:2] + inside + name[2:]


WRITTEN = {
    "plain": lambda name: name,
    "capitals": str.upper,
    "decimal": lambda name: "".join(f"&#{ord(letter)};" for letter in name),
    "hexadecimal": lambda name: "".join(f"&#x{ord(letter):X};" for letter in name),
    "one entity": lambda name: f"&#{ord(name[0])};{name[1:]}",
    "named entity": lambda name: name.replace(" ", "&nbsp;"),
    "tag": lambda name: split(name, "<b></b>"),
    "in a tag": lambda name: f"<em>{name[:2]}</em>{name[2:]}",
    "every letter in a tag": lambda name: "".join(f"<span>{letter}</span>" for letter in name),
    "comment": lambda name: split(name, "<!-- no word -->"),
    "soft hyphen": lambda name: split(name, "&shy;"),
    "soft hyphen itself": lambda name: split(name, "\u00ad"),
    "zero width": lambda name: split(name, "&#8203;"),
    "break opportunity": lambda name: split(name, "<wbr>"),
    "mark of a note": lambda name: f"{name}<sup>12</sup>",
    "mark in it": lambda name: split(name, "<sup>1</sup>"),
    "broken line": lambda name: name.replace(" ", "\n   "),
    "link": lambda name: f'<a href="/x">{name}</a>',
    "beside a block": lambda name: f"the end</p><p>{name[:1]}<i>{name[1:]}</i> begins",
}


def page(*paragraphs, head=""):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    script = "<script>var names = 'Russia and China';</script><style>.china{}.russia{}</style>"
    article = f"<article><h1>The book</h1>{text}</article>"
    return f"<html><head>{head}{script}</head><body><ul>{links}</ul>{article}</body></html>"


ways, names = st.sampled_from(sorted(WRITTEN)), st.sampled_from(NAMES)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(names, ways), max_size=3))
@example([("China", "every letter in a tag"), ("Xi Jinping", "tag"), ("Russia", "beside a block")])
def test_a_page_on_topic_is_extracted_as_without_the_gate_and_another_counts_as_off_topic(named):
    spots = [f"{FILLER}Then {WRITTEN[way](name)} said so. {FILLER}" for name, way in named]
    data = page(FILLER * 3, *spots, FILLER * 2).encode()
    (extracted,), (gated,) = read(data, DEFAULTS), read(data, GATED)
    if missing_from(extracted, QUESTION):
        assert missing_from(gated, QUESTION)
    else:
        assert gated == extracted


@pytest.mark.parametrize("china", sorted(WRITTEN))
@pytest.mark.parametrize("russia", ["plain", "decimal", "tag", "soft hyphen", "beside a block"])
def test_names_are_seen_in_every_way_to_write_them(china, russia):
    shown = f"{FILLER * 3}<p>{WRITTEN[china]('Beijing')} and {WRITTEN[russia]('Moscow')} agree. {FILLER}</p>"
    (document,) = read(page(shown).encode(), GATED)
    assert missing_from(document, QUESTION) == ()
    assert document.title == "The book"


ON_TOPIC = page(FILLER * 3, f"{FILLER} Russia and China agree, said Zoë’s aunt. {FILLER}")
ENCODED = {
    "UTF-8": ON_TOPIC.encode(),
    "UTF-16": ON_TOPIC.encode("utf-16"),
    "UTF-16 without a mark": ON_TOPIC.encode("utf-16-le"),
    "UTF-32": ON_TOPIC.encode("utf-32"),
    "GB18030": ON_TOPIC.replace("ë", "中文").replace("<head>", '<head><meta charset="gb18030">').encode("gb18030"),
    "Windows": ON_TOPIC.encode("cp1252"),
}


@pytest.mark.parametrize("encoding", sorted(ENCODED))
def test_names_are_seen_in_every_encoding(encoding):
    assert read(ENCODED[encoding], GATED) == read(ENCODED[encoding], DEFAULTS)
    (document,) = read(ENCODED[encoding], GATED)
    assert missing_from(document, QUESTION) == ()


@pytest.mark.parametrize(("way", "encode"), [("quoted-printable", quopri.encodestring), ("base64", encodebytes)])
@pytest.mark.parametrize("suffix", [".eml", ".mhtml"])
def test_mails_and_saved_pages_are_decoded_before_they_are_asked(way, encode, suffix):
    head = (
        f"Subject: x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {way}\nMIME-Version: 1.0\n\n"
    )
    data = head.encode() + encode(ON_TOPIC.encode())
    assert read(data, GATED, suffix) == read(data, DEFAULTS, suffix)
    off = head.encode() + encode(page(FILLER * 4).encode())
    (document,) = read(off, GATED, suffix)
    assert missing_from(document, QUESTION) == ("China", "Russia")


def test_what_a_page_says_to_machines_counts_and_its_programs_do_not():
    headline = '<script type="application/ld+json">{"headline": "R\\u0075ssia &amp; China"}</script>'
    described = '<meta property="og:title" content="Russia and China">'
    for head in (headline, described, "<title>Russia and China</title>"):
        data = page(FILLER * 4, head=head).encode()
        assert read(data, GATED) == read(data, DEFAULTS)
    (document,) = read(page(FILLER * 4).encode(), GATED)  # names in a script and in a style alone
    assert missing_from(document, QUESTION) == ("China", "Russia")


def test_typed_text_with_words_parted_at_the_end_of_a_line():
    lines = ["The harbour master wrote in the long book that the envoys of Rus-", "sia had come to the old lighthouse"]
    lines[1] += " to meet those of Chi-"
    lines += ["na, and that nobody had seen them leave before the winter came. "] * 3
    typed = f"<pre>{chr(10).join(lines)}</pre>"
    data = page(typed).encode()
    (document,) = read(data, GATED)
    assert missing_from(document, QUESTION) == ()
    assert [document] == read(data, DEFAULTS)


def test_pieces_of_names_in_other_words_do_not_open_the_gate():
    assert not may_be_relevant("the existing taxi put in a computing fee", QUESTION)
    assert not may_be_relevant("whi\0ch in a town; Chi\0nas", QUESTION)
    assert may_be_relevant("the\0Chi\0na\0hand and mos\0cow", QUESTION)


def test_a_page_of_several_articles_and_an_export_keep_their_number():
    articles = "".join(f"<article><h2>Day {n}</h2><p>{FILLER * 5}</p></article>" for n in range(3))
    several = f"<html><body>{articles}</body></html>".encode()
    assert len(read(several, GATED)) == len(read(several, DEFAULTS)) == 3
    for export in (made.lexisnexis_html(), made.factiva_html(), made.proquest_html(), made.europresse_html()):
        off_topic = export.replace(b"Russia", b"Sealand").replace(b"Moscow", b"Seatown")
        assert read(off_topic, GATED) == read(off_topic, DEFAULTS)


def test_without_a_gate_or_without_sides_every_page_is_extracted():
    data = page(FILLER * 4).encode()
    (document,) = read(data, DEFAULTS)
    assert document.text.startswith("The harbour master")
    (gated,) = read(data, GATED)
    assert "Section 3" in gated.text


def run_of(path, *, gated):
    run = Run([str(path)])
    if gated:
        run.stop_irrelevant(QUESTION)
    outcomes = list(run.watch(claim_documents(run.documents(), QUESTION)))
    return [(outcome.document.id, outcome.claims) for outcome in outcomes], run.off_topic, run.faults, run.tally


@pytest.mark.parametrize("kind", ["folder", "zip", "crawl"])
def test_a_run_comes_to_the_same_with_and_without_the_gate(tmp_path, kind):
    pages = {f"{n}.html": page(f"{FILLER * 4} {n}") for n in range(3)} | {"3.html": ON_TOPIC}
    if kind == "folder":
        path = tmp_path
        for name, text in pages.items():
            (path / name).write_text(text, encoding="utf-8")
    elif kind == "zip":
        path = tmp_path / "pages.zip"
        path.write_bytes(zipped(pages))
    else:
        path = tmp_path / "pages.warc"
        path.write_bytes(crawl(*((f"https://pebble.example/{n}", "text/html", t.encode()) for n, t in pages.items())))
    (claims, off_topic, faults, tally), plain = run_of(path, gated=True), run_of(path, gated=False)
    assert (claims, off_topic, faults) == plain[:3]
    assert len(off_topic) == 3
    assert tally == plain[3]
    assert any(found for _, found in claims)


def test_a_page_alone_is_read_whatever_it_names(tmp_path):
    (tmp_path / "shell.html").write_text("<html><body><script>fill()</script></body></html>", encoding="utf-8")
    run = Run([str(tmp_path / "shell.html")])
    run.stop_irrelevant(QUESTION)
    with pytest.raises(DataError, match="a shell that scripts fill in"):
        list(run.watch(claim_documents(run.documents(), QUESTION)))
