"""E-mails: the words of the message, as newsletters bring op-eds; subject, sender and date are its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from stance.errors import DataError
from stance.readers.html import document_from_page
from stance.readers.limits import read_whole
from stance.records import Document


def read(file: BinaryIO, where: str) -> Iterator[Document]:
    """The one document of a message; of its plain and its HTML form the plain one. Raises as `html.read`."""
    from email import message_from_bytes
    from email.policy import default

    data = read_whole(file, where)
    try:
        message = message_from_bytes(data, policy=default)
        body, sender, sent = message.get_body(("plain", "html")), message["from"], message["date"]
        found = {"text": body.get_content() if body else "", "title": str(message["subject"] or "")}
        found["authors"] = "; ".join(one.display_name for one in sender.addresses) if sender else ""
        found["date"] = sent.datetime.date().isoformat() if sent else ""
    except Exception as error:  # the e-mail package raises whatever a broken header trips it over
        raise DataError(f"{where}: no e-mail ({type(error).__name__}); save the message anew as .eml") from None
    if body and body.get_content_subtype() == "html":
        found["text"] = document_from_page(found["text"].encode("utf-8", "replace"), where, charset="utf-8").text
    if not found["text"].strip():
        raise DataError(f"{where}: no text in this e-mail; there is nothing to read in it")
    yield Document(id="", **{name: value for name, value in found.items() if value})


READS = {".eml": read}
