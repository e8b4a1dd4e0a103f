"""Honest inputs of every format, small and our own, to be broken by `hostile`."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from pathlib import Path

import packages

ROOT = Path(__file__).resolve().parents[2]

TALK = """\
The lantern keepers

By Ada Lund and Bo Ek
The Harbour Post, 12 May 2024, p. 7

China and Russia are allies in all but name, said Ilse Marqvist, a historian of the north. "They need each other,"
she told the Harbour Post. "They will not say so." I do not believe it. According to Mr. J. P. Hallén of the Tern Insti-
tute, Moscow and Beijing distrust each other too much for that ... at least for now.

- First, gas is cheap.
- Second, Beijing’s “no limits” (his words) has limits [1].

Nobody knows. Would Russia fight for China? If it came to that, Hallén argues, it would not; others, including the
U.S. and Japan, doubt that too. (Harbour Post, 12 May 2024)
"""
WORDS = TALK.encode()
MESSY = (
    "\ufeff“Кита́й” and Russia\u00a0— allies?\r\n\r\nNaï\u0308ve 👩\u200d👩\u200d👧 said: «\u202eno limits\u202c».\r\n"
    "Page 3 of 9\r\n\u200bBeijing\u00ad’s \x00 view…\u2028so-\u2029called ＂pact＂ Mr.\u3000Ek says it is dead.\n"
).encode()
EMPTY = b""
PLAIN = (WORDS, MESSY, EMPTY)

MARKDOWN = (
    b"---\ntitle: The lantern keepers\nauthors: [Ada Lund, 'Bo Ek']\ndate: 2024-05-12\n---\n# The lantern keepers\n\n"
    + WORDS
    + b'\n| a | b |\n|---|---|\n| *1* | ~~2~~ |\n\n> [x](http://127.0.0.1/ "t") ![p](q) `code`[^1]\n\n[^1]: A note.\n',
    b"- a\n  - b\n    1. c\n\n```\nChina\n```\n\nSetext\n===\n<b>Russia</b> &amp; \\*China\\* <!-- x -->\n",
)

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The lantern keepers</title>
<meta name="author" content="Ada Lund"><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-05-12"></head><body><nav><a href="/">Home</a></nav>
<article><h1>The lantern keepers</h1>{}<ul><li>Gas is cheap in the north.</li></ul><table><tr><td>1</td><td>2</td></tr>
</table><blockquote>They need each other.<sup>1</sup></blockquote><ol class="footnotes"><li>A note.</li></ol></article>
<script>var x = "<p>";</script><footer>All rights reserved.</footer></body></html>"""
PARAGRAPHS = "".join(f"<p>{block}</p>" for block in TALK.split("\n\n"))
PAGES = (
    PAGE.format(PARAGRAPHS).encode(),
    PAGE.format(PARAGRAPHS).replace("utf-8", "windows-1252").encode("cp1252", "replace"),
    b"<?xml version='1.0' encoding='utf-8'?><html><body><p>China and Russia are friends, she said.</p></body></html>",
)

REFERENCES = (
    b"Provider: Tern\n\nTY  - NEWS\nTI  - The lantern keepers\nAU  - Lund, Ada\nAU  - Ek, Bo\nT2  - The Harbour Post\n"
    b"DA  - 2024/05/12/\nPY  - 2024///\nAN  - 7\nAB  - "
    + WORDS
    + b"ER  - \n\nTY  - JOUR\nN1  - <p>Russia.</p><p>China.</p>\nDA  - May 5\nER  - \nTY  - WEB\nTI  - Herring\n",
    b"\xef\xbb\xbfTY  - NEWS\r\nN2  - China and Russia\r\n are friends.\r\n",
)

_ROWS = (
    {
        "id": "a",
        "text": TALK,
        "title": "T",
        "authors": "Ada Lund; Bo Ek",
        "date": "2024-05-12",
        "url": "",
        "outlet": "P",
    },
    {
        "id": "b",
        "text": 'Said "no, never",\nshe wrote.',
        "title": "",
        "authors": "",
        "date": "",
        "url": "",
        "outlet": "",
    },
)
ROWS_JSON = (
    "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _ROWS).encode(),
    b'{"id": 7, "text": "\\ud83d half", "authors": ["A", null, {"x": 1}], "date": 2024, "title": null}\n[]\n\n"x"\n',
)


def table(rows: list[dict[str, object]], delimiter: str = ",") -> bytes:
    """A CSV table of the rows."""
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


ROWS_CSV = (table([dict(row) for row in _ROWS]), table([dict(row) for row in _ROWS], ";"))

_LABELS = [
    {
        "document": "a",
        "start": 0,
        "end": 19,
        "label": "exists",
        "speaker": "Ilse",
        "annotator": "ann",
        "text": "",
        "n": 1,
    },
    {"document": "a", "start": 30, "end": 44, "label": "none", "speaker": "", "annotator": "gold", "text": "", "n": ""},
]
LABELS = (
    table([dict(row) for row in _LABELS]),
    table([{"text": "They are allies.", "label": "exists"}, {"text": "Never, he said.", "label": "unlikely"}]),
    (ROOT / "data/labeled/digests.csv").read_bytes()[:4000].rpartition(b"\n")[0] + b"\n",
)
TRAINING = "group,text,label\n" + "".join(
    f"s{k},They are {'' if k % 2 else 'no '}allies number {k}.,{'exists' if k % 2 else 'unlikely'}\n" for k in range(24)
)
"""A label table that is enough to train on."""
QUESTIONS = ((ROOT / "data/labeled/question.toml").read_bytes(), b'id = "q"\ntext = "t"\nlabels = ["a", "b"]\n')
PROJECTS = (
    b'model = "models/x"\nlabels = ["a.csv", "b"]\njobs = 2\nseed = 0\nencoder = "none"\n',
    b'question = "q.toml"\ntexts = "data"\nlabels = "l"\n',
)
SOURCES = (
    b"document,title,authors,outlet,date,url,sha256,note\na,The keepers,Ada Lund,Post,2024-05-12,,,x\nb,,,,,,,\n",
    b'document;title\n"a";"b ""c"""\n',
    b"document,sha256\na," + b"0" * 64 + b"\n",
)
ANSWERS = (
    b'{"document": "a", "start": 0, "end": 9, "label": "exists", "at": "2024-05-12T10:00:00+00:00"}\n'
    b'{"document": "a", "start": 0, "end": 9, "withdrawn": true}\n'
    b'{"document": "a", "start": 3, "end": 9, "flagged": true',
)
QUEUES = (
    b'{"claim": {"document": "a", "start": 0, "end": 11, "text": "The lantern"}, "why": "random", "population": 9}\n'
    b'{"claim": {"document": "a", "start": 12, "end": 19, "text": "keepers", "stance": "exists", "p_exists": 0.5},'
    b' "why": "random", "population": 9}\n',
)

MESSAGES = (
    b"From: Ada Lund <ada@post.example>\nSubject: =?utf-8?q?The_lantern_keepers_=E2=80=94?=\n"
    b"Date: Sun, 12 May 2024 09:00:00 +0200\nContent-Type: text/plain; charset=utf-8\n\n" + WORDS,
    b"Subject: Keepers\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=XX\n\n--XX\n"
    b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + PAGES[0] + b"\n--XX--\n",
)

_NEXIS = (
    b"The Post\n\n12 May 2024\n\nLENGTH: 300 words\n\nBYLINE: By Ada Lund\n\n"
    + WORDS
    + b"\n\nLOAD-DATE: May 13, 2024\n\n"
)
EXPORTS = (
    b"Talk\n\n"
    + _NEXIS
    + b"End of Document\n\nTalk\n\n"
    + _NEXIS.replace(b"BYLINE", b"Body\n\nBYLINE")
    + b"End of Document\n\n",
    b"1 of 2 DOCUMENTS\n\n" + _NEXIS + b"2 of 2 DOCUMENTS\n\n" + _NEXIS,
    b"Talk\n\nAda Lund\n\n300 words\n\n12 May 2024\n\nPost\n\nPST\n\nEnglish\n\n"
    + WORDS
    + b"\n\nDocument PEBBLE0020240512ek5c00011\n\n",
    b"HD Talk\n\nWC 9 words\n\nPD 12 May 2024\n\nSN Post\n\nLP "
    + WORDS
    + b"\n\nTD\n\nMore.\n\nAN Document PEBBLE0020240512ek5c00011\n\n",
    b"____________\n\nTalk\n\nAuthor: Lund, Ada\n\nFull text: "
    + WORDS
    + b"\n\nTitle: Talk\n\nPublication title: Post; Oslo\n\n"
    b"Publication date: May 12, 2024\n\nProQuest document ID: 41\n\n____________\n\n",
    b"Talk\n\nMay 12, 2024 | Post, The (Oslo)\n\nAuthor/Byline: Ada Lund | Section: News\n\n"
    + WORDS
    + b"\n\nRecord: 0FEB8D3A9C\n\n",
    b"Article 1 of 2\n\nTalk\n\n" + WORDS + b"\n\nArticle 2 of 2\n\nTalk\n\nPost, 12 May 2024\n\n" + WORDS,
)

RICH = (
    b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times;}{\\f1\\fcharset204 Times;}}{\\info{\\title K}}\n"
    + TALK.replace("\n", "\\par\n").encode("cp1252")
    + b"{\\b\\f1 \\'cc\\'ee} \\uc1\\u8220\\'93no\\u8221? \\u-10179?\\u-8704?\\page{\\*\\shppict{\\pict 89504e47}}\n"
    b'{\\field{\\*\\fldinst{HYPERLINK "http://127.0.0.1/"}}{\\fldrslt{a link}}}\\trowd a\\cell b\\cell\\row}',
)


ROWS_IN_JSON = (
    json.dumps({"status": "ok", "articles": [dict(row) | {"source": {"name": "P"}} for row in _ROWS]}).encode(),
    json.dumps([dict(row) | {"text": ["One.", {"text": "<p>Two.</p><p>Three.</p>"}]} for row in _ROWS]).encode(),
    json.dumps(
        {"headline": "T", "maintext": TALK, "date_publish": 1715500000, "authors": ["A", {"name": "B"}]}
    ).encode(),
)
XML = (
    "<?xml version='1.0'?><rss xmlns:c='c'><channel><item><title>T</title><link>https://x.example/</link>"
    f"<pubDate>12 May 2024 09:00:00 GMT</pubDate>"
    f"<c:encoded><![CDATA[<p>{TALK}</p>]]></c:encoded></item></channel></rss>".encode(),
    f"<r><article><headline><paragraph>T</paragraph></headline><byline>By A</byline><tailParagraphs><paragraph>{TALK}"
    "</paragraph></tailParagraphs><publicationDate>2024-05-12</publicationDate></article><article/></r>".encode(),
)
SAVED_PAGES = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n--X\nContent-Type: text/html; charset=utf-8\n'
    b"Content-Transfer-Encoding: 8bit\nContent-Location: https://x.example/1\n\n" + PAGES[0] + b"\n--X--\n",
)


def _record(kind: bytes, body: bytes) -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://x.example/1\r\n" % kind
    return head + b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"


CRAWLS = (
    _record(b"response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGES[0])
    + _record(b"conversion", WORDS),
)


def archive() -> bytes:
    """An archive of texts in folders, one of them an export."""
    files = {
        "a/b.txt": TALK,
        "c.jsonl": ROWS_JSON[0].decode(),
        "d.txt": EXPORTS[1].decode(),
        "e.png": "x",
        "f.txt.gz": gzipped(),
    }
    return packages.zipped(files)


def odt() -> bytes:
    """An OpenDocument text with a heading, a list and a note."""
    note = "<text:note><text:p>A note.</text:p></text:note>"
    head = f"<text:h>T</text:h><text:list><text:list-item><text:p>i{note}</text:p></text:list-item></text:list>"
    return packages.odt(head, *(f"<text:p>{block}</text:p>" for block in TALK.replace("&", "").split("\n\n")))


def epub() -> bytes:
    """An e-book of one chapter."""
    return packages.epub({"a": PAGES[0].decode()}, ["a"])


def excel() -> bytes:
    """The rows as an Excel file."""
    from formats import excel as of_rows

    return of_rows([list(_ROWS[0]), *(list(row.values()) for row in _ROWS)])


def old_excel() -> bytes:
    """The same as the second version of Excel wrote it, in the characters and the length that it knows."""
    from formats import old_excel as of_rows

    rows = [list(_ROWS[0]), *(list(row.values()) for row in _ROWS)]
    return of_rows([[str(value).encode("cp1252", "replace").decode("cp1252")[:255] for value in row] for row in rows])


def gzipped() -> bytes:
    """A text under gzip."""
    return gzip.compress(WORDS, mtime=0)


def outlook_message() -> bytes:
    """A message as Outlook saves it."""
    from packages import outlook

    return outlook(TALK, **{"0037": "Harbour talk", "0C1A": "Ana Rill"})


def pdf(text: str = TALK) -> bytes:
    """A small PDF, its pages not packed, so that a broken byte lands in what is read."""
    lines = [line.replace("\\", "").replace("(", "\\(").replace(")", "\\)") for line in text.splitlines()]
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
        b" >>",
        packages.stream(stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return packages.pdf(objects)


def packed_pdf() -> bytes:
    """The same with its page deflated."""
    plain = pdf()
    start, end = plain.index(b"stream\n") + 7, plain.index(b"\nendstream")
    squeezed = zlib.compress(plain[start:end])
    head = plain[:start].replace(
        b"<< /Length %d >>" % (end - start), b"<< /Length %d /Filter /FlateDecode >>" % len(squeezed)
    )
    return head + squeezed + plain[end:]


def word_file() -> bytes:
    """A Word file with headings, a list, a table and a raised mark."""
    from formats import word_file as of_paragraphs

    def build(document):
        document.add_paragraph("Gas is cheap.", style="List Bullet")
        document.add_paragraph("Raised").add_run("1").font.superscript = True
        document.add_table(2, 2).cell(0, 0).text = "cell"

    return of_paragraphs("# The lantern keepers", *TALK.split("\n\n"), build=build)


def parquet() -> tuple[bytes, ...]:
    """The rows as Parquet: plain and packed."""
    import pyarrow
    from pyarrow import parquet

    found = []
    for codec in ("none", "zstd", "snappy"):
        sink = io.BytesIO()
        parquet.write_table(pyarrow.Table.from_pylist([dict(row) for row in _ROWS]), sink, compression=codec)
        found.append(sink.getvalue())
    return tuple(found)
