"""Web pages: the article alone, in whatever encoding, with clear words where there is none."""

import pytest

from formats import read_bytes
from stance.errors import DataError
from stance.readers.html import document_from_page

ARTICLE = (
    "<p>Ada Holm of the Oslo Forum says that Beijing and Moscow share a river and little else, and both know it.</p>"
    "<p>For my part I doubt her, since rivers carry more than water, and the traffic on this one grows every year.</p>"
)


def page(body, head="<title>Two Banks</title>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def text_of(body, **kwargs):
    (document,) = read_bytes(".html", page(body, **kwargs))
    return document.text


def fault_of(data):
    with pytest.raises(DataError) as caught:
        read_bytes(".html", data)
    return str(caught.value)


def test_headings_and_list_items_are_marked_and_the_title_stands_first():
    body = (
        f"<article><h1>Two Banks</h1>{ARTICLE}<h2>What is traded</h2><ul><li>grain and gas</li></ul>{ARTICLE}</article>"
    )
    blocks = text_of(body).split("\n\n")
    assert blocks[0] == "# Two Banks"
    assert "# What is traded" in blocks
    assert "- grain and gas" in blocks


def test_a_title_outside_of_the_article_is_put_before_it():
    (document,) = read_bytes(".html", page(f"<article>{ARTICLE}</article>"))
    assert document.text.startswith("# Two Banks\n\nAda Holm")
    assert document.title == "Two Banks"


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
    assert "Zoë" in document_from_page(data, "f", charset="utf-8").text
    assert "Zoë" in document_from_page(data, "f", charset="bogus").text


def test_a_page_without_date_has_none():
    (document,) = read_bytes(".html", page(f"<article>{ARTICLE}</article><footer>© 2019 Somebody</footer>"))
    assert document.date is None


def test_a_shell_of_scripts_is_told_with_what_to_do():
    shell = page(
        '<div id="root"></div><script src="/app.js"></script><noscript>Please enable JavaScript to go on.</noscript>'
    )
    assert fault_of(shell) == (
        "DIR/f: the page is a shell that scripts fill in a browser, with no article in it; "
        "open it in a browser, print it to PDF or copy its text, and read that"
    )


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"   \n ", b"<html>"])
def test_a_page_without_words_is_a_fault(data):
    assert fault_of(data).startswith("DIR/f: no ")


def test_an_empty_file_is_a_fault():
    assert fault_of(b"") == "DIR/f: an empty file; there is nothing to read in it"


def test_a_page_too_deep_or_of_too_many_elements_is_refused_before_work_begins():
    deep = page("<div>" * 400 + ARTICLE + "</div>" * 400)
    assert fault_of(deep) == "DIR/f: nested more than 250 levels deep; save the article as text instead"
    wide = page("<b>x</b>" * 60_000)
    assert fault_of(wide) == "DIR/f: more than 50000 elements in the page; save the article as text instead"


def test_scripts_in_a_page_are_no_text():
    text = text_of(f"<article>{ARTICLE}<script>document.write('Moscow loves Beijing.')</script></article>")
    assert "loves" not in text
