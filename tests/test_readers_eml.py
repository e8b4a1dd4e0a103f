from email.message import EmailMessage

import pytest

from formats import read_bytes
from stance.errors import DataError

LETTER = "China and Russia are allies, said Ilse Marqvist.\n"


def message(**headers):
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    return made


def test_a_message_is_a_document_with_what_its_head_says():
    made = message(Subject="The lantern keepers — again", From="Ada Lund <a@b.example>, Bo Ek <c@d.example>")
    made["Date"] = "Sun, 12 May 2024 09:00:00 +0200"
    made.set_content(LETTER)
    made.add_alternative("<p>The same for browsers.</p>", subtype="html")
    (document,) = read_bytes(".eml", bytes(made))
    assert (document.id, document.text) == ("", LETTER)
    assert (document.title, document.authors) == ("The lantern keepers — again", "Ada Lund; Bo Ek")
    assert document.date == "2024-05-12"


def test_a_message_for_browsers_alone_is_read_as_a_page():
    made = message()
    made.set_content(
        f"<html><body><article><h1>Keepers</h1><p>{LETTER * 3}</p></article></body></html>", subtype="html"
    )
    (document,) = read_bytes(".eml", bytes(made))
    assert document.text.startswith("# Keepers\n\nChina and Russia are allies, said Ilse Marqvist. China")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file; there is nothing to read in it"),
        (b"Subject: x\n\n \n", "no text in this e-mail; there is nothing to read in it"),
        (b"Content-Type: text/plain; charset=klingon\n\nx", "no e-mail (LookupError); save the message anew as .eml"),
        (b"Date: never\n\nx", "no e-mail (AttributeError); save the message anew as .eml"),
    ],
)
def test_what_is_no_message_is_refused(data, what):
    with pytest.raises(DataError) as caught:
        read_bytes(".eml", data)
    assert str(caught.value) == f"DIR/f: {what}"
