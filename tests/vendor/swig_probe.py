"""Prints, as JSON, what the SWIG modules of an installed openctp-ctp tell of the structs and constants that
they were compiled with. `derive_layout.py` runs it in a process of its own, with `operator_new.cpp` loaded
before all else.

No declaration is read: a struct is made, its fields are set one by one, and it shows which bytes change. So
sizes and offsets are those that a compiler made of the vendor's header.
"""

from __future__ import annotations

import ctypes
import json
import sys
from types import ModuleType
from typing import Any

FILLS = (0xAA, 0x55)


def made(cls: Any) -> tuple[Any, int]:
    """A fresh struct and its size, which is what it asks operator new for."""
    last = ctypes.c_size_t.in_dll(ctypes.CDLL(None), "last_new")
    last.value = 0
    return cls(), last.value


def written(struct: Any, size: int, field: str, value: object) -> tuple[int, bytes]:
    """Where setting a field changes memory, and to what. Two fills, since the value may hold one."""
    address = int(struct.this)
    places: set[int] = set()
    for fill in FILLS:
        ctypes.memset(address, fill, size)
        setattr(struct, field, value)
        content = ctypes.string_at(address, size)
        places |= {place for place in range(size) if content[place] != fill}
    first, last = min(places), max(places) + 1
    if len(places) != last - first:
        raise AssertionError(f"{type(struct).__name__}.{field} is not in one piece: {sorted(places)}")
    return first, content[first:last]


def accepts(struct: Any, field: str, value: object) -> bool:
    try:
        setattr(struct, field, value)
    except (TypeError, OverflowError):
        return False
    return True


def measured(struct: Any, size: int, field: str) -> tuple[str, int, int]:
    """Kind, offset and size of a field."""
    name = f"{type(struct).__name__}.{field}"
    if accepts(struct, field, ""):
        offset, content = written(struct, size, field, "")
        if len(content) > 1:
            # Text is as long as the zeros that an empty one leaves, its closing zero among them.
            fits, longer = "x" * (len(content) - 1), "x" * len(content)
            if any(content) or not accepts(struct, field, fits) or accepts(struct, field, longer):
                raise AssertionError(f"{name} is text of an unknown form: {content!r}")
            return "text", offset, len(content)
    probes: tuple[tuple[str, Any, bytes], ...] = (
        ("char", "a", b"a"),
        ("double", 1.5, bytes(ctypes.c_double(1.5))),
        ("int", 0x01020304, bytes(ctypes.c_int(0x01020304))),
        ("short", 0x0102, bytes(ctypes.c_short(0x0102))),
    )
    for kind, value, expected in probes:
        if accepts(struct, field, value):
            offset, content = written(struct, size, field, value)
            if content != expected or getattr(struct, field) != value:
                raise AssertionError(f"{name} should be a {kind}, but {value!r} makes {content!r}")
            return kind, offset, len(content)
    raise AssertionError(f"{name} takes neither text nor number")


def structs(module: ModuleType) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cls in vars(module).items():
        if not (name.startswith("CThostFtdc") and name.endswith("Field")):
            continue
        struct, size = made(cls)
        fields = [
            (field, cls.__annotations__[field], *measured(struct, size, field))
            for field, attribute in vars(cls).items()
            if isinstance(attribute, property) and field != "thisown"
        ]
        found[name] = (size, fields)
    return found


def constants(module: ModuleType) -> dict[str, str]:
    return {name: value for name, value in vars(module).items() if name.startswith("THOST_FTDC_")}


def main() -> None:
    from openctp_ctp import mdapi, tdapi

    modules = {"md": mdapi, "trader": tdapi}
    found = {kind: (structs(module), constants(module)) for kind, module in modules.items()}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
