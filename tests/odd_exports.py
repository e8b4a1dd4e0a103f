"""Exports drawn at random: any number of made-up articles, with the heads that databases give them in several languages."""

import html
from dataclasses import dataclass
from datetime import date

import made_exports as made
from formats import word_file

NBSP = "\u00a0"
WORDS = [
    *("harbour", "tide", "ferry", "lantern", "baker", "herring", "anchor", "orchard", "bridge", "meadow", "quarry"),
    *("kettle", "letter", "window", "garden", "violin", "market", "lighthouse", "winter", "blanket", "captain"),
    *("village", "spring", "barrel", "chimney", "saddle", "pigeon", "island", "compass", "rope"),
]
VERBS = ["carries", "follows", "remembers", "paints", "mends", "borrows", "watches", "crosses", "forgets", "measures"]
PEOPLE = ("Ana Rill", "Bo Sund", "Cy Orr", "Dee van Aken", "Eva Lindqvist-Holm")
OUTLETS = (
    "The Pebble Post",
    "Le Galet",
    "Die Kieselzeitung",
    "El Guijarro",
    "Pebble-Coast Daily News (Pebble)",
    "Tide",
)
SHORT = (
    "The harbour is closed.",
    "LENGTH: the rope was far too short for the boat.",
    "Why the tide?",
    "Ana Rill writes about boats. Her book is called Salt.",
    "To the Editor:",
    "ANA RILL\nPebble, May 3, 2002",
    "Photo editors had a busy day.",
    "Note: nobody counted the herrings.",
    "“It was 3 May 2002,” she said.",
    "* * *",
    "Section 3 of the harbour act says so.",
    "© is a sign that the baker likes.",
    "By the time the boats came home it was May.",
    "Subject to change: the menu of the fair.",
    "1 of 3 documents was lost.",
)
"""Paragraphs that look like a line of a database, or like the end of an article, and are neither."""

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
FORMS = {
    "en": ("{month} {day}, {year} {weekday}", "{day} {month} {year}", "{weekday} {month} {day}, {year}"),
    "de": ("{day}. {month} {year} {weekday}", "{weekday}, {day}. {month} {year}", "{weekday} {day}. {month} {year}"),
    "fr": ("{day} {month} {year} {weekday}", "{weekday} {day} {month} {year}", "{weekday} {day} {Month} {year}"),
    "es": ("{day} {month} {year} {weekday}", "{day} de {month} de {year} {weekday}", "{weekday} {day} {Month} {year}"),
    "nl": ("{day} {month} {year} {weekday}", "{weekday} {day} {month} {year}", "{day} {month} {year}"),
}
AFTER_DATE = {
    "en": ("", ", Late Edition - Final", " 9:03 AM GMT", ", First Edition", " 10:15 PM EST"),
    "de": ("", " 9:03 AM GMT+1", ", Bundesausgabe"),
    "fr": ("", ", Édition nationale"),
    "es": ("", ", Edición nacional"),
    "nl": ("", ", Eerste editie"),
}


@dataclass(frozen=True)
class Article:
    """A made-up article; `byline` is the name of its writer, if it has one."""

    number: int
    title: str
    outlet: str
    date: date
    byline: str | None
    section: str
    body: tuple[str, ...]

    @property
    def text(self):
        return "\n\n".join([f"# {self.title}", *self.body])


def sentence(draw):
    words = [draw.choice(WORDS) for _ in range(draw.randint(5, 16))]
    words.insert(3, draw.choice(VERBS))
    return " ".join(["The", *words]) + draw.choice((".", ".", ".", "!", "?"))


def paragraph(draw, *, odd=True):
    if odd and draw.random() < 0.2:
        return draw.choice(SHORT)
    return " ".join(sentence(draw) for _ in range(draw.randint(1, 5)))


def title(draw):
    name = " ".join(draw.choice(WORDS) for _ in range(draw.randint(1, 7))).capitalize()
    forms = (
        *("{}", "{}", "{}?", "{}: a letter", "“{}”", "{}; Letters", "Opinion | {}", "May 3, 2001: {}"),
        *("{} - in brief", "{}, by {who}"),
    )
    return draw.choice(forms).format(name, who=draw.choice(PEOPLE))


def article(draw, number):
    long = " ".join(sentence(draw) for _ in range(4))
    return Article(
        number=number,
        title=title(draw),
        outlet=draw.choice(OUTLETS),
        date=date(draw.randint(1986, 2025), draw.randint(1, 12), draw.randint(1, 28)),
        byline=draw.choice((*PEOPLE, None)),
        section=draw.choice(("NEWS; Pg. 3", "Editorial Desk; SECTA", "LETTERS", "BUITENLAND; Blz. 6")),
        body=(long, *(paragraph(draw) for _ in range(draw.randint(0, 6)))),
    )


def articles(draw, count):
    return [article(draw, number) for number in range(1, count + 1)]


def written(day, language, draw, *, form=None):
    """The date as a newspaper of that language writes it."""
    month = MONTHS[language].split()[day.month - 1]
    parts = {"day": day.day, "month": month, "Month": month.capitalize(), "year": day.year}
    parts["weekday"] = DAYS[language].split()[day.weekday()]
    return (form or draw.choice(FORMS[language])).format(**parts)


# Nexis Uni and Lexis Advance

NEXIS = {
    "en": "Section|Length|words|Byline|Dateline|Highlight|Body|Graphic|Classification|Language|Subject|Load-Date|"
    "End of Document",
    "de": "Rubrik|Länge|Wörter|Autor|Ort|Highlight|Text|Grafik|Klassifizierung|Sprache|Schlagwort|Update|Ende "
    "des Dokuments",
    "fr": "Rubrique|Longueur|mots|Auteur|Lieu|Highlight|Texte|Graphique|Classification|Langue|Sujet|"
    "Date-Chargement|Fin du document",
    "es": "Sección|Longitud|palabras|Autor|Lugar|Destacado|Cuerpo|Gráfico|Clasificación|Idioma|Tema|Fecha de "
    "carga|Fin del documento",
    "nl": "Sectie|Lengte|woorden|Auteur|Dateline|Highlight|Tekst|Grafiek|Classificatie|Taal|Onderwerp|Laaddatum|"
    "Einde van document",
}


def signed(item, language, draw):
    """The byline as it is written: English ones may begin with "By"."""
    return (draw.choice(("By ", "")) if language == "en" else "") + item.byline


def nexis_lines(items, language, draw, *, cover=True):
    names = NEXIS[language].split("|")
    section, length, words, byline, place, _, body, graphic, classification, spoken, subject, loaded, end = names
    lines = []
    if cover:
        lines += ["User Name: A READER", "Date and Time: Sunday, June 9, 2019 3:58:00 PM JST", "Job Number: 1", ""]
        lines += [f"Documents ({len(items)})"]
        for number, item in enumerate(items, 1):
            lines += [f"{number}. {item.title}", "Client/Matter: -None-", "Search Terms: tide", "Narrowed by:", ""]
            lines += ["Content Type", "Narrowed by", "News", "Timeline: May 01, 2002 to May 03, 2002", ""]
        lines += ["About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2019 LexisNexis", ""]
    for item in items:
        day = written(item.date, language, draw) + draw.choice(AFTER_DATE[language])
        lines += [item.title, "", *draw.choice(([item.outlet, day], [item.outlet, day], [f"{item.outlet}\n{day}"])), ""]
        lines += ["Correction Appended", ""] if draw.random() < 0.1 and language == "en" else []
        if draw.random() < 0.8:
            gap = draw.choice((" ", "\n"))
            lines += [f"Copyright {item.date.year} Pebble Company{gap}All Rights Reserved", ""]
        labels = [f"{section}:{draw.choice((' ', NBSP))}{item.section}"]
        labels += [f"{length}:{NBSP}{draw.randint(9, 1900)} {words}"]
        labels += [f"{byline}: {signed(item, language, draw)}"] if item.byline else []
        labels += [f"{place}: PEBBLE"] if draw.random() < 0.3 else []
        labels += ["Highlight: Two views of the tide, and one of the shore."] if draw.random() < 0.2 else []
        lines += [*labels, body, "", ""]
        lines += ["ABSTRACT", sentence(draw), "FULL TEXT"] if draw.random() < 0.1 and language == "en" else []
        lines += list(item.body)
        lines += ["Link to Image", "Link to Video"] if draw.random() < 0.2 else []
        if draw.random() < 0.3:
            lines += [graphic, "", "", "", "Photo: The harbour at noon. (Pebble Post)"]
            lines += [" ".join(sentence(draw) for _ in range(9))] if draw.random() < 0.3 else []
        if draw.random() < 0.1 and language == "en":
            correction = " ".join(sentence(draw) for _ in range(6))
            lines += ["Correction", "", f"Correction: {correction}", "", "Correction-Date: May 4, 2002", ""]
        if draw.random() < 0.7:
            lines += [classification, "", "", f"{spoken}: ENGLISH", "Publication-Type: Newspaper", "Journal Code: PEB"]
            lines += [f"{subject}: BOATS (90%); HARBOURS (80%)", "Geographic: PEBBLE (75%)"]
        lines += [f"{loaded}: {written(item.date, language, draw)}"]
        lines += ["", "", end, "", ""]
    return lines


def paragraphs_of(lines):
    return "\n\n".join(line for line in lines if line)


def paragraphs_in(lines, line_end="<br>"):
    return "".join(f"<p>{html.escape(line).replace(chr(10), line_end)}</p>\n" for line in lines)


def page_of(lines):
    return f"<html><head><title>Results</title></head><body>{paragraphs_in(lines)}</body></html>"


def rtf(lines):
    shown = "".join(f"{escaped(line)}\\par\n" for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\n" + shown + "}").encode("ascii")


def escaped(line):
    plain = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\n", "\\line ")
    return "".join(letter if letter < "\x7f" else f"\\u{ord(letter)}?" for letter in plain)


# Old LexisNexis

LEXIS = {
    "en": ("{n} of {all} DOCUMENTS", "BYLINE|SECTION|LENGTH|words|LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE"),
    "de": ("Dokument {n} von {all}", "AUTOR|RUBRIK|LÄNGE|Wörter|UPDATE|SPRACHE|GRAFIK|PUBLICATION-TYPE"),
    "fr": ("Document {n} de {all}", "AUTEUR|RUBRIQUE|LONGUEUR|mots|DATE-CHARGEMENT|LANGUE|GRAPHIQUE|TYPE-PUBLICATION"),
    "es": ("Documento {n} de {all}", "AUTOR|SECCIÓN|LONGITUD|palabras|FECHA-CARGA|IDIOMA|GRÁFICO|TIPO-PUBLICACIÓN"),
    "nl": ("Document {n} van {all}", "AUTEUR|SECTIE|LENGTE|woorden|UPDATE|TAAL|GRAFIEK|PUBLICATIETYPE"),
}


def lexis_blocks(items, language, draw):
    """The blocks of each article, one list an article."""
    border, names = LEXIS[language]
    byline, section, length, words, loaded, spoken, graphic, kind = names.split("|")
    for n, item in enumerate(items, 1):
        day = written(item.date, language, draw) + draw.choice(("", "\nLondon Edition 1", "\nLate Edition - Final"))
        rights = [f"Copyright {item.date.year} Pebble Company\nAll Rights Reserved"]
        above = rights if draw.random() < 0.2 else []
        blocks = [border.format(n=n, all=len(items)), *above, item.outlet, day, item.title]
        labels = [f"{byline}: {signed(item, language, draw)}"] if item.byline else []
        labels += [f"{section}: {item.section}", f"{length}: {draw.randint(9, 1900)} {words}"]
        labels += ["DATELINE: PEBBLE, May 2"] if draw.random() < 0.3 else []
        draw.shuffle(labels)
        blocks += [*labels, *item.body]
        if draw.random() < 0.1:
            correction = " ".join(sentence(draw) for _ in range(6))
            blocks += ["CORRECTION-DATE: May 4, 2002", f"CORRECTION: {correction}"]
        blocks += [f"{loaded}: {written(item.date, language, draw)}", f"{spoken}: ENGLISH", f"{kind}: Newspaper"]
        if draw.random() < 0.4:
            more = [sentence(draw) for _ in range(draw.choice((0, 9)))]
            blocks += [" ".join([f"{graphic}: Photo, the harbour at noon.", *more])]
        if draw.random() < 0.4:
            blocks += ["SUBJECT: " + "; ".join(draw.choice(WORDS).upper() + " (90%)" for _ in range(40))]
        blocks += rights
        yield blocks


def lexis_lines(items, language, draw):
    return [block for blocks in lexis_blocks(items, language, draw) for block in blocks]


def lexis_text(items, language, draw):
    lines = []
    for blocks in lexis_blocks(items, language, draw):
        for place, block in enumerate(blocks):
            indent = 26 if place < 3 or block.startswith("Copyright") else 0
            parts = block.split("\n") if indent or len(block) < 78 else made.wrapped(block)
            lines += [*(" " * indent + part for part in parts), ""]
        lines += ["", ""]
    return "\n".join(lines)


def lexis_page(items, language, draw):
    parts = []
    for n, blocks in enumerate(lexis_blocks(items, language, draw), 1):
        shown = [html.escape(block).replace("\n", "<BR>") for block in blocks]
        divs = "".join(
            f'<BR><DIV CLASS="c{k}"><P CLASS="c1"><SPAN CLASS="c2">{block}</SPAN></P>\n</DIV>\n'
            for k, block in enumerate(shown)
        )
        parts.append(
            f'<A NAME="DOC_ID_0_{n}"></A><!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->\n{divs}'
            '<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n<DIV CLASS="c10"/>'
        )
    return f"<HTML><HEAD><META http-equiv='Content-Type' content='text/html; charset=UTF-8'></HEAD><BODY>{''.join(parts)}</BODY></HTML>"


# Factiva

FACTIVA = {
    "en": ("words", "English", "Document"),
    "de": ("Wörter", "Deutsch", "Dokument"),
    "fr": ("mots", "Français", "Document"),
    "es": ("palabras", "Español", "Documento"),
    "nl": ("woorden", "Nederlands", "Document"),
}


def factiva_number(item):
    return f"PEBBLE00{item.date:%Y%m%d}e{item.date.day:02d}{item.date.month:02d}{item.number:05x}"


def factiva_heads(items, language, draw):
    """(title, section, lines below the title, body, publisher, number) of each article."""
    words, spoken, document = FACTIVA[language]
    for item in items:
        head = [signed(item, language, draw)] if item.byline else []
        head += [f"{draw.randint(9, 1900):,} {words}", written(item.date, language, draw, form="{day} {month} {year}")]
        head += ["09:03"] if draw.random() < 0.4 else []
        head += [item.outlet, "PEBBL"]
        head += ["First"] if draw.random() < 0.2 else []
        head += [draw.choice(("A3", "12", "Late"))] if draw.random() < 0.5 else []
        head += [spoken]
        rights = ("Copyright {} Pebble Company", "(c) {}, Pebble. All rights reserved.", "© {} Pebble")
        head += [draw.choice(rights).format(item.date.year)]
        yield (
            item.title,
            item.section if draw.random() < 0.4 else None,
            head,
            item.body,
            "Pebble Company",
            f"{document} {factiva_number(item)}",
        )


def factiva_lines(items, language, draw):
    lines = []
    for name, section, head, body, publisher, number in factiva_heads(items, language, draw):
        lines += [section or "", name, *head, *body, *([publisher] if draw.random() < 0.6 else []), number, ""]
    return lines


def factiva_page(items, language, draw):
    parts = []
    for name, section, head, body, publisher, number in factiva_heads(items, language, draw):
        about = "".join(f"<div>{html.escape(line)}</div>" for line in head)
        text = "".join(
            f'<p class="articleParagraph {language}articleParagraph">{html.escape(part).replace(chr(10), "<br>")}</p>'
            for part in body
        )
        above = f"<div>{html.escape(section)}</div>" if section else ""
        parts.append(
            f'<div class="article {language}Article">{above}<div id="hd"><span class="{language}Headline">{html.escape(name)}</span></div>'
            f"{about}{text}<div>{publisher}</div><p>{number}</p></div><br/>"
        )
    return f"<html><body><div id='navcontainer'><h1>Factiva</h1></div>{''.join(parts)}<div>© 2018 Factiva, Inc. All rights reserved.</div></body></html>"


def factiva_fields(items, language, draw):
    """The fields of each article, by their codes."""
    words, spoken, document = FACTIVA[language]
    for item in items:
        fields = {"SE": item.section} if draw.random() < 0.4 else {}
        fields |= {"HD": item.title}
        fields |= {"BY": item.byline} if item.byline else {}
        fields |= {"WC": f"{draw.randint(9, 1900):,} {words}"}
        form = "{day}. {month} {year}" if language == "de" else "{day} {month} {year}"
        fields |= {"PD": written(item.date, language, draw, form=form)}
        fields |= {"ET": "09:03"} if draw.random() < 0.3 else {}
        fields |= {"SN": item.outlet, "SC": "PEBBL", "LA": spoken, "CY": f"Copyright {item.date.year} Pebble"}
        fields |= {"LP": item.body[:1]}
        fields |= {"TD": item.body[1:]} if item.body[1:] else {}
        fields |= {"CO": "pebble : Pebble Post", "IN": "i475 : Printing | imed : Media"}
        fields |= {"NS": "gcat : Political News", "RE": "peb : Pebble"}
        fields |= {"IPC": "PEB"} if draw.random() < 0.5 else {}
        yield fields | {"PUB": "Pebble Company", "AN": f"{document} {factiva_number(item)}"}


def values(value):
    return (value,) if isinstance(value, str) else value


def factiva_codes_lines(items, language, draw):
    lines = []
    for fields in factiva_fields(items, language, draw):
        for code, value in fields.items():
            first, *more = values(value)
            lines += [f"{code}\t{first}", *more]
        lines.append("")
    return lines


def factiva_codes_page(items, language, draw):
    parts = []
    for fields in factiva_fields(items, language, draw):
        rows = ""
        for code, value in fields.items():
            shown = paragraphs_in(values(value), "\n")
            rows += f"<tr><td><b>{code}</b>&nbsp;</td><td>{shown}</td></tr>"
        parts.append(f'<div class="article {language}Article"><table>{rows}</table><br/></div>')
    return f"<html><body>{''.join(parts)}</body></html>"


# ProQuest

PROQUEST = {
    "en": "Author|Publication info|Abstract|Full text|Subject|Title|Publication title|Publication date|"
    "Publication year|Source type|Language of publication|ProQuest document ID|Document URL|Copyright|Last "
    "updated|Database",
    "de": "Autor|Publikationsinfo|Zusammenfassung|Volltext|Thema|Titel|Titel der Publikation|Publikationsdatum|"
    "Erscheinungsjahr|Quellentyp|Publikationssprache|ProQuest-Dokument-ID|Dokument-URL|Copyright|Zuletzt "
    "aktualisiert|Datenbank",
    "fr": "Auteur|Informations sur la publication|Résumé|Texte intégral|Sujet|Titre|Titre de la publication|Date "
    "de publication|Année de publication|Type de source|Langue de publication|Identifiant du document "
    "ProQuest|URL du document|Copyright|Dernière mise à jour|Base de données",
    "es": "Autor|Información de publicación|Resumen|Texto completo|Materia|Título|Título de publicación|Fecha de "
    "publicación|Año de publicación|Tipo de fuente|Idioma de la publicación|ID del documento de ProQuest|"
    "URL del documento|Copyright|Última actualización|Base de datos",
}


def proquest_fields(items, language, draw):
    """The fields of each article in order; its title stands before them under no name."""
    author, info, abstract, text, subject, *names = PROQUEST[language].split("|")
    called, outlet, day, year, kind, spoken, number, url, rights, updated, base = names
    for n, item in enumerate(items, 1):
        form = "{month} {day}, {year}" if language == "en" else "{day} {month} {year}"
        when = written(item.date, language, draw, form=form)
        turned = ", ".join(reversed(item.byline.split(" ", 1))) if item.byline else None
        fields = [("", item.title)]
        fields += [(author, f"{turned}.")] if turned and draw.random() < 0.5 else [(author, turned)] if turned else []
        printed = written(item.date, "en", draw, form="{day} {month} {year}")
        fields += [(info, f"{item.outlet} ; Pebble, Coast [Pebble, Coast]{printed}: A.{n}.")]
        address = f"https://www.proquest.com/docview/{item.number}"
        fields += [("", f"{address}/se-2?accountid=1")] if draw.random() < 0.4 else []
        fields += [(abstract, "None available." if draw.random() < 0.5 else sentence(draw))]
        fields += [(text, item.body), (subject, "Boats; Harbours")]
        fields += [(called, item.title), (outlet, f"{item.outlet}; Pebble, Coast")]
        fields += [(day, when), (year, str(item.date.year)), (kind, "Newspapers"), (spoken, "English")]
        fields += [(number, f"4100{item.number:05d}"), (url, address)]
        fields += [(rights, f"Copyright Pebble {when}"), (updated, "2017-11-07")]
        yield n, [*fields, (base, "Global Newsstream")]


def proquest_lines(items, language, draw, *, rules=True):
    lines = ["Report Information from ProQuest", "12 May 2020 10:15", ""] if draw.random() < 0.5 else []
    numbered = draw.random() < 0.7
    for n, fields in proquest_fields(items, language, draw):
        lines += ["_" * 60, ""] if rules else []
        lines += [f"Document {n} of {len(items)}", ""] if numbered and rules else []
        for name, value in fields:
            first, *more = values(value)
            lines += [line for part in (f"{name}: {first}" if name else first, *more) for line in (part, "")]
    rights = "Database copyright © 2020 ProQuest LLC. All rights reserved."
    return [*lines, *(["_" * 60, "", "Contact us at: http://about.proquest.com", rights] if rules else [])]


def proquest_page(items, language, draw):
    parts = []
    for _, fields in proquest_fields(items, language, draw):
        shown = ""
        for name, value in fields:
            inner = html.escape(value) if isinstance(value, str) else paragraphs_in(value, "\n")
            shown += f"<p><strong>{name}: </strong>{inner}</p>" if name else f"<p style='font-weight:bold'>{inner}</p>"
        parts.append(f'<div style="margin-bottom:20px;border-bottom:2px solid #ccc;padding-bottom:5px">{shown}</div>')
    return f"<html><head><title>ProQuest</title></head><body>{''.join(parts)}</body></html>"


# Europresse, NewsBank


def europresse_page(items, language, draw):
    parts = []
    for item in items:
        text = paragraphs_in(item.body)
        form = "{weekday}, {month} {day}, {year}" if language == "en" else "{weekday} {day} {month} {year}"
        day = written(item.date, language, draw, form=form)
        byline = f'<div class="docAuthors">{item.byline}</div>' if item.byline and draw.random() < 0.5 else ""
        byline = byline or (f'<p class="sm-margin-bottomNews">{item.byline}</p>' if item.byline else "")
        subtitle = '<div class="rdp__subtitle">Two views of the tide</div>' if draw.random() < 0.3 else ""
        side = "<aside><div>Note(s) : a note of the editors.</div></aside>" if draw.random() < 0.3 else ""
        others = (
            '<div class="apd-wrapper"><table><tr><td><div class="apd-sources-date">2022-12-22</div></td>'
            '<td><div class="source-name-APD">Another Paper</div></td></tr></table></div>'
        )
        kind = '<span class="DocTitreAttribut"> (site web)</span>' if item.number % 2 else ""
        number = f"news·{item.date:%Y%m%d}·PEB·{item.number:09d}"
        parts.append(
            '<article><header><span class="icon"></span><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
            f"{html.escape(item.outlet)}{kind}, no. {item.number + 20000}</span></div>"
            f'<div class="rdp__DocHeader"><span class="DocHeader">{draw.choice(("Idées, ", ""))}{day} {draw.randint(9, 999)} mots, p. 25</span></div>'
            f'<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{html.escape(item.title)}</p>'
            f"{subtitle}</div>{byline}</header><section><div class='DocText clearfix'>"
            f"<div class='docOcurrContainer'>{text}</div></div></section>{side}"
            f'<footer><div class="Doc-LegalInfo"><small>© {item.date.year} {html.escape(item.outlet)}. Tous droits réservés.</small></div>'
            f'<div class="rdp__public-certificat"><div class="publiC-lblNodoc">{number}</div></div>{others if draw.random() < 0.3 else ""}</footer></article>'
        )
    return f"<html><head><meta charset='utf-8'></head><body><div id='docContainer'>{''.join(parts)}</div></body></html>"


def newsbank_lines(items, draw):
    lines = []
    for item in items:
        day = written(item.date, "en", draw, form="{month} {day}, {year}")
        inverted = item.outlet.removeprefix("The ") + (", The" if item.outlet.startswith("The ") else "")
        lines += [item.title, "", f"{day} | {inverted} ({'Pebble, Coast'})", ""]
        named = f"Author/Byline: {item.byline} | " if item.byline else ""
        lines += [f"{named}Section: News", "", f"{draw.randint(9, 999)} Words", "", "Read News Document", ""]
        lines += [line for part in item.body for line in (part, "")]
        rights = f"Copyright {item.date.year}, {inverted}. All Rights Reserved."
        lines += [f"Record{' Number' if item.number % 2 else ''}: 0FEB8D3A9{item.number:03d}", "", rights, ""]
    return lines


def numbered_lines(items, draw):
    border = draw.choice(("Article {n} of {all}", "{n} of {all}", "Document {n} of {all}", "Story {n} of {all}"))
    lines = []
    for n, item in enumerate(items, 1):
        lines += [border.format(n=n, all=len(items)), "", item.title, ""]
        lines += [f"{item.outlet}, {written(item.date, 'en', draw, form='{day} {month} {year}')}, p. 3", ""]
        lines += [f"By {item.byline}", ""] if item.byline else []
        lines += [line for part in item.body for line in (part, "")]
    return lines


def ebsco_lines(items, draw):
    lines = []
    for n, item in enumerate(items, 1):
        fields = {"Record": n, "Title": item.title, "Authors": item.byline}
        fields |= {
            "Source": f"{item.outlet}. {item.date:%m/%d/%Y}, p{draw.randint(1, 40)}. 1p.",
            "Document Type": "Article",
        }
        fields |= {"Subject Terms": "HARBOURS\n    BOATS & boating", "Full Text Word Count": 44}
        fields |= {"ISSN": "0000-0000", "Accession Number": f"2W{item.number:08d}", "Database": "Pebble Source Plus"}
        for name, value in fields.items():
            lines += [f"{name}:", f"    {value}"] if value else []
        lines += ["", "Full Text:", "", *(line for part in item.body for line in (part, ""))]
        lines += [f"Copyright of {item.outlet} is the property of its owners and may not be copied or sent. " * 3, ""]
    return lines


def gale_lines(items, draw):
    lines = []
    for item in items:
        day = f"{item.date:%B} {item.date.day}, {item.date.year}"
        lines += [f"Title: {item.title}", *([f"Author(s): {item.byline}"] if item.byline else [])]
        lines += [f"Source: {item.outlet}. ({day}): News: pA{draw.randint(1, 40)}.", "Document Type: Article", ""]
        lines += ["Full Text: ", "", *(line for part in item.body for line in (part, ""))]
        lines += [f"Copyright: COPYRIGHT {item.date.year} {item.outlet}", "", "Source Citation (MLA 9th Edition)"]
        lines += [f"“{item.title}.” {item.outlet}, {day}, p. A4. Accessed 3 June 2025.", ""]
        lines += [f"Gale Document Number: GALE|A{item.number:08d}", ""]
    return lines


def spaced(lines):
    """The lines with an empty one between, each line of a block by itself."""
    return [part for line in lines if line for part in (*line.split("\n"), "")]


def apart(lines):
    return "\n".join(part for line in lines for part in ((line, "") if line else ())).encode()


def factiva_table_rtf(items, language, draw):
    """The fields as rows of a table with two cells, as the database's own RTF has them."""
    shown = ""
    for fields in factiva_fields(items, language, draw):
        for code, value in fields.items():
            cell = "\\par ".join(escaped(part) for part in values(value))
            shown += f"\\trowd\\cellx900\\cellx9000\\pard\\intbl\\b {code}\\b0\\cell {cell}\\cell\\row\n"
        shown += "\\pard\\par\\page\n"
    head = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\footer Page \\chpgn of 9 \\'a9 2018 Factiva, Inc.}\n"
    return (head + shown + "}").encode("ascii")


def linked_rtf(lines):
    """As `rtf`, the title a link, with running heads and feet as Nexis writes them."""
    shown = ""
    for line in lines:
        text = escaped(line)
        if draw_link(line):
            address = "https://advance.example.org/document?id=1"
            text = f'{{\\field{{\\*\\fldinst HYPERLINK "{address}" }}{{\\fldrslt{{\\ul {text}}}}}}}'
        shown += f"{{\\pard\\plain {text}\\par}}\n"
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\header \\pard Page \\chpgn of 3\\par}\n"
    return (head + shown + "}").encode("ascii")


def draw_link(line):
    """Whether Nexis would set a line as a link: short, and no label."""
    return bool(line) and len(line) < 60 and ":" not in line and "\n" not in line and len(line) % 3 == 0


LAYOUTS = {
    "Nexis Uni, Word": (".docx", NEXIS, lambda i, g, d: word_file(*nexis_lines(i, g, d))),
    "Nexis Uni, Word, no cover": (".docx", NEXIS, lambda i, g, d: word_file(*nexis_lines(i, g, d, cover=False))),
    "Nexis Uni, RTF": (".rtf", NEXIS, lambda i, g, d: rtf(nexis_lines(i, g, d))),
    "Nexis Uni, RTF with links": (".rtf", NEXIS, lambda i, g, d: linked_rtf(nexis_lines(i, g, d))),
    "Nexis Uni, PDF": (".pdf", ("en",), lambda i, g, d: made.pdf_of(spaced(nexis_lines(i, g, d, cover=False)))),
    "Factiva, codes in a table": (".rtf", FACTIVA, lambda i, g, d: factiva_table_rtf(i, g, d)),
    "Factiva, PDF": (".pdf", ("en",), lambda i, g, d: made.pdf_of(spaced(factiva_lines(i, g, d)))),
    "LexisNexis, PDF": (".pdf", ("en",), lambda i, g, d: made.pdf_of(spaced(lexis_lines(i, g, d)))),
    "ProQuest, PDF": (".pdf", ("en",), lambda i, g, d: made.pdf_of(proquest_lines(i, g, d))),
    "Nexis Uni, text": (".txt", NEXIS, lambda i, g, d: paragraphs_of(nexis_lines(i, g, d)).encode()),
    "Nexis Uni, page": (".html", NEXIS, lambda i, g, d: page_of(nexis_lines(i, g, d, cover=False)).encode()),
    "LexisNexis, text": (".txt", LEXIS, lambda i, g, d: lexis_text(i, g, d).encode()),
    "LexisNexis, page": (".html", LEXIS, lambda i, g, d: lexis_page(i, g, d).encode()),
    "LexisNexis, Word": (".docx", LEXIS, lambda i, g, d: word_file(*lexis_lines(i, g, d))),
    "LexisNexis, RTF": (".rtf", LEXIS, lambda i, g, d: rtf(lexis_lines(i, g, d))),
    "Factiva, page": (".html", FACTIVA, lambda i, g, d: factiva_page(i, g, d).encode()),
    "Factiva, RTF": (".rtf", FACTIVA, lambda i, g, d: rtf(factiva_lines(i, g, d))),
    "Factiva, text": (".txt", FACTIVA, lambda i, g, d: apart(factiva_lines(i, g, d))),
    "Factiva, Word": (".docx", FACTIVA, lambda i, g, d: word_file(*factiva_lines(i, g, d))),
    "Factiva, codes in a page": (".html", FACTIVA, lambda i, g, d: factiva_codes_page(i, g, d).encode()),
    "Factiva, codes in RTF": (".rtf", FACTIVA, lambda i, g, d: rtf(factiva_codes_lines(i, g, d))),
    "Factiva, codes in a text": (".txt", FACTIVA, lambda i, g, d: apart(factiva_codes_lines(i, g, d))),
    "ProQuest, text": (".txt", PROQUEST, lambda i, g, d: "\n".join(proquest_lines(i, g, d)).encode()),
    "ProQuest, page": (".html", PROQUEST, lambda i, g, d: proquest_page(i, g, d).encode()),
    "ProQuest, RTF": (".rtf", PROQUEST, lambda i, g, d: rtf([line for line in proquest_lines(i, g, d) if line])),
    "ProQuest, Word": (
        ".docx",
        PROQUEST,
        lambda i, g, d: word_file(*filter(None, proquest_lines(i, g, d, rules=False))),
    ),
    "Europresse": (".html", ("fr", "en"), lambda i, g, d: europresse_page(i, g, d).encode()),
    "NewsBank": (".txt", ("en",), lambda i, g, d: "\n".join(newsbank_lines(i, d)).encode()),
    "numbered": (".txt", ("en",), lambda i, g, d: "\n".join(numbered_lines(i, d)).encode()),
    "EBSCO": (".txt", ("en",), lambda i, g, d: "\n".join(ebsco_lines(i, d)).encode()),
    "Gale": (".txt", ("en",), lambda i, g, d: "\n".join(gale_lines(i, d)).encode()),
    "Gale, Word": (".docx", ("en",), lambda i, g, d: word_file(*filter(None, gale_lines(i, d)))),
}
"""Name → (suffix, the languages its labels come in, the file's bytes from articles, language and a source of chance)."""
