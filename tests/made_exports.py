"""Made-up exports of newspaper databases, in our own words, with the odd heads that real ones have."""

from formats import word_file
from packages import pdf, stream

BODIES = (
    (
        "Russia and China are allies in all but name, the harbour master said on Monday after the boats came home.",
        "Nobody in the village believed him, and the baker called the whole idea a dream that would never come true.",
    ),
    (
        "Moscow and Beijing will never sign a treaty, the ferryman argued, because each of them fears the other.",
        "His sister disagreed: an alliance between China and Russia may come within ten years, she said.",
    ),
    ("The herring fair opens on Friday. The mayor hopes for dry weather and for more guests than last year.",),
)
TITLES = ("Harbour talk is cheap", "The tide turns twice", "Herring fair opens")
DATES = ("2002-05-01", "2002-05-02", "2002-05-03")
OUTLET = "The Pebble Post"


def texts():
    """The texts that the three articles have, whatever they were exported from."""
    return ["\n\n".join([f"# {title}", *body]) for title, body in zip(TITLES, BODIES, strict=True)]


NEXIS_HEADS = (
    ["May 1, 2002 Wednesday, Late Edition - Final", "Correction Appended", "Byline: By Ana Rill"],
    ["May 2, 2002 Thursday 9:03 AM GMT", "Highlight: Two views of the tide.", "Byline: Bo Sund and Cy Orr"],
    ["Friday 3 May 2002, Final Edition, Harbour Section", "Dateline: PEBBLE, May 2"],
)
COVER = ["User Name: A READER", "Date and Time: Sunday, June 9, 2019 3:58:00 PM JST", "Job Number: 1", "Documents (3)"]


def nexis_uni_lines(*, cover=True):
    lines = []
    if cover:
        lines += COVER
        for number, title in enumerate(TITLES, start=1):
            lines += [f"{number}. {title}", "Client/Matter: -None-", "Search Terms: alliance", "Narrowed by:", "", ""]
    for title, body, (date, *labels) in zip(TITLES, BODIES, NEXIS_HEADS, strict=True):
        lines += [title, OUTLET, date, "", "Copyright 2002 Pebble Post Company All Rights Reserved"]
        lines += ["Section: NEWS; Pg. 3", "Length: 44 words", *labels, "Body", "", *body]
        lines += ["Graphic", "", "Photo: The harbour at noon. (Pebble Post)", "Classification", "Language: ENGLISH"]
        lines += ["Subject: BOATS (90%); HARBOURS (80%)", "Load-Date: May 4, 2002", "", "End of Document", "", ""]
    return lines


def nexis_uni_docx(**options):
    return word_file(*nexis_uni_lines(**options))


def rtf(lines):
    return ("{\\rtf1\\ansi\n" + "".join(f"{line}\\par\n" for line in lines) + "}").encode("ascii")


LEXIS_DATES = (
    "May 1, 2002 Wednesday\n            London",
    "May 2, 2002, Thursday, Late Edition - Final",
    "May 3, 2002",
)
LEXIS_LABELS = (
    ["BYLINE: By ANA RILL", "SECTION: NEWS; Pg. 3", "LENGTH: 44 words"],
    ["LENGTH: 44 words", "DATELINE: PEBBLE"],
    ["SECTION: LETTERS", "LENGTH: 20 words", "HIGHLIGHT: Fish, and music."],
)


def lexisnexis_text(border="{n} of 3 DOCUMENTS"):
    lines = ["Download Request: Selected Items: 1-3", "Time Of Request: Friday, March 20, 2018", ""]
    lines += ["Terms: (alliance)", ""]
    for n, (title, body, date, labels) in enumerate(zip(TITLES, BODIES, LEXIS_DATES, LEXIS_LABELS, strict=True), 1):
        lines += ["", " " * 30 + border.format(n=n), "", "", " " * 26 + OUTLET, "", " " * 22 + date, "", title, ""]
        lines += [line for label in labels for line in (label, "")]
        lines += [line for paragraph in body for line in (*wrapped(paragraph), "")]
        lines += ["LOAD-DATE: May 4, 2002", "", "LANGUAGE: ENGLISH", "", "GRAPHIC: Photo, The harbour", ""]
        lines += ["PUBLICATION-TYPE: Newspaper", "", " " * 20 + "Copyright 2002 Pebble Post Company"]
        lines += [" " * 30 + "All Rights Reserved"]
    return "\n".join(lines)


def wrapped(text, width=78):
    line, lines = "", []
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def lexisnexis_html():
    parts = []
    for n, (title, body, date, labels) in enumerate(zip(TITLES, BODIES, LEXIS_DATES, LEXIS_LABELS, strict=True), 1):
        blocks = [f"{n} of 3 DOCUMENTS", OUTLET, date.strip().replace("\n", "<BR>"), title, *labels, *body]
        blocks += ["LOAD-DATE: May 4, 2002"]
        parts += [f'<DIV CLASS="c1"><P><SPAN>{block}</SPAN></P></DIV><BR>' for block in blocks]
        parts.append('<DIV CLASS="c10"/>')
    return ("<HTML><BODY><!-- Hide XML section from browser -->" + "".join(parts) + "</BODY></HTML>").encode()


FACTIVA_IDS = tuple(f"PEBBLE00200205{n}0e5010001{n}" for n in (1, 2, 3))
FACTIVA_HEADS = (
    ["By Ana Rill", "44 words", "1 May 2002", OUTLET, "PEBBL", "A3", "English", "Copyright 2002 Pebble Post Company"],
    ["44 words", "2 May 2002", "09:03", OUTLET, "PEBBL", "English", "(c) 2002 Pebble Post Company"],
    ["1,044 words", "3 May 2002", OUTLET, "PEBBL", "Final", "12", "English", "Copyright 2002. All rights reserved."],
)


def factiva_lines():
    lines = []
    for title, head, body, number in zip(TITLES, FACTIVA_HEADS, BODIES, FACTIVA_IDS, strict=True):
        lines += [title, *head, *body, "Pebble Post Company", f"Document {number}", ""]
    return lines


def factiva_html():
    parts = []
    for title, head, body, number in zip(TITLES, FACTIVA_HEADS, BODIES, FACTIVA_IDS, strict=True):
        about = "".join(f"<div{' class=author' if line.startswith('By ') else ''}>{line}</div>" for line in head)
        paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{text}</p>' for text in body)
        parts.append(
            f'<div class="article enArticle"><div>News</div><div id="hd"><span class="enHeadline">{title}</span></div>'
            f"{about}{paragraphs}<p>Document {number}</p></div><br/><span></span>"
        )
    page = '<html><body><div id="navcontainer"><h1>Factiva</h1><span>Dow Jones</span></div>{}</body></html>'
    return page.format("".join(parts)).encode()


def factiva_codes_lines():
    lines = []
    dates = ("1 May 2002", "2 May 2002", "3 May 2002")
    for title, body, number, date in zip(TITLES, BODIES, FACTIVA_IDS, dates, strict=True):
        lines += [f"HD {title}", "WC 44 words", f"PD {date}", f"SN {OUTLET}", "SC PEBBL", f"LP {body[0]}", ""]
        lines += [*(["TD", *body[1:]] if body[1:] else []), "CO pebble : Pebble Post", f"AN Document {number}", ""]
    return lines


def proquest_text():
    lines = ["Table of contents", ""]
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        lines += ["_" * 60, "", f"Document {n} of 3", "", title, "", "Author: Rill, Ana; Sund, Bo", ""]
        lines += [f"Publication info: {OUTLET} ; Pebble, Coast [Pebble, Coast]0{n} May 2002: A.{n}.", ""]
        lines += ["https://www.proquest.com/docview/1/se-2?accountid=1", "", "Abstract: None available.", ""]
        lines += [line for text in (f"Full text: {body[0]}", *body[1:]) for line in (text, "")]
        lines += ["Subject: Boats; Harbours", "", f"Title: {title}", ""]
        lines += [f"Publication title: {OUTLET}; Pebble, Coast", ""]
        lines += [f"Publication date: May {n}, 2002", "", "Section: News", "", "Source type: Newspapers", ""]
        lines += [f"ProQuest document ID: 41000{n}", "", "Last updated: 2017-11-07", "", "Database: News", ""]
    return "\n".join(
        [*lines, "_" * 60, "", "Contact us at: http://about.proquest.com", "Database copyright ProQuest LLC."]
    )


def proquest_html():
    parts = []
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        fields = {"Author": "Rill, Ana", "Abstract": "None available."}
        head = "".join(f"<p><strong>{name}: </strong>{value}</p>" for name, value in fields.items())
        text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
        fields = {"Subject": "Boats", "Publication title": f"{OUTLET}; Pebble", "Publication date": f"May {n}, 2002"}
        tail = "".join(f"<p><strong>{name}: </strong>{value}</p>" for name, value in fields.items())
        parts.append(
            f'<div style="border-bottom:2px solid #ccc"><p>{title}</p>{head}<p><strong>Full text: </strong><text>{text}'
            f"</text></p>{tail}<p><strong>ProQuest document ID: </strong>41000{n}</p></div>"
        )
    return (
        "<html><body><div>Please do not reply directly to this email.</div>" + "".join(parts) + "</body></html>"
    ).encode()


def europresse_html():
    parts = []
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        text = "<p></p>".join(body)
        parts.append(
            f'<table><tr><td><span class="DocPublicationName">{OUTLET}</span><br><span class="DocHeader">Idées, </span>'
            f'<span class="DocHeader">mercredi </span><span class="DocHeader">{n} mai 2002</span><br><br>'
            f'<span class="TitreArticleVisu">{title}</span><br><br>Ana Rill<br><p></p>{text}<p></p>'
            f"<b><i>© 2002 {OUTLET}. Tous droits réservés.</i></b><p></p>"
            f"Numéro de document : news·2002050{n}·PEB·00{n}<br>"
            "Ce certificat est émis à <b>Une université</b>.</td></tr></table>"
        )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body>'
    return (head + "".join(parts) + "</body></html>").encode()


def numbered_text(border="Article {n} of 3"):
    lines = []
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        lines += [border.format(n=n), "", title, "", f"{OUTLET}, {n} May 2002, p. 3", "", "By Ana Rill", ""]
        lines += [line for text in body for line in (text, "")]
    return "\n".join(lines)


def listed_text(label="Text:", mark=""):
    """As people put articles together: a list of fields, then the text, with or without a name."""
    lines = ["Search: alliance", "Date: 2024-06-01", ""]
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        fields = {"Source": OUTLET, "Date": f"{n} May 2002", "Headline": title, "By": "Ana Rill"}
        lines += [*(f"{mark}{name}:{mark} {value}" for name, value in fields.items()), label, ""]
        lines += [line for text in body for line in (text, "")]
        lines += ["=" * 20, ""]
    return "\n".join(lines)


def listed_chinese_text():
    lines = []
    for n, (title, body) in enumerate(zip(TITLES, BODIES, strict=True), start=1):
        lines += [
            "###",
            f"{n}.",
            f"标题：{title}",
            f"来源：{OUTLET}",
            f"日期：2002年5月{n}日",
            "正文：",
            "\n\n".join(body),
            "",
        ]
    return "\n".join(lines)


def clippings_text(*, rule=""):
    """Articles one below the other, each below lines that say its title, writer, outlet and date."""
    heads = (f"{title}\nBy Ana Rill\n{OUTLET}, May {n}, 2002" for n, title in enumerate(TITLES, start=1))
    return f"\n\n{rule}\n\n".join("\n\n".join([head, *body]) for head, body in zip(heads, BODIES, strict=True))


def message(content, subtype):
    from email.message import EmailMessage

    made = EmailMessage()
    made["Subject"], made["From"] = "Your documents", "A database <x@example.org>"
    made["Date"] = "Sun, 05 Jul 2020 10:00:00 +0000"
    made.set_content(content, subtype=subtype)
    return bytes(made)


def without_blank_lines(lines):
    """As text that was pasted: paragraphs parted by blank lines, what the database says line below line."""
    text = ""
    for line in lines:
        text += f"\n\n{line}\n\n" if len(line) > 70 else f"{line}\n"
    return text


def proquest_lines_without_rules():
    """Paragraphs of a Word file in which nothing parts the articles but their fields."""
    lines = [line for line in proquest_text().split("\n") if line and not set(line) <= {"_"}]
    return [
        line for line in lines if not line.startswith(("Document ", "Table of", "Contact us", "Database copyright"))
    ]


def pdf_of(lines, *, per_page=46):
    """A PDF with the lines one below the other, long ones wrapped, empty ones left as space."""
    shown = []
    for line in lines:
        shown += [*wrapped(line, 92), ""] if len(line) > 70 else [line]
    pages = [shown[first : first + per_page] for first in range(0, len(shown), per_page)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects += [f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()]
    objects += [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for number, page in enumerate(pages):
        drawn = []
        for row, line in enumerate(page):
            words = line.replace("(", "\\(").replace(")", "\\)")
            drawn += [f"BT /F1 11 Tf 1 0 0 1 60 {740 - 14 * row} Tm ({words}) Tj ET"] if line else []
        resources = f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} >>".encode())
        objects.append(stream("\n".join(drawn).encode("cp1252", "replace")))
    return pdf(objects)


def lines_apart(text):
    """The paragraphs of a text as one line each, an empty one between."""
    return [line for part in text.split("\n\n") if part.strip() for line in (" ".join(part.split()), "")]
