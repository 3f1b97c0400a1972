"""What `api.json` says of CTP: versions, classes, structs and constants, and how they lie in memory.

The build (`ext/generate.py`) and the run time read the same file through this module, so that the
native shims, the simulated library and the Python records cannot disagree. Standard library only:
the build loads this file by its path, before the package exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

__all__ = ["Description", "Field", "Kind", "Method", "Struct", "installed", "snake_case", "version_key"]

Kind = Literal["char", "text", "short", "int", "double"]

_SCALARS: dict[str, tuple[Kind, int]] = {
    "char": ("char", 1),
    "short": ("short", 2),
    "int": ("int", 4),
    "double": ("double", 8),
}
_WORD = re.compile(r"[A-Z]+s?(?=[A-Z][a-z]|[^A-Za-z0-9]|$)|[A-Z]+[0-9]+|[A-Z]?[a-z0-9]+|[A-Z]+|[0-9]+")


def snake_case(name: str) -> str:
    """CTP's CamelCase name in Python's form: `InstrumentID` → `instrument_id`, `BidPrice1` → `bid_price1`."""
    return "_".join(part.lower() for part in _WORD.findall(name))


def version_key(version: str) -> tuple[int, ...]:
    """The version as a tuple that compares as CTP's releases do: `6.7.9`, its patch `6.7.9_P1`, `6.7.11`."""
    return tuple(int(part) for part in version.replace("_P", ".").split("."))


@dataclass(frozen=True, slots=True)
class Field:
    """One member of a struct in one version: its names, its C type and where it lies."""

    name: str
    type: str
    kind: Kind
    offset: int
    size: int

    @property
    def attribute(self) -> str:
        return snake_case(self.name)


@dataclass(frozen=True, slots=True)
class Struct:
    """A struct in one version. Natural alignment, no packing pragma, as the vendor compiles it."""

    name: str
    size: int
    align: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A virtual or static method; `index` is its place in `api.json` and the same in every version."""

    index: int
    name: str
    shape: str | None
    struct: str | None
    returns: str
    params: tuple[str, ...]
    static: bool


class Description:
    """The content of one `api.json`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self.versions: tuple[str, ...] = tuple(data["versions"])
        self._order = {version: place for place, version in enumerate(self.versions)}

    @classmethod
    def load(cls, path: Path) -> Description:
        return cls.parse(path.read_bytes())

    @classmethod
    def parse(cls, content: bytes) -> Description:
        import json

        return cls(json.loads(content))

    def _applies(self, limits: dict[str, str], version: str) -> bool:
        here = self._order[version]
        since, until = limits.get("since"), limits.get("until")
        return (since is None or self._order[since] <= here) and (until is None or here < self._order[until])

    def methods(self, class_name: str, version: str) -> list[Method]:
        """The methods of a class in one version; the virtual ones stand in vtable order."""
        return [m for m, limits in self._methods(class_name) if self._applies(limits, version)]

    def all_methods(self, class_name: str) -> list[Method]:
        """The methods of a class in every version, at their indices."""
        return [m for m, _ in self._methods(class_name)]

    def _methods(self, class_name: str) -> Iterator[tuple[Method, dict[str, str]]]:
        for index, entry in enumerate(self._data["classes"][class_name]):
            yield (
                Method(
                    index=index,
                    name=entry["name"],
                    shape=entry.get("shape"),
                    struct=entry.get("struct"),
                    returns=entry.get("returns", "void"),
                    params=tuple(entry.get("params", ())),
                    static=entry.get("static", False),
                ),
                entry,
            )

    @cached_property
    def struct_names(self) -> tuple[str, ...]:
        return tuple(self._data["structs"])

    def struct(self, name: str, version: str) -> Struct | None:
        """The layout of a struct in one version, or None where that version has no such struct."""
        fields: list[Field] = []
        offset, align = 0, 1
        for entry in self._data["structs"][name]:
            if not isinstance(entry, list):
                raise ValueError(f"api.json: struct {name} has an entry of another form: {entry!r}")
            limits = entry[2] if len(entry) > 2 else {}
            if not self._applies(limits, version):
                continue
            kind, size, unit = self._type(entry[1], version)
            offset = -(-offset // unit) * unit
            fields.append(Field(entry[0], entry[1], kind, offset, size))
            offset += size
            align = max(align, unit)
        if not fields:
            return None
        return Struct(name, -(-offset // align) * align, align, tuple(fields))

    def all_fields(self, name: str) -> Iterator[Field]:
        """The fields of a struct in every version, in the file's order; a field that moved comes twice.

        Offset and size are those of no version: 0 and the type's newest size.
        """
        for entry in self._data["structs"][name]:
            kind, size, _ = self._type(entry[1], self.versions[-1])
            yield Field(entry[0], entry[1], kind, 0, size)

    def structs(self, version: str) -> list[Struct]:
        found = (self.struct(name, version) for name in self.struct_names)
        return [struct for struct in found if struct is not None]

    def _type(self, name: str, version: str) -> tuple[Kind, int, int]:
        """Kind, size and alignment of a named type."""
        text = self._data["types"][name]
        if not isinstance(text, str):
            text = next(form for form, *limits in text if self._applies(limits[0] if limits else {}, version))
        if text in _SCALARS:
            kind, size = _SCALARS[text]
            return kind, size, size
        if not (match := re.fullmatch(r"char\[(\d+)\]", text)):
            raise ValueError(f"api.json: type {name} is {text!r}, which is none of the known forms")
        return "text", int(match[1]), 1

    def text_limit(self, struct: str, field: str, version: str | None = None) -> int:
        """How many bytes a text field holds before its NUL, in one version or in the roomiest of all."""
        sizes = [
            found.size
            for here in ([version] if version is not None else self.versions)
            if (layout := self.struct(struct, here)) is not None
            for found in layout.fields
            if found.name == field and found.kind == "text"
        ]
        return max(sizes) - 1

    def field_history(self, struct: str, field: str) -> list[dict[str, str]]:
        """The `since` / `until` limits of a field, one dict per entry (empty: in every version)."""
        return [
            (entry[2] if len(entry) > 2 else {})
            for entry in self._data["structs"][struct]
            if entry[0] == field
        ]

    def versions_with_field(self, struct: str, field: str) -> list[str]:
        return self._versions_within(self.field_history(struct, field))

    def versions_with_struct(self, name: str) -> list[str]:
        """The versions in which a struct has a field, oldest first."""
        return self._versions_within(
            [(entry[2] if len(entry) > 2 else {}) for entry in self._data["structs"][name]]
        )

    def _versions_within(self, limits: list[dict[str, str]]) -> list[str]:
        """The versions that lie within any of these limits."""
        if not all(limits):
            return list(self.versions)
        return [v for v in self.versions if any(self._applies(limit, v) for limit in limits)]

    def versions_with_method(self, class_name: str, name: str) -> list[str]:
        entries = [limits for m, limits in self._methods(class_name) if m.name == name]
        return [v for v in self.versions if any(self._applies(limits, v) for limits in entries)]

    @cached_property
    def enum_names(self) -> tuple[str, ...]:
        """The char types with named constants."""
        return tuple(self._data["constants"])

    def constants(self, type_name: str, version: str | None = None) -> list[tuple[str, str]]:
        """`(name, character)` of a char type's constants in one version or in all, in the vendor's order."""
        return [
            (name, character)
            for name, character, *limits in self._data["constants"].get(type_name, ())
            if version is None or self._applies(limits[0] if limits else {}, version)
        ]

    @cached_property
    def schema(self) -> int:
        """A checksum of all method names: two sides that agree on it agree on every method index."""
        from zlib import crc32

        names = [entry["name"] for methods in self._data["classes"].values() for entry in methods]
        return crc32(",".join(names).encode())


@cache
def installed() -> Description:
    """The description that is installed beside the package."""
    from importlib.resources import files

    return Description.parse((files("actp") / "api.json").read_bytes())
