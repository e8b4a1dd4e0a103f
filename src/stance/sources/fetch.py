"""Web addresses named on the command line: fetched within bounds, read by the format the server says they have.

Only who sits at the machine may name an address; nothing in a document, and no request to the web service, ever does.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import IO, Final
from urllib.parse import urlsplit

from stance import __version__
from stance.errors import DataError

SCHEMES: Final = ("http://", "https://")

_TIMEOUT: Final = 20.0
"""Seconds a server may be silent."""

_DEADLINE: Final = 60.0
"""Seconds a page may take altogether."""

_MOST_BYTES: Final = 25_000_000
_MOST_REDIRECTS: Final = 5
_CHUNK: Final = 65_536
_FORMATS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""Media type → suffix of the format; where a server names none of these, the address's own suffix tells."""

_REMEDIES: Final = {
    401: "it needs a login; save the page from your browser and read the file",
    402: "it is behind a paywall; save the page from your browser and read the file",
    403: "it does not serve programs; save the page from your browser and read the file",
    404: "check the address",
    410: "check the address",
    429: "it has had too many requests; try again later, or save the page from your browser",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server sent: bytes, the address it came from at last, the suffix of its format, its charset if named."""

    data: bytes
    url: str
    suffix: str
    charset: str | None


def is_address(path: str) -> bool:
    """Whether a command-line argument is a web address."""
    return path.lower().startswith(SCHEMES)


def address_id(url: str, *, query: bool = False) -> str:
    """Host and path of an address, with its query where that is asked for; the id of the document there."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that do not match; fetching it will say so
        return url.partition("://")[2]
    name = (parts.netloc.rpartition("@")[2] + parts.path).rstrip("/")
    return f"{name}?{parts.query}" if query and parts.query else name


def fetch(url: str) -> Page:
    """The page at an address.

    Raises:
        DataError: no such page, too slow, too large, or turned away; the message has the remedy.
    """
    try:
        request = urllib.request.Request(
            url, headers={"User-Agent": f"stance/{__version__}", "Accept": "text/html,*/*;q=0.5"}
        )
        with urllib.request.build_opener(_Redirects).open(request, timeout=_TIMEOUT) as answer:
            data = b"".join(_unpacked(answer, url))
            return Page(
                data=data,
                url=answer.url,
                suffix=_suffix(answer.headers, answer.url),
                charset=answer.headers.get_content_charset(),
            )
    except urllib.error.HTTPError as error:
        error.close()
        if error.code < 400:
            raise DataError(f"{url}: sends on without end, or away from the web; check the address") from None
        remedy = _REMEDIES.get(error.code, "try again later")
        raise DataError(f"{url}: the server says {error.code} {_phrase(error.code)}; {remedy}") from None
    except TimeoutError:
        raise DataError(f"{url}: no answer within {_TIMEOUT:.0f} seconds; try again later") from None
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        reason = getattr(error, "reason", error)
        raise DataError(f"{url}: cannot be fetched ({reason}); check the address and your connection") from None


def _phrase(code: int) -> str:
    """What a status means; a server's own words may be anything."""
    return HTTPStatus(code).phrase if code in set(HTTPStatus) else "something unheard of"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows few redirects, and none away from the web."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(  # noqa: PLR0913  (the signature is urllib's)
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows; an error where the new address is no web address."""
        if not is_address(newurl):
            fp.close()  # nobody else holds the connection
            raise urllib.error.URLError(f"sent on to {newurl[:80]}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _unpacked(answer: http.client.HTTPResponse, url: str) -> Iterator[bytes]:
    """The body in pieces, unzipped where a server zips unasked.

    Raises:
        DataError: too long or too slow.
    """
    unzip = (
        zlib.decompressobj(47) if answer.headers.get("Content-Encoding", "").lower() in {"gzip", "deflate"} else None
    )
    end = time.monotonic() + _DEADLINE
    size = 0
    while chunk := answer.read1(_CHUNK):
        piece = unzip.decompress(chunk, _MOST_BYTES) if unzip else chunk
        size += len(piece)
        if size > _MOST_BYTES or (unzip and unzip.unconsumed_tail):
            raise DataError(
                f"{url}: more than {_MOST_BYTES // 1_000_000} MB; download it, take out its text, read that"
            )
        if time.monotonic() > end:
            raise DataError(f"{url}: not through after {_DEADLINE:.0f} seconds; download it and read the file")
        yield piece


def _suffix(headers: Message, url: str) -> str:
    """The suffix of the page's format: by its media type, else by its address, else that of a web page."""
    told = _FORMATS.get(headers.get_content_type())
    named = PurePosixPath(urlsplit(url).path).suffix.lower()
    # Plain text is what servers call every file they do not know.
    if told == ".txt" and named == ".md":
        return named
    return told or (named if named in {*_FORMATS.values(), ".htm"} else ".html")
