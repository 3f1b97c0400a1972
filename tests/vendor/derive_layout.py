# ruff: noqa: T201
"""Derives from public packages what api.json says of a CTP version, and compares the two: every struct with
the order, type, offset and size of its fields, every virtual method in the order of the tables, the factories
and the named constants.

usage: derive_layout.py [VERSION ...]

Exit status 1: they differ, and it is printed where. A version that api.json lacks is compared with its
neighbours: what is printed is what has to be added. Needed are nm, readelf, c++filt and a C++ compiler.

The sources, in packages from PyPI:
- openctp-ctp's wheels hold SWIG modules that were compiled with the vendor's headers of one version. They
  tell structs and constants (see swig_probe.py); the table of the SPI class stands in the module's symbols.
- ctpwrapper's archives hold the headers themselves; a compiler tells what it makes of them.
- The vendor's library, in both, exports the tables of its API classes: the length, and the methods by name
  and parameters.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from wheels import (
    ALL,
    ARCHIVES,
    Unavailable,
    VendorLibrary,
    fetch,
    gb18030_locale,
    installed_package,
    release_of,
)

from actp.ctp.description import Description, Method, version_key

HERE = Path(__file__).resolve().parent
API_JSON = HERE.parents[1] / "ext" / "api.json"
KINDS = {"Md": "md", "Trader": "trader"}
CALLBACKS = {
    "void": "",
    "int": "int",
    "response": "{}*, CThostFtdcRspInfoField*, int, bool",
    "error": "CThostFtdcRspInfoField*, int, bool",
    "notice": "{}*",
    "error_notice": "{}*, CThostFtdcRspInfoField*",
}


@dataclass(frozen=True)
class Facts:
    """One version. `structs`: name → size and (field, type, kind, offset, size) each; `methods`: class →
    C++ declarations in the order of its table; `constants`: type → (name, character) each."""

    structs: dict[str, tuple[int, list[tuple[str, str, str, int, int]]]]
    methods: dict[str, list[str]]
    factories: dict[str, list[str]]
    constants: dict[str, list[tuple[str, str]]]

    def __str__(self) -> str:
        return (
            f"{len(self.structs)} structs with {sum(len(f) for _, f in self.structs.values())} fields, "
            f"{' + '.join(f'{len(m)} {name}' for name, m in self.methods.items())} methods, "
            f"{sum(map(len, self.constants.values()))} constants of {len(self.constants)} types"
        )


# -- what api.json says ---------------------------------------------------------------------------


def described(description: Description, version: str) -> Facts:
    structs = {
        s.name: (s.size, [(f.name, f.type, f.kind, f.offset, f.size) for f in s.fields])
        for s in description.structs(version)
    }
    methods, factories = {}, {}
    for kind in KINDS:
        api = description.methods(f"{kind}Api", version)
        methods[f"{kind}Spi"] = [_callback(m) for m in description.methods(f"{kind}Spi", version)]
        methods[f"{kind}Api"] = [_declaration(m) for m in api if not m.static]
        factories[kind] = sorted(_declaration(m).partition(" ")[2] for m in api if m.static)
    constants = {name: description.constants(name, version) for name in description.enum_names}
    return Facts(structs, methods, factories, {name: found for name, found in constants.items() if found})


def _callback(m: Method) -> str:
    assert m.shape is not None
    return f"void {m.name}({CALLBACKS[m.shape].format(f'CThostFtdc{m.struct}Field')})"


def _declaration(m: Method) -> str:
    own = {
        f"{m.struct}*": f"CThostFtdc{m.struct}Field*",
        "char*": "char const*" if m.static else "char*",
        "char*[]": "char**",
    }
    parameters = ", ".join(own.get(p, p) for p in m.params)
    return f"{_plain(m.returns)} {m.name}({parameters})"


def _plain(ctype: str) -> str:
    """`const char *` as c++filt and SWIG would have it, without spaces that mean nothing."""
    return re.sub(r"^const char", "char const", ctype).replace(" *", "*").replace(" ", "_")


# -- what a package says --------------------------------------------------------------------------


def derived(release: str) -> Facts:
    """Raises Unavailable."""
    library = fetch(release)
    if isinstance(library, str):
        raise Unavailable(library)
    with tempfile.TemporaryDirectory() as scratch:
        source = Headers if release in ARCHIVES else Wheel
        return source(library, Path(scratch)).facts()


class Source:
    """A package that holds one version."""

    def __init__(self, library: VendorLibrary, scratch: Path) -> None:
        self.library, self.scratch = library, scratch

    def facts(self) -> Facts:
        methods, factories = {}, {}
        for kind, short in KINDS.items():
            spi, api = f"CThostFtdc{kind}Spi", f"CThostFtdc{kind}Api"
            own = Binary(self.spi_module(kind))
            vendor = Binary(getattr(self.library, short))
            returns = self.returns(kind)
            methods[f"{kind}Spi"] = [f"void {m}" for m in own.table(spi)]
            # The class itself is abstract: the names stand in the table of its implementation.
            names = vendor.table(f"CFtdc{kind}ApiImpl", vendor.length(api))
            methods[f"{kind}Api"] = [f"{_plain(returns[m.partition('(')[0]])} {m}" for m in names]
            if set(returns) != {m.partition("(")[0] for m in names}:
                raise AssertionError(f"the declared methods of {api} are not those of the library")
            factories[kind] = sorted(vendor.members(api))
        return Facts(self.structs(), methods, factories, self.constants())

    def spi_module(self, kind: str) -> Path:
        """A shared object that holds the table of the SPI class."""
        raise NotImplementedError

    def returns(self, kind: str) -> dict[str, str]:
        """The return types of the API class's virtual methods."""
        raise NotImplementedError

    def structs(self) -> dict[str, Any]:
        raise NotImplementedError

    def constants(self) -> dict[str, list[tuple[str, str]]]:
        raise NotImplementedError


class Wheel(Source):
    """openctp-ctp's SWIG modules."""

    def __init__(self, library: VendorLibrary, scratch: Path) -> None:
        super().__init__(library, scratch)
        self.package = installed_package(library.release)
        hook = scratch / "operator_new.so"
        _compile(HERE / "operator_new.cpp", hook)
        environment = os.environ | {"PYTHONPATH": str(self.package), "LD_PRELOAD": str(hook)}
        if (locales := gb18030_locale()) is not None:
            environment["LOCPATH"] = str(locales)
        found = json.loads(_run(sys.executable, HERE / "swig_probe.py", env=environment))
        if found["md"] != found["trader"]:
            raise AssertionError("the two SWIG modules were compiled with different headers")
        self._structs, self._constants = found["trader"]
        self._text = self._module("trader", ".py").read_text(encoding="utf-8")

    def _module(self, kind: str, suffix: str) -> Path:
        return next((self.package / "openctp_ctp").glob(f"*thost{kind.replace('md', 'mduser')}api{suffix}"))

    def spi_module(self, kind: str) -> Path:
        return self._module(KINDS[kind], ".so")

    def returns(self, kind: str) -> dict[str, str]:
        tree = ast.parse(self._module(KINDS[kind], ".py").read_text(encoding="utf-8"))
        (api,) = (
            node
            for node in tree.body
            if isinstance(node, ast.ClassDef) and node.name == f"CThostFtdc{kind}Api"
        )
        return {
            node.name: ast.literal_eval(node.returns)
            for node in api.body
            if isinstance(node, ast.FunctionDef) and node.returns and not node.decorator_list
        }

    def structs(self) -> dict[str, Any]:
        return {
            _bare(name, "CThostFtdc", "Field"): (
                size,
                [(field, _bare(ctype, "TThostFtdc", "Type"), *rest) for field, ctype, *rest in members],
            )
            for name, (size, members) in self._structs.items()
        }

    def constants(self) -> dict[str, list[tuple[str, str]]]:
        # The vendor's comments became docstrings; the first constant of a type says which type it is.
        found = re.findall(
            r'^(THOST_FTDC_\w+) = \S+\n(?:r"""(.*?)""")?', self._text, re.MULTILINE | re.DOTALL
        )
        if len(found) != len(self._constants):
            raise AssertionError(f"{len(found)} constants in the text, {len(self._constants)} in the module")
        return _by_type((comment, name, self._constants[name]) for name, comment in found)


class Headers(Source):
    """The vendor's own headers, in ctpwrapper's archives."""

    def _text(self, name: str) -> str:
        return (self.library.folder / f"ThostFtdc{name}.h").read_bytes().decode("utf-8-sig")

    def _program(self, body: str, output: str) -> Path:
        source = self.scratch / f"{output}.cpp"
        includes = "#include <cstddef>\n#include <cstdio>\n"
        includes += "".join(f'#include "ThostFtdc{kind}Api.h"\n' for kind in KINDS)
        source.write_text(includes + body)
        _compile(source, self.scratch / output, f"-I{self.library.folder}")
        return self.scratch / output

    def spi_module(self, kind: str) -> Path:
        return self._program(f"CThostFtdc{kind}Spi made;\n", f"{kind}.so")

    def returns(self, kind: str) -> dict[str, str]:
        body = self._text(f"{kind}Api").partition(f"class {kind.upper()}_API_EXPORT CThostFtdc{kind}Api")[2]
        found = re.findall(r"^\s*virtual\s+(.*?[\s*])(\w+)\(", body, re.MULTILINE)
        return {name: returns.strip() for returns, name in found}

    def structs(self) -> dict[str, Any]:
        struct = re.compile(r"^struct\s+CThostFtdc(\w+)Field\s*\{(.*?)^\}", re.MULTILINE | re.DOTALL)
        member = re.compile(r"^\s*TThostFtdc(\w+)Type\s+(\w+);", re.MULTILINE)
        declared = {name: member.findall(body) for name, body in struct.findall(self._text("UserApiStruct"))}
        rows = [
            f'{{"", 0, sizeof(CThostFtdc{name}Field)}},'
            + "".join(
                f"{{kind((decltype(CThostFtdc{name}Field::{field}) *)nullptr), "
                f"offsetof(CThostFtdc{name}Field, {field}), sizeof(CThostFtdc{name}Field::{field})}},"
                for _, field in members
            )
            for name, members in declared.items()
        ]
        kinds = 'template <std::size_t n> const char *kind(char (*)[n]) { return "text"; }\n' + "".join(
            f'const char *kind({ctype} *) {{ return "{ctype}"; }}\n'
            for ctype in ("char", "short", "int", "double")
        )
        program = self._program(
            kinds
            + "struct Row { const char *kind; std::size_t offset, size; };\nint main() {\n"
            + "static const Row rows[] = {\n"
            + "\n".join(rows)
            + "};\nfor (const Row &row : rows) "
            + 'std::printf("%s %zu %zu\\n", row.kind, row.offset, row.size);\n}\n',
            "layout",
        )
        printed = iter(_run(program).splitlines())
        found: dict[str, Any] = {}
        for name, members in declared.items():
            size, measured = int(next(printed).split()[-1]), []
            for ctype, field in members:
                kind, offset, length = next(printed).split()
                measured.append((field, ctype, kind, int(offset), int(length)))
            found[name] = (size, measured)
        return found

    def constants(self) -> dict[str, list[tuple[str, str]]]:
        text = self._text("UserApiDataType")
        found = re.findall(r"((?:^\s*///.*\n)*)^#define\s+(THOST_FTDC_\w+)\s+'(.)'", text, re.MULTILINE)
        return _by_type(found)


def _by_type(found: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Constants by the type that the comment on its first one names."""
    types: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] | None = None
    for comment, name, value in found:
        if named := re.search(r"TFtdc(\w+?)Type是一个", comment):
            current = types.setdefault(named[1], [])
        assert current is not None
        # THOST_FTDC_D_Buy: what follows the type's abbreviation.
        current.append((name.split("_", 3)[3], value))
    return types


def _bare(name: str, before: str, behind: str) -> str:
    if not (name.startswith(before) and name.endswith(behind)):
        raise AssertionError(f"{name!r} is not {before}…{behind}")
    return name[len(before) : -len(behind)]


def _compile(source: Path, output: Path, *options: str) -> None:
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    shared = ["-shared", "-fPIC"] if output.suffix == ".so" else []
    _run(*compiler, "-std=c++17", "-O0", "-w", *shared, *options, source, "-o", output)


def _run(*command: str | Path, env: dict[str, str] | None = None, text: str | None = None) -> str:
    done = subprocess.run(command, env=env, input=text, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise AssertionError(f"{command[0]} failed with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


class Binary:
    """The virtual method tables of a shared object for x86-64."""

    def __init__(self, path: Path) -> None:
        self.symbols: dict[str, tuple[int, int]] = {}
        self.names: dict[int, str] = {}
        for option in ("-S", "-SD"):
            for line in _run("nm", option, "--defined-only", path).splitlines():
                if len(words := line.split()) == 4 and words[3].startswith("_Z"):
                    self.symbols[words[3]] = (int(words[0], 16), int(words[1], 16))
                    self.names[int(words[0], 16)] = words[3]
        self.slots: dict[int, str] = {}
        for line in _run("readelf", "-rW", path).splitlines():
            words = line.split()
            if words[2:3] == ["R_X86_64_RELATIVE"] and (target := self.names.get(int(words[3], 16))):
                self.slots[int(words[0], 16)] = target
            elif words[2:3] == ["R_X86_64_64"] and len(words) > 4:
                self.slots[int(words[0], 16)] = words[4].partition("@")[0]

    def length(self, cls: str) -> int:
        """How many methods stand in a class's table, behind offset to top and type information."""
        return self.symbols[f"_ZTV{len(cls)}{cls}"][1] // 8 - 2

    def table(self, cls: str, count: int | None = None) -> list[str]:
        """The methods of a class in the order of its table, without the class's name."""
        start = self.symbols[f"_ZTV{len(cls)}{cls}"][0] + 16
        slots = range(self.length(cls) if count is None else count)
        return _plain_names(self.slots[start + 8 * slot] for slot in slots)

    def members(self, cls: str) -> list[str]:
        """The exported functions of a class."""
        return _plain_names(name for name in self.symbols if name.startswith(f"_ZN{len(cls)}{cls}"))


def _plain_names(mangled: Iterable[str]) -> list[str]:
    plain = _run("c++filt", text="\n".join(mangled)).splitlines()
    return [re.sub(r"^[\w:]*::", "", name) for name in plain]


# -- the comparison -------------------------------------------------------------------------------


def differences(ours: Facts, theirs: Facts) -> Iterator[str]:
    """One line each; nothing where both say the same."""
    for part in fields(Facts):
        one, other = getattr(ours, part.name), getattr(theirs, part.name)
        for name in dict.fromkeys((*one, *other)):
            if one.get(name) != other.get(name):
                yield f"{part.name}: {name}: {_difference(one.get(name), other.get(name))}"


def _difference(ours: Any, theirs: Any) -> str:
    if ours is None or theirs is None:
        return f"only in {'the package' if ours is None else 'api.json'}: {ours or theirs}"
    if isinstance(ours, tuple):  # a struct
        return f"{ours[0]} bytes in api.json, {theirs[0]} in the package; " + _difference(ours[1], theirs[1])
    missing, more = [m for m in ours if m not in theirs], [m for m in theirs if m not in ours]
    return f"only in api.json {missing}, only in the package {more}" if missing or more else "another order"


def compare(release: str, description: Description) -> tuple[Facts, dict[str, list[str]]]:
    """What the package says, and how each described version that it should equal, or resemble, differs."""
    library = fetch(release)
    if isinstance(library, str):
        raise Unavailable(library)
    version, known = library.version, description.versions
    if version in known:
        with_these = [version]
    else:
        key = version_key(version)
        with_these = [v for v in known if version_key(v) < key][-1:]
        with_these += [v for v in known if version_key(v) > key][:1]
    facts = derived(release)
    return facts, {v: list(differences(described(description, v), facts)) for v in with_these}


def main() -> int:
    description, wrong = Description.load(API_JSON), 0
    for release in map(release_of, sys.argv[1:] or ALL):
        facts, found = compare(release, description)
        for version, lines in found.items():
            print(f"{release}: {facts}")
            print(f"  api.json {'differs for' if lines else 'says the same of'} {version}")
            for line in lines:
                print(f"    {line}")
            wrong += bool(lines)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
