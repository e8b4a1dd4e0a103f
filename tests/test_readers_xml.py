"""XML: articles of Factiva, ProQuest, NITF and feeds, one at a time; entities bring nothing in."""

import io

import pytest

import made_exports as made
from formats import fault_of, read_bytes
from stance.readers import reader_of

FACTIVA = (
    "<PPSResponse><ppsArticleResponse xmlns='http://global.factiva.com/pps/2.0'><ppsarticleResultSet count='3'>{}"
    "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
)
TDM = (
    "<RECORD><GOID>41000{n}</GOID><DFS><PubFrosting><Title>The Pebble Post</Title></PubFrosting></DFS><Obj><TitleAtt>"
    "<Title>{title}</Title></TitleAtt><NumericDate>2002050{n}</NumericDate><Contributors><Contributor><OriginalForm>"
    "Rill, Ana</OriginalForm></Contributor></Contributors></Obj><TextInfo><Text>{text}</Text></TextInfo></RECORD>"
)


def factiva():
    articles = []
    for title, body, date, number in zip(made.TITLES, made.BODIES, made.DATES, made.FACTIVA_IDS, strict=True):
        paragraphs = [f"<paragraph display='Proportional'>{text}</paragraph>" for text in body]
        articles.append(
            f"<ppsarticle><article><accessionNo>{number}</accessionNo><byline>By Ana Rill</byline><headline>"
            f"<paragraph><hlt>{title[:7]}</hlt>{title[7:]}</paragraph></headline><leadParagraph>{paragraphs[0]}"
            f"</leadParagraph><publicationDate><dateTime>{date}T01:35:58Z</dateTime></publicationDate><publisherName>Co"
            f"</publisherName><sourceName>{made.OUTLET}</sourceName><newsSubject code='gpol'><name>Politics</name>"
            f"</newsSubject><tailParagraphs>{''.join(paragraphs[1:])}</tailParagraphs></article></ppsarticle>"
        )
    return FACTIVA.format("".join(articles)).encode()


def test_articles_of_factiva():
    documents = read_bytes(".xml", factiva())
    assert [document.text for document in documents] == made.texts()
    assert [document.id for document in documents] == list(made.FACTIVA_IDS)
    assert {(document.authors, document.outlet) for document in documents} == {("Ana Rill", made.OUTLET)}
    assert [document.date for document in documents] == list(made.DATES)


def test_a_record_of_proquest():
    text = "&lt;p&gt;" + "&lt;/p&gt;&lt;p&gt;".join(made.BODIES[0]) + "&lt;/p&gt;"
    (document,) = read_bytes(".xml", TDM.format(n=1, title=made.TITLES[0], text=text).encode())
    assert (document.id, document.text) == ("410001", made.texts()[0])
    assert (document.outlet, document.authors, document.date) == (made.OUTLET, "Ana Rill", "2002-05-01")


def test_items_of_a_feed_whose_text_is_markup():
    body = "".join(f"<p>{text}</p>" for text in made.BODIES[1])
    feed = (
        "<rss xmlns:content='c' xmlns:dc='d'><channel><title>Feed</title><item><title>The tide turns twice</title>"
        "<link>https://pebble.example/2</link><pubDate>Thu, 02 May 2002 10:00:00 +0000</pubDate><dc:creator>Bo Sund"
        f"</dc:creator><description>In short.</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        "<item><title>Herring</title><description>Only a line.</description></item></channel></rss>"
    )
    tide, herring = read_bytes(".xml", feed.encode())
    assert (tide.text, tide.url, tide.date) == (made.texts()[1], "https://pebble.example/2", "2002-05-02")
    assert (tide.authors, herring.text) == ("Bo Sund", "# Herring\n\nOnly a line.")
    assert (tide.outlet, herring.outlet) == ("Feed", "Feed")
    assert read_bytes(".rss", feed.encode()) == [tide, herring]


def test_entries_of_atom():
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='https://x.example/1'/><updated>"
        "2002-05-02T10:00:00Z</updated><author><name>Bo Sund</name></author><content type='html'>"
        "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"
    )
    (document,) = read_bytes(".xml", feed.encode())
    assert (document.text, document.url, document.authors) == ("# T\n\nOne.\n\nTwo.", "https://x.example/1", "Bo Sund")


def test_an_article_in_nitf():
    page = (
        "<nitf><head><title>T</title></head><body><body.head><hedline><hl1>The tide</hl1></hedline><byline>By Bo Sund"
        "</byline></body.head><body.content><p>One.</p><p>Two.</p></body.content></body></nitf>"
    )
    (document,) = read_bytes(".xml", page.encode())
    assert (document.title, document.authors, document.text) == ("The tide", "Bo Sund", "# The tide\n\nOne.\n\nTwo.")


def test_what_follows_a_broken_article_is_named_and_what_stands_before_is_read():
    *documents, fault = read_bytes(".xml", factiva()[:-180])
    assert len(documents) == 2
    assert str(fault).startswith("DIR/f: not XML after 2 articles (")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not XML after 0 articles ("),
        (b"<feed><entry></entry></feed>", "no article in this XML that is known here; save it as JSON or CSV"),
        (b"<a>text</a>", "no article in this XML that is known here; save it as JSON or CSV"),
    ],
)
def test_what_is_no_xml_of_articles_is_refused(data, what):
    assert fault_of(".xml", data).startswith(f"DIR/f: {what}")


def test_entities_neither_multiply_nor_fetch(tmp_path):
    (tmp_path / "secret.txt").write_text("a secret", encoding="utf-8")
    secret = f'<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">'
    doctype = f'<!DOCTYPE a [{secret}<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = f"{doctype}<feed><item><title>T</title><content>One. &s;&b;</content></item></feed>".encode()
    items = list(reader_of(".xml")(io.BytesIO(data), "f"))
    assert "secret" not in items[0].text
    assert "hahaha" not in items[0].text
