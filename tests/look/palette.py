"""A picture of the browser's, written again with a palette of at most 256 colours: a third of the bytes."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST, FREQUENT = 256, 64
Colour = tuple[int, int, int]


def eight_bit(png: bytes) -> bytes:
    """The same picture with a palette. It takes 8 bits a channel, with or without alpha, not interlaced."""
    parts = list(chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    assert depth == 8 and kind in (2, 6), "the browser writes 8 bits a channel"
    size = 4 if kind == 6 else 3
    rows = list(
        unfiltered(zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT")), width * size, size)
    )
    lines = [list(zip(row[::size], row[1::size], row[2::size], strict=True)) for row in rows]
    number = numbered(Counter(pixel for line in lines for pixel in line))
    table = list(dict.fromkeys(sorted(number.values())))
    place = {colour: table.index(number[colour]) for colour in number}
    body = b"".join(b"\0" + bytes(place[pixel] for pixel in line) for line in lines)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(colour) for colour in table)
    return SIGNATURE + b"".join(
        chunk(name, data)
        for name, data in ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    )


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG file."""
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def chunk(name: bytes, data: bytes) -> bytes:
    """One part as it is written."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def unfiltered(data: bytes, length: int, size: int) -> Iterator[bytearray]:
    """The rows, each put back from what its filter left (PNG specification, 9.2)."""
    above = bytearray(length)
    for start in range(0, len(data), length + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        if kind == 2:
            row = bytearray((one + up) & 255 for one, up in zip(row, above, strict=True))
        elif kind:
            for i in range(length):
                left, corner = (row[i - size], above[i - size]) if i >= size else (0, 0)
                row[i] = (row[i] + foretold(kind, left, above[i], corner)) & 255
        yield row
        above = row


def foretold(kind: int, left: int, up: int, corner: int) -> int:
    """What the filter foretold of a byte."""
    if kind == 1:
        return left
    if kind == 3:
        return (left + up) // 2
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))


def numbered(seen: Counter[Colour]) -> dict[Colour, Colour]:
    """For each colour the one that stands for it: the frequent stay, others by sixteenths of each channel."""
    if len(seen) <= MOST:
        return {colour: colour for colour in seen}
    kept = [colour for colour, _ in seen.most_common(FREQUENT)]
    first: dict[Colour, Colour] = {}
    weight: Counter[Colour] = Counter()
    for colour, times in seen.most_common()[FREQUENT:]:
        box = (colour[0] >> 4, colour[1] >> 4, colour[2] >> 4)
        first.setdefault(box, colour)
        weight[box] += times
    kept += [first[box] for box, _ in weight.most_common(MOST - FREQUENT)]
    return {colour: min(kept, key=lambda one: apart(one, colour)) for colour in seen}


def apart(one: Colour, other: Colour) -> int:
    """How far two colours lie from each other."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
