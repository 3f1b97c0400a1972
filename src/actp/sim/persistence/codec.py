"""The front's state as JSON and back: dataclasses by their type hints, CTP's records by their fields.

A dataclass becomes an object of its fields, without those marked `metadata=TRANSIENT`; a tuple or a set a
list; a dict an object, or a list of pairs where its keys are no texts. A record becomes an object of the
fields that are not empty, with its struct's name under "ctp". What stands for something that lives elsewhere
(a contract, an account) is written as its id: see `Reference`.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import partial
from inspect import get_annotations
from math import isfinite, nan
from typing import Any, Literal, Union, get_args, get_origin

from actp import records
from actp._core import Record

__all__ = ["TRANSIENT", "Codec", "Reference"]

TRANSIENT = {"stored": False}
"""For `dataclasses.field(metadata=…)`: not part of the state. Given anew when the object is read back."""

_STRUCT, _BYTES = "ctp", "hex"
_AS_THEY_ARE = frozenset((str, int, bool, type(None)))


@dataclass(frozen=True)
class Reference:
    """How objects of a type are written where another object has them, and found again."""

    of: Callable[[Any], Any]
    find: Callable[[Any], Any]


class Codec:
    def __init__(self, references: Mapping[type, Reference] | None = None) -> None:
        self._references = dict(references or {})
        self._writers: dict[type, Callable[[Any], Any]] = {}
        self._readers: dict[Any, Callable[[Any], Any]] = {}
        self._field_readers: dict[type, list[tuple[str, Callable[[Any], Any], bool]]] = {}
        """Of a dataclass: name, reader, and whether it has to be there."""

    # -- writing

    def plain(self, value: Any) -> Any:
        """The value in what `json.dumps` knows. TypeError for what has no such form."""
        kind = type(value)
        if kind in _AS_THEY_ARE:
            return value
        writer = self._writers.get(kind)
        if writer is None:
            writer = self._writers[kind] = self._writer(kind)
        return writer(value)

    def _writer(self, kind: type) -> Callable[[Any], Any]:
        reference = self._references.get(kind)
        if reference is not None:
            return reference.of
        if issubclass(kind, Enum):
            return lambda value: value.value
        if issubclass(kind, float):
            # JSON has no nan and no infinity.
            return lambda value: value if isfinite(value) else repr(value)
        if issubclass(kind, Record):
            return _plain_record
        if is_dataclass(kind):
            return self._dataclass_writer(kind)
        if issubclass(kind, Mapping):
            return self._plain_mapping
        if issubclass(kind, (list, tuple, set, frozenset)):
            return lambda value: [self.plain(item) for item in value]
        if issubclass(kind, (str, int)):
            return lambda value: value
        raise TypeError(f"{kind.__name__} has no form in the state file")

    def _dataclass_writer(self, kind: type) -> Callable[[Any], Any]:
        names = [field.name for field in _stored(kind)]
        # Most fields are texts and integers, and need no look at their values.
        others = [name for name in names if not _is_plain(_hint(kind, name))]

        def write(value: Any) -> dict[str, Any]:
            found = {name: getattr(value, name) for name in names}
            for name in others:
                found[name] = self.plain(found[name])
            return found

        return write

    def _plain_mapping(self, value: Mapping[Any, Any]) -> Any:
        if all(type(key) is str for key in value):
            return {key: self.plain(item) for key, item in value.items()}
        return [[self.plain(key), self.plain(item)] for key, item in value.items()]

    # -- reading

    def read(self, hint: Any, plain: Any) -> Any:
        """The value of a type from its plain form. ValueError, LookupError or TypeError where it is none."""
        reader = self._readers.get(hint)
        if reader is None:
            reader = self._readers[hint] = self._reader(hint)
        return reader(plain)

    def make(self, kind: type, plain: Mapping[str, Any], **given: Any) -> Any:
        """A dataclass from its plain form; `given` are its transient fields."""
        readers = self._field_readers.get(kind)
        if readers is None:
            readers = self._field_readers[kind] = [
                (
                    field.name,
                    self._reader(_hint(kind, field.name)),
                    field.default is MISSING and field.default_factory is MISSING,
                )
                for field in _stored(kind)
            ]
        values = {name: read(plain[name]) for name, read, needed in readers if needed or name in plain}
        if unknown := [name for name in plain if name not in values]:
            raise ValueError(f"{kind.__name__} has no field {', '.join(unknown)}")
        return kind(**values, **given)

    def _reader(self, hint: Any) -> Callable[[Any], Any]:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._union_reader([each for each in arguments if each is not type(None)])
        if origin is Literal or hint in _AS_THEY_ARE:
            return lambda plain: plain
        if hint is float:
            return float
        kind = origin or hint
        if kind in (Any, object) or not isinstance(kind, type) or issubclass(kind, Record):
            return _any
        if kind in self._references:
            return self._references[kind].find
        if issubclass(kind, Enum):
            return kind
        if is_dataclass(kind):
            return partial(self.make, kind)
        if hasattr(kind, "_fields"):
            hints = [_hint(kind, name) for name in kind._fields]
            return lambda plain: kind(*map(self.read, hints, plain))
        if issubclass(kind, tuple) and arguments[1:] != (...,):
            return lambda plain: tuple(map(self.read, arguments, plain))
        if issubclass(kind, Mapping) or kind is Mapping:
            return self._mapping_reader(*arguments)
        if issubclass(kind, (list, tuple, set, frozenset)):
            return lambda plain: kind(self.read(arguments[0], item) for item in plain)
        raise TypeError(f"{hint!r} has no form in the state file")

    def _union_reader(self, members: list[Any]) -> Callable[[Any], Any]:
        if len(members) > 1 and not all(member in _AS_THEY_ARE for member in members):
            raise TypeError(f"nothing tells which of {members} stands in the state file")
        member = members[0] if len(members) == 1 else Any
        return lambda plain: None if plain is None else self.read(member, plain)

    def _mapping_reader(self, key: Any, item: Any) -> Callable[[Any], Any]:
        def read(plain: Any) -> dict[Any, Any]:
            pairs = plain.items() if isinstance(plain, dict) else plain
            return {self.read(key, k): self.read(item, v) for k, v in pairs}

        return read


def _plain_record(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = {_STRUCT: type(record).__struct__.name}
    for name, value in record.asdict().items():
        if not value:
            continue
        kind = type(value)
        if kind is str or kind is int:
            found[name] = value
        elif kind is float:
            # nan is true, and stands for CTP's "no value".
            found[name] = value if value == value else None
        elif kind is bytes:
            found[name] = {_BYTES: value.hex()}
        else:
            found[name] = value.value
    return found


def _any(plain: Any) -> Any:
    """A record, or what JSON itself has."""
    if not isinstance(plain, dict) or _STRUCT not in plain:
        return plain
    values = {name: _field(value) for name, value in plain.items() if name != _STRUCT}
    return records.record_class(plain[_STRUCT])(**values)


def _field(plain: Any) -> Any:
    if plain is None:
        return nan
    return bytes.fromhex(plain[_BYTES]) if isinstance(plain, dict) else plain


_stored_fields: dict[type, tuple[Any, ...]] = {}


def _stored(kind: type) -> tuple[Any, ...]:
    found = _stored_fields.get(kind)
    if found is None:
        found = tuple(f for f in fields(kind) if f.metadata.get("stored", True))
        _stored_fields[kind] = found
    return found


def _is_plain(hint: Any) -> bool:
    """Whether all values of a type are what JSON has."""
    if isinstance(hint, type):
        return hint in _AS_THEY_ARE
    return get_origin(hint) in (Union, types.UnionType) and all(map(_is_plain, get_args(hint)))


def _hint(kind: type, name: str) -> Any:
    """The type of one field. The others' may name what is imported for the type checker only."""
    for each in kind.__mro__:
        if (hint := get_annotations(each).get(name)) is not None:
            if isinstance(hint, str):
                hint = eval(hint, vars(sys.modules[each.__module__]))
            return hint
    raise TypeError(f"{kind.__name__}.{name} has no type")
