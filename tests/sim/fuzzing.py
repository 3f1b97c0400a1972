"""What the fuzzers throw: structs at their boundaries, and byte streams with something wrong in them."""

from __future__ import annotations

import struct
from random import Random

from actp.ctp.description import Struct, installed

DBL_MAX = 1.7976931348623157e308
INFINITY = float("inf")
DOUBLES = (
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    1e-300,
    5e-324,
    1e18,
    -1e18,
    DBL_MAX,
    -DBL_MAX,
    INFINITY,
    -INFINITY,
    float("nan"),
)
INTEGERS = (0, 1, -1, 2, 3, 100, -100, 32767, 2**31 - 1, -(2**31), 2**30)
TEXTS = (
    *(b"", b" ", b"0", b"1", b"-1", b"9999", b"999999999999", b"1e5", b"  1", b"20261105", b"99:99:99"),
    *(b"fuzz0", b"fuzz1", b"SHFE", b"CFFEX", b"CNY", b"nothing", b"%s%n", b"..", b"'"),
    *(b"\xd6\xd0\xb9\xfa", b"\xff\xfe", b"\x81", b"\x00x", b"\xef\xbc\x91", b"\xb2"),
)
CHARACTERS = b"\x00 0123456789aABCDEFGIOXz\xff"
_FORMATS = {"int": {2: "<h", 4: "<i", 8: "<q"}, "double": {8: "<d"}}


class Structs:
    """Random bytes for CTP's structs in a version."""

    def __init__(self, random: Random, instruments: list[str]) -> None:
        self._random = random
        self._names = [name.encode("gb18030") for name in instruments]

    def text(self, size: int) -> bytes:
        random = self._random
        kind = random.random()
        if kind < 0.35:
            value = random.choice(self._names)
        elif kind < 0.75:
            value = random.choice(TEXTS)
        elif kind < 0.9:
            # Without a terminator, the whole field long.
            return random.choice((b"A", b"9", b"\xff", b"\xd6", b" ")) * size
        else:
            return random.randbytes(size)
        return value[:size].ljust(size, b"\0")

    def value(self, kind: str, size: int) -> bytes:
        random = self._random
        if kind == "char" and size == 1:
            return bytes((random.choice(CHARACTERS) if random.random() < 0.9 else random.randrange(256),))
        if kind in ("char", "text"):
            return self.text(size)
        if kind == "double":
            number = random.choice(DOUBLES) if random.random() < 0.6 else random.uniform(-1e5, 1e5)
            return struct.pack("<d", number)
        whole = random.choice(INTEGERS) if random.random() < 0.7 else random.randint(-1000, 1000)
        bits = 8 * size
        return (whole % (1 << bits)).to_bytes(size, "little")

    def fill(self, layout: Struct, valid: dict[str, bytes]) -> bytes:
        """A struct with `valid` fields kept or, now and then, spoilt, and the others empty or anything."""
        random = self._random
        data = bytearray(layout.size)
        anything = random.random() < 0.2
        spoil = random.choice((0.0, 0.0, 0.1, 0.5))
        for field in layout.fields:
            value = valid.get(field.name)
            if value is not None and random.random() >= spoil:
                data[field.offset : field.offset + field.size] = value[: field.size].ljust(field.size, b"\0")
            elif anything or value is not None or random.random() < 0.05:
                data[field.offset : field.offset + field.size] = self.value(field.kind, field.size)
        return bytes(data)


def layout_of(name: str, version: str) -> Struct | None:
    return installed().struct(name, version)


def spoil(random: Random, data: bytes) -> bytes:
    """A byte stream with a few things wrong: flipped, missing, doubled, foreign bytes, wrong lengths."""
    spoilt = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(spoilt) + 1)
        kind = random.randrange(6)
        if kind == 0 and at < len(spoilt):
            spoilt[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            del spoilt[at : at + random.choice((1, 2, 4, 100))]
        elif kind == 2:
            spoilt[at:at] = random.randbytes(random.choice((1, 3, 4, 50)))
        elif kind == 3:
            spoilt[at:at] = spoilt[at : at + random.choice((1, 5, 100))]
        elif kind == 4:
            spoilt[at : at + 4] = struct.pack(
                "<I", random.choice((0, 1, 2, 262_144, 262_145, 2**31, 2**32 - 1))
            )
        else:
            del spoilt[at:]
    return bytes(spoilt)
