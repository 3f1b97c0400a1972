"""Writes the type stubs in `src/actp`: records, enums and requests from `api.json`, errors from `errors.tsv`.

usage: generate_stubs.py [--check]

`--check` writes nothing and exits with 1 if a committed stub differs. Run it where actp is installed: the
stubs say what the modules hold.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from actp import ctp_errors, enums, records
from actp._core import FieldDescriptor
from actp.ctp.description import installed
from actp.errors import ResponseError
from actp.requests.specs import Form, Kind, requests

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "actp"
HEADER = "# Written by ext/generate_stubs.py from {}; not edited by hand."
API = HEADER.format("ext/api.json")

READS = {
    "text": "str",
    "identifier": "str",
    "binary": "bytes",
    "short": "int",
    "int": "int",
    "double": "float",
}
TAKES = READS | {"text": "str | bytes", "identifier": "str | bytes", "binary": "bytes | str"}


def types_of(field: FieldDescriptor[Any]) -> tuple[str, str]:
    """What a field reads as, and what construction takes for it."""
    if field.kind == "char":
        if field.enum_name is None:
            return "str", "str | bytes"
        return f"_enums.{field.enum_name} | str", f"_enums.{field.enum_name} | str | bytes"
    if field.name.startswith("Comb") and field.name.endswith("Flag"):
        return "str", "str | bytes | Sequence[str]"
    return READS[field.kind], TAKES[field.kind] + (" | _Secret" if field.secret else "")


def fields_of(name: str) -> list[FieldDescriptor[Any]]:
    return [field for field in records.record_class(name).__struct__.fields if not field.hidden]


def constructor(fields: list[FieldDescriptor[Any]], more: list[str]) -> Iterator[str]:
    yield "    def __new__("
    yield "        cls,"
    yield "        *,"
    yield "        version: str | None = None,"
    for field in fields:
        yield f"        {field.attribute}: {types_of(field)[1]} = ...,"
    for argument in more:
        yield f"        {argument},"
    yield "    ) -> Self: ..."


def exported(names: list[str]) -> Iterator[str]:
    yield "__all__ = ["
    for name in names:
        yield f'    "{name}",'
    yield "]"
    yield ""


def record_stubs() -> Iterator[str]:
    names = sorted(installed().struct_names)
    yield API
    yield ""
    yield "from collections.abc import Sequence"
    yield "from datetime import datetime"
    yield ""
    yield "from typing_extensions import Self"
    yield ""
    # Not by name: InstrumentStatus is a struct and a character's type.
    yield "from actp import enums as _enums"
    yield "from actp._core import FieldDescriptor as _F"
    yield "from actp._core import Layout as Layout"
    yield "from actp._core import Record as Record"
    yield "from actp._secret import Secret as _Secret"
    yield ""
    yield from exported(records.__all__)
    yield "SECRET_TYPES: frozenset[str]"
    yield "BINARY_TYPES: frozenset[str]"
    yield "IDENTIFIER_TYPES: frozenset[str]"
    yield ""
    yield "def __dir__() -> list[str]: ..."
    yield "def layout(struct_name: str, version: str) -> Layout: ..."
    yield "def record_class(struct_name: str) -> type[Record]: ..."
    for name in names:
        fields = fields_of(name)
        yield ""
        yield f"class {name}(Record):"
        for field in fields:
            yield f"    {field.attribute}: _F[{types_of(field)[0]}]"
        yield from constructor(fields, [])
    yield ""
    yield "class Tick(DepthMarketData):"
    yield "    @property"
    yield "    def received_ns(self) -> int: ..."
    yield "    @property"
    yield "    def session(self) -> int: ..."
    yield "    @property"
    yield "    def exchange_time(self) -> datetime | None: ..."
    yield from constructor(fields_of("DepthMarketData"), ["received_ns: int = ...", "session: int = ..."])


def enum_stubs() -> Iterator[str]:
    yield API
    yield ""
    yield "from enum import Enum"
    yield ""
    yield "from typing_extensions import Self"
    yield ""
    yield from exported(enums.__all__)
    yield "class Character(str, Enum):  # type: ignore[misc]  # a base without members"
    yield "    def __new__(cls, value: str) -> Self: ..."
    yield "    def __format__(self, spec: str) -> str: ..."
    yield ""
    yield "def __dir__() -> list[str]: ..."
    yield "def has(type_name: str) -> bool: ..."
    yield "def members(type_name: str) -> list[tuple[str, str]]: ..."
    for name in sorted(installed().enum_names):
        yield ""
        yield f"class {name}(Character):"
        for member, character in enums.members(name):
            yield f'    {member} = "{character}"'


def request_stubs() -> Iterator[str]:
    yield API
    yield ""
    yield "from collections.abc import Sequence"
    yield ""
    yield "from actp import enums as _enums"
    yield "from actp import records as _records"
    yield "from actp._secret import Secret as _Secret"
    yield ""
    yield '__all__ = ["Requests"]'
    yield ""
    yield "class Requests:"
    for name, forms in requests().items():
        taken: dict[str, str] = {}
        for form in forms:
            for field in fields_of(form.struct):
                taken.setdefault(field.attribute, types_of(field)[1])
        structs = " | ".join(dict.fromkeys(f"_records.{form.struct}" for form in forms))
        yield f"    async def {name}("
        yield "        self,"
        yield f"        request: {structs} | None = None,"
        yield "        *,"
        yield "        timeout: float | None = None,"
        for attribute, kinds in taken.items():
            yield f"        {attribute}: {kinds} = ...,"
        yield f"    ) -> {brings(forms)}: ..."


def brings(forms: tuple[Form, ...]) -> str:
    """What awaiting a request gives."""
    answer = " | ".join(dict.fromkeys(f"_records.{form.answer}" for form in forms if form.answer))
    if not answer:
        return "None"
    match forms[-1].kind:
        case Kind.QUERY:
            return f"list[{answer}]"
        case Kind.INSTRUCTION:
            return answer
        case _:
            return f"{answer} | None"


def error_stubs() -> Iterator[str]:
    yield HEADER.format("src/actp/errors.tsv")
    yield ""
    yield "from actp.errors import ResponseError as ResponseError"
    yield ""
    yield from exported(ctp_errors.__all__)
    yield "def error_class(code: int) -> type[ResponseError] | None: ..."
    for name in ctp_errors.__all__:
        defined = getattr(ctp_errors, name)
        if isinstance(defined, type) and issubclass(defined, ResponseError):
            yield ""
            yield f"class {name}({defined.__bases__[0].__name__}):"
            yield f'    """{defined.__doc__}"""'


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    stubs = {
        "records.pyi": record_stubs(),
        "enums.pyi": enum_stubs(),
        "requests/methods.pyi": request_stubs(),
        "ctp_errors.pyi": error_stubs(),
    }
    for name, lines in stubs.items():
        path, text = PACKAGE / name, "\n".join(lines) + "\n"
        if arguments and (not path.exists() or path.read_text(encoding="utf-8") != text):
            stale.append(name)
        elif not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"stale: {', '.join(stale)}; run python ext/generate_stubs.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
