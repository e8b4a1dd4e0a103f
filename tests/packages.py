"""ZIP archives, PDFs, Outlook messages and protobuf as tests make them, member by member and object by object."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence


def zipped(members: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A ZIP archive of the members, the same bytes on any day."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            package.writestr(zipfile.ZipInfo(name or "x"), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unzipped(data: bytes) -> list[tuple[str, bytes]]:
    """The members of a ZIP archive; a name may stand twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each member as `change` makes it."""
    return zipped((name, change(name, content)) for name, content in unzipped(data))


def odt(*blocks: str, name: str = "content.xml") -> bytes:
    """An OpenDocument text of these blocks; `name` puts them where they do not belong."""
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    )
    content = head + "".join(blocks) + "</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", name: content})


def epub(pages: Mapping[str, str], spine: Iterable[str]) -> bytes:
    """An e-book of these pages by name, to be read in the order of the spine."""
    manifest = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in pages)
    order = "".join(f'<itemref idref="{name}"/>' for name in spine)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Harbour talks</dc:title><dc:creator>Ana Rill</dc:creator><dc:date>2002-05-01T00:00:00</dc:date>"
        f"</metadata><manifest>{manifest}</manifest><spine>{order}</spine></package>"
    )
    root = '<rootfiles><rootfile full-path="b/p.opf"/></rootfiles>'
    container = f'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">{root}</container>'
    files = {"META-INF/container.xml": container, "b/p.opf": package}
    return zipped(files | {f"b/{name}.xhtml": page for name, page in pages.items()})


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of the objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, one in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size, start = len(objects) + 1, len(made)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return made + b"xref\n0 %d\n" % size + places + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream as an object of a PDF."""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def compound_file(streams):
    """An OLE file of the streams, each padded to sectors of its own so that none lies in the short ones."""
    sectors, entries, table = [], [], []
    for name, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[i : i + 512] for i in range(0, len(padded), 512)]
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append((name, 2, first, len(padded)))
    rows = [("Root Entry", 5, 0xFFFFFFFE, 0), *entries]
    rows += [("", 0, 0, 0)] * (-len(rows) % 4)
    directory = b""
    for number, (name, kind, first, size) in enumerate(rows):
        right = number + 1 if 0 < number < len(entries) else 0xFFFFFFFF
        child = 1 if kind == 5 else 0xFFFFFFFF
        wide = name.encode("utf-16-le")
        directory += wide.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(wide) + 2 if name else 0, kind, 1, 0xFFFFFFFF, right, child
        )
        directory += bytes(36) + struct.pack("<IQ", first, size)
    place = len(sectors)
    sectors += [directory[i : i + 512] for i in range(0, len(directory), 512)]
    table += [*range(place + 1, len(sectors)), 0xFFFFFFFE]
    fats = -(-(len(table) + 2) // 128)
    table += [0xFFFFFFFD] * fats
    fat = b"".join(struct.pack("<I", entry) for entry in table).ljust(fats * 512, b"\xff")
    fat_places = list(range(len(sectors), len(sectors) + fats))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fats, place, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += b"".join(struct.pack("<I", number) for number in fat_places).ljust(436, b"\xff")
    return head + b"".join(sectors) + fat


def outlook(text, **properties):
    sent = int((datetime.datetime(2002, 5, 1, 10) - datetime.datetime(1601, 1, 1)).total_seconds()) * 10_000_000
    streams = {f"__substg1.0_{number}001F": words.encode("utf-16-le") for number, words in properties.items()}
    streams |= {"__substg1.0_1000001F": text.encode("utf-16-le")} if text else {}
    streams["__properties_version1.0"] = bytes(32) + b"\x40\x00\x39\x00" + bytes(4) + struct.pack("<Q", sent)
    return compound_file(streams)


def field(place: int, content: int | bytes) -> bytes:
    """A field as protobuf writes it: an integer, or bytes behind their length."""
    if isinstance(content, int):
        return _number(place << 3) + _number(content)
    return _number(place << 3 | 2) + _number(len(content)) + content


def _number(value: int) -> bytes:
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])


def locked(data):
    """The zip file as if each file in it were under a password."""
    marked = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            marked[place + offset] |= 1
            place = data.find(mark, place + 1)
    return bytes(marked)
