"""Hostile input out of honest input: seeds broken on purpose, the same for the same random numbers.

`mutated` breaks bytes as any file can be broken; `mutated_package` breaks what lies inside of a ZIP archive (a Word
file, a fitted pipeline) and packs it anew, since a broken byte of the archive itself never gets past its checksum.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from packages import unzipped, zipped

FRAGMENTS = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        *("\0", "\r\n", "\r", "\n\n", "\ufeff", "\u2028", "\x0b", "\x1b[2J", "\x85"),
        *("\u202e", "\u2066x\u2069", "\u200b", "\u200d", "\u00ad", "\ufffd", "\uffff", "\U0010ffff"),
        *("e\u0301", "\ud800", "\udfff", "👩\u200d👩\u200d👧", "🇨🇳", "ﬁ", "ǅ", "İ", "ß", "\u0345", "𝒳", "ａ", "٣", "²"),
        *('"', "'", "“", "”", "«", "(", ")", "[", "]]", "{", "}", "<", ">", "&", ";", ",", "\t", "|", "\\"),
        *("\\u", "%s"),
        *('"""', "'''", "```", "---\n", "# ", "- ", "* ", "[^1]", "](", "<!--", "-->", "<![CDATA[", "<?xml", "]]>"),
        *("<div>", "</p>", "<script>", "<sup>1</sup>", '<meta charset="utf-7">', "&#x110000;", "&lt", "<svg><b>"),
        *("null", "true", "NaN", "Infinity", "-1", "0", "1e999", "9" * 40, "1.", "[]", "{}", '""', "0x7f"),
        *("said", "says that", "according to", "China and Russia", "Mr. ", "U.S.", "...", "…", "?!", " -- ", "—"),
        *("By Ada Lund", "12 May 2024", "LENGTH: 900 words", "Document ABCD12345678X", "(The Post, 12 May 2024)"),
        *("document", "start", "end", "label", "text", "id", "=cmd()", "../../x", "a/b", "C:\\x", "file", "$(x)"),
    )
)
"""What trips programs up: controls, directions and joins of scripts, half characters, quotes, markup, numbers."""

LONGEST = 60_000
"""Bytes of an input: as long as ten op-eds, so that a hundred thousand of them are read in minutes."""

CODECS = ("utf-16", "utf-32", "utf-8-sig", "utf-16-be", "cp1252", "utf-7", "cp037")

Mutate = Callable[[Sequence[bytes], random.Random], bytes]


def mutated(seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """One of the seeds, broken in one to five places."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
        data = rng.choice(OPERATIONS)(data, seeds, rng)[:LONGEST]
    return data


def mutated_package(seeds: Sequence[bytes], rng: random.Random) -> bytes:
    """One of the packages with a member broken, missing, doubled or renamed; now and then the package itself broken."""
    data = rng.choice(seeds)
    if rng.random() < 0.15:
        return mutated([data], rng)
    members = unzipped(data)
    k = rng.randrange(len(members))
    name, content = members[k]
    change = rng.random()
    if change < 0.8:
        members[k] = (name, mutated([content], rng))
    elif change < 0.9:
        del members[k]
    else:
        members.insert(k, (rng.choice((name, f"../{name}", name.upper(), "")), content))
    return zipped(members)


def _place(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 1, 2, 5, 20, 200)))


def _insert(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    at, _ = _place(data, rng)
    return data[:at] + rng.choice(FRAGMENTS) + data[at:]


def _insert_many(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    at, _ = _place(data, rng)
    return data[:at] + rng.choice(FRAGMENTS) * rng.choice((3, 30, 300)) + data[at:]


def _replace(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + rng.choice(FRAGMENTS) + data[end:]


def _delete(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + data[end:]


def _flip(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]


def _noise(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def _repeat(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, end = _place(data, rng)
    return data[:start] + data[start:end] * rng.choice((2, 5, 50)) + data[end:]


def _cut(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    start, _ = _place(data, rng)
    return data[:start] if rng.random() < 0.7 else data[start:]


def _splice(data: bytes, seeds: Sequence[bytes], rng: random.Random) -> bytes:
    other = rng.choice(seeds)
    return data[: _place(data, rng)[0]] + other[_place(other, rng)[0] :]


def _recode(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(CODECS), "replace")


def _line_ends(data: bytes, _: Sequence[bytes], rng: random.Random) -> bytes:
    return data.replace(b"\n", rng.choice((b"\r\n", b"\r", b"", b"\n\n", "\u2028".encode())))


OPERATIONS = (
    *(_insert, _insert, _insert, _insert_many, _replace, _replace, _delete, _delete, _flip, _flip, _noise),
    *(_repeat, _cut, _splice, _splice, _recode, _line_ends),
)
