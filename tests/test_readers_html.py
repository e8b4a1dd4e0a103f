"""Web pages: the article alone, in whatever encoding, with clear words where there is none."""

import pytest

from formats import fault_of, read_bytes
from stance.readers.html import documents_from_page

ARTICLE = (
    "<p>Ada Holm of the Oslo Forum says that Beijing and Moscow share a river and little else, and both know it.</p>"
    "<p>For my part I doubt her, since rivers carry more than water, and the traffic on this one grows every year.</p>"
)


def page(body, head="<title>Two Banks</title>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def text_of(body, **kwargs):
    (document,) = read_bytes(".html", page(body, **kwargs))
    return document.text


def test_headings_and_list_items_are_marked_and_the_title_is_metadata_alone():
    body = (
        f"<article><h1>Two Banks</h1>{ARTICLE}<h2>What is traded</h2><ul><li>grain and gas</li></ul>{ARTICLE}</article>"
    )
    blocks = text_of(body).split("\n\n")
    assert blocks[0].startswith("Ada Holm")
    assert "# What is traded" in blocks
    assert "- grain and gas" in blocks


@pytest.mark.parametrize(
    "head",
    ["<title>Two Banks</title>", "<title>Two Banks | The Oslo Paper</title>", "<title>Opinion: Two Banks</title>"],
)
@pytest.mark.parametrize("heading", ["<h1>Two Banks</h1>", "<h2>Two Banks</h2>", ""])
def test_the_title_is_not_in_the_text_whatever_the_site_puts_around_it(head, heading):
    (document,) = read_bytes(".html", page(f"<article>{heading}{ARTICLE}</article>", head=head))
    assert "Two Banks" not in document.text
    assert "Two Banks" in document.title


def test_quotations_have_the_marks_that_a_browser_shows():
    body = ARTICLE.replace("a river and little else", "<q>a river</q> and little else")
    block = "<p>Bo Ek writes:</p><blockquote><p>The river is wide.</p><p>It is cold, too.</p></blockquote>"
    marked = "<blockquote>“It has a name.”</blockquote>"
    text = text_of(f"<article>{body}{block}<p>So he does.</p>{marked}</article>")
    assert "share “a river” and little else" in text
    assert "Bo Ek writes: “The river is wide.\n\n“It is cold, too.”\n\nSo he does.\n\n“It has a name.”" in text
    bare = text_of(f"<article>{ARTICLE}<p>Bo Ek writes:</p><blockquote>The river is wide.</blockquote></article>")
    assert "Bo Ek writes: “The river is wide.”" in bare


def test_a_post_of_a_network_is_its_words_and_whose_they_are():
    post = (
        '<blockquote class="twitter-tweet"><p lang="en">The river is wide.</p>&mdash; Bo Ek (@boek) '
        '<a href="https://x.example">May 3, 2024</a></blockquote>'
    )
    text = text_of(f"<article>{ARTICLE}{post}<p>So it went.</p></article>")
    assert "“The river is wide.”\n\n— Bo Ek (@boek) May 3, 2024\n\nSo it went." in text


@pytest.mark.parametrize("closing", ["<footer>Bo Ek, <cite>Oslo</cite></footer>", "<cite>— Bo Ek, Oslo</cite>"])
def test_who_is_quoted_in_a_block_stands_below_it(closing):
    block = f"<blockquote><p>The river is wide.</p>{closing}</blockquote>"
    text = text_of(f"<article>{ARTICLE}{block}<p>So it went.</p></article>")
    assert "“The river is wide.”\n\n— Bo Ek, Oslo\n\nSo it went." in text


def test_an_interview_in_a_list_of_terms_has_its_speakers():
    turns = (
        "<dl><dt>Ada Holm</dt><dd>Is there a pact between the two?</dd><dt>Bo Ek:</dt><dd><p>There is none.</p>"
        "<p>There never was.</p></dd></dl>"
    )
    text = text_of(f"<article>{ARTICLE}{turns}{ARTICLE}</article>")
    assert "Ada Holm: Is there a pact between the two?\n\nBo Ek: There is none.\n\nThere never was." in text


def test_typed_text_keeps_its_paragraphs_and_programs_their_lines():
    first, second = "The chairman opens the hearing at nine and greets the guests. " * 3, "Ada Holm thanks him. " * 6
    wrapped = "\n".join(f"{first.strip()}".replace(" greets", "\ngreets").split("\n"))
    (document,) = read_bytes(".html", page(f"<pre>\n{wrapped}\n\n{second}\n</pre>"))
    assert document.text == f"{' '.join(first.split())}\n\n{' '.join(second.split())}"


def test_captions_are_no_text_and_drop_caps_stay_with_their_word():
    figure = "<figure><img src='x.png'><figcaption>The river at noon, seen from the bridge.</figcaption></figure>"
    body = ARTICLE.replace("<p>Ada", "<p><span class='dropcap'>A</span>da")
    text = text_of(f"<article>{body}{figure}</article>")
    assert text.startswith("Ada Holm of the Oslo Forum")
    assert "at noon" not in text


SEVERAL = [
    (f"Talk {n}", f"The harbour of number {n} is wide, she said, and nobody who lives there doubts it. " * 4)
    for n in (1, 2, 3)
]


@pytest.mark.parametrize(
    "form",
    ["<article><h2>{}</h2><p>{}</p><p>{}</p></article>", "<div class='post'><h3>{}</h3><p>{}</p><p>{}</p></div>"],
)
def test_each_article_of_a_page_is_a_document(form):
    body = "<nav><a href='/'>Home</a></nav>" + "".join(form.format(title, text, text[::-1]) for title, text in SEVERAL)
    documents = read_bytes(".html", page(body))
    assert [document.title for document in documents] == ["Talk 1", "Talk 2", "Talk 3"]
    assert all(text.strip() in document.text for document, (_, text) in zip(documents, SEVERAL, strict=True))


def test_offers_to_read_on_and_comments_are_no_articles_of_the_page():
    offer = "<article class='teaser'><h3>Another</h3><p>{}</p></article>".format(
        "It is said that it rains there. " * 20
    )
    comment = "<article id='comment-7'><h4>Bo</h4><p>{}</p></article>".format(
        "I do not think so at all, my friend. " * 20
    )
    (document,) = read_bytes(".html", page(f"<article><h1>Two Banks</h1>{ARTICLE * 4}</article>{offer}{comment}"))
    assert "Ada Holm" in document.text


def test_bytes_that_are_utf8_are_read_as_that_whatever_the_page_says():
    head = '<meta charset="ISO-8859-1"><title>Two Banks</title>'
    (document,) = read_bytes(
        ".html", page(f"<article>{ARTICLE.replace('says', 'says “naïvely”')}</article>", head=head)
    )
    assert "says “naïvely” that" in document.text


def test_notes_and_their_marks_are_left_out_and_powers_stay():
    body = ARTICLE.replace("little else", "little else<sup>[12]</sup>").replace("water", "10<sup>2</sup> boats")
    notes = (
        '<div class="footnotes"><ol><li>See the yearbook of the port, which nobody has read to the end.</li></ol></div>'
    )
    text = text_of(f"<article>{body}{notes}</article>")
    assert "little else, and" in text
    assert "102 boats" in text
    assert "yearbook" not in text


def test_struck_words_are_left_out():
    assert "share a river" in text_of(f"<article>{ARTICLE.replace('share', 'share <del>never</del>')}</article>")


def test_a_page_whose_body_is_classed_as_having_notes_is_kept():
    assert "Ada Holm" in text_of(f'<div class="with footnotes">{ARTICLE}</div>')


@pytest.mark.parametrize("codec", ["utf-8", "windows-1252", "iso-8859-2", "utf-16"])
def test_the_encoding_a_page_declares_is_used(codec):
    words = ARTICLE.replace("Ada", "Zdzisława" if codec == "iso-8859-2" else "Zoë")
    data = page(words, head=f'<meta charset="{codec}"><title>Two Banks</title>').decode().encode(codec)
    (document,) = read_bytes(".html", data)
    assert ("Zdzisława" if codec == "iso-8859-2" else "Zoë") in document.text


def test_what_the_server_says_of_the_encoding_goes_first_and_nonsense_is_passed_over():
    data = page(ARTICLE.replace("Ada", "Zoë"), head='<meta charset="no-such-thing"><title>T</title>')
    for charset in ("utf-8", "bogus"):
        (document,) = documents_from_page(data, "f", charset=charset)
        assert "Zoë" in document.text


def test_a_page_without_date_has_none():
    (document,) = read_bytes(".html", page(f"<article>{ARTICLE}</article><footer>© 2019 Somebody</footer>"))
    assert document.date is None


def test_a_shell_of_scripts_is_told_with_what_to_do():
    shell = page(
        '<div id="root"></div><script src="/app.js"></script><noscript>Please enable JavaScript to go on.</noscript>'
    )
    assert fault_of(".html", shell) == (
        "DIR/f: the page is a shell that scripts fill in a browser, with no article in it; "
        "open it in a browser, print it to PDF or copy its text, and read that"
    )


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"   \n ", b"<html>"])
def test_a_page_without_words_is_a_fault(data):
    assert fault_of(".html", data).startswith("DIR/f: no ")


def test_an_empty_file_is_a_fault():
    assert fault_of(".html", b"") == "DIR/f: an empty file; there is nothing to read in it"


def test_a_page_too_deep_or_of_too_many_elements_is_refused_before_work_begins():
    deep = page("<div>" * 400 + ARTICLE + "</div>" * 400)
    assert fault_of(".html", deep) == "DIR/f: nested more than 250 levels deep; save the article as text instead"
    wide = page("<b>x</b>" * 60_000)
    assert fault_of(".html", wide) == "DIR/f: more than 50000 elements in the page; save the article as text instead"


def test_scripts_in_a_page_are_no_text():
    text = text_of(f"<article>{ARTICLE}<script>document.write('Moscow loves Beijing.')</script></article>")
    assert "loves" not in text
