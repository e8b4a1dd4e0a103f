"""Outlook messages made by hand: an OLE file of a few streams."""

import datetime
import struct


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
