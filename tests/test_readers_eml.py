import io
from email.message import EmailMessage

import pytest

from formats import fault_of, read_bytes, word_file
from stance.errors import DataError
from stance.readers import reader_of

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


def test_lines_that_a_reply_quotes_are_a_quotation_whatever_their_wraps():
    made = message(Subject="Re: Keepers")
    made.set_content("I disagree.\n\nAda Lund wrote:\n> They are\n> allies.\n>\n>> So said\n> Bo.\n\nThey are not.\n")
    (document,) = read_bytes(".eml", bytes(made))
    assert document.text.split("\n\n") == [
        "I disagree.",
        "Ada Lund wrote:",
        "“They are allies.",
        "“So said Bo.”",
        "They are not.",
    ]


def test_a_message_for_browsers_alone_is_read_as_a_page():
    made = message()
    made.set_content(
        f"<html><body><article><h1>Keepers</h1><p>{LETTER * 3}</p></article></body></html>", subtype="html"
    )
    (document,) = read_bytes(".eml", bytes(made))
    assert document.text.startswith("China and Russia are allies, said Ilse Marqvist. China")


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
    assert fault_of(".eml", data) == f"DIR/f: {what}"


def test_what_a_message_forwards_is_its_text():
    made = message()
    forwarded = "Begin forwarded message:\n\nFrom: Bo Ek <bo@x.example>\nSubject: Talk\n\n"
    forwarded += "The river is wide\nand cold.\n\nSo it is."
    quoted = "\n".join(f"> {line}" if line else ">" for line in forwarded.split("\n"))
    made.set_content(f"For the file.\n\n-- \nAda\n\n{quoted}\n")
    (document,) = read_bytes(".eml", bytes(made))
    assert document.text == "The river is wide\nand cold.\n\nSo it is."


def test_a_message_in_utf8_that_says_otherwise():
    head = 'From: Ada Lund <a@x.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset="iso-8859-1"\n'
    data = f"{head}Content-Transfer-Encoding: 8bit\n\n“It is so,” said the baker’s sister.\n".encode()
    assert read_bytes(".eml", data)[0].text == "“It is so,” said the baker’s sister.\n"


def with_attachments(text="For you, see below.", **files):
    made_message = EmailMessage()
    made_message["Subject"], made_message["From"] = "For you", "Bo Sund <x@example.org>"
    made_message.set_content(text)
    for name, data in files.items():
        stem, _, suffix = name.rpartition("_")
        made_message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{stem}.{suffix}")
    return made_message


def test_files_beside_the_text_of_a_message_are_read_or_counted():
    data = bytes(with_attachments(talk_docx=word_file("Russia and China agree."), harbour_png=b"x"))
    first, second, passed_over = reader_of(".eml")(io.BytesIO(data), "f.eml")
    assert (first.title, first.text.strip()) == ("For you", "For you, see below.")
    assert (second.id, second.text) == ("talk", "Russia and China agree.")
    assert passed_over.passed_over == {".png": 1}


def test_a_message_in_a_message_is_read():
    outer = with_attachments()
    outer.add_attachment(with_attachments("Russia and China agree."))
    _, second = read_bytes(".eml", bytes(outer))
    assert (second.id, second.text.strip(), second.authors) == ("message-1", "Russia and China agree.", "Bo Sund")


def test_messages_in_messages_without_end_are_a_fault():
    message = with_attachments("The last.")
    for _ in range(6):
        outer = with_attachments()
        outer.add_attachment(message)
        message = outer
    items = read_bytes(".eml", bytes(message), "f.eml")
    (fault,) = [item for item in items if isinstance(item, DataError)]
    assert len(items) <= 6
    assert "messages in messages" in str(fault)


def folder_of(*messages):
    return b"".join(b"From ana@pebble.example Mon May  6 08:00:00 2002\n" + data + b"\n" for data in messages)


def test_each_message_of_a_folder_of_them_is_a_document():
    texts = ("Russia and China are allies, she said.\n\n>From here on nobody doubts it.\n", "Herring.\n", "\n")
    made = [f"From: Ana Rill <a@x.example>\nSubject: Talk {n}\n\n{text}".encode() for n, text in enumerate(texts, 1)]
    first, second, fault = read_bytes(".mbox", folder_of(*made))
    assert first.text.strip() == "Russia and China are allies, she said.\n\nFrom here on nobody doubts it."
    assert (first.title, second.title, second.authors) == ("Talk 1", "Talk 2", "Ana Rill")
    assert str(fault) == "DIR/f, message 3: no text in this e-mail; there is nothing to read in it"


@pytest.mark.parametrize("data", [b"Subject: alone\n\nOne.\n", b"From here on nobody knows.\n"])
def test_what_is_no_folder_of_messages_is_refused(data):
    with pytest.raises(DataError, match=r"^DIR/f: no folder of messages \(mbox\); save the messages as \.eml$"):
        read_bytes(".mbox", data)
