"""Writes the C++ that follows from `api.json`. Run by meson at build time; nothing it writes is committed.

usage: generate.py header VERSION OUTPUT      structs, abstract classes of one API version
       generate.py shim VERSION OUTPUT        SPI shims and request dispatch of one API version
       generate.py shims OUTPUT               the table of all shims
       generate.py sim {md,trader} VERSION OUTPUT   the simulated library of one API version
       generate.py layout VERSION OUTPUT      a program that prints the compiler's sizes and offsets
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
KINDS = {"md": "Md", "trader": "Trader"}


def _load_description() -> ModuleType:
    """The package's own reading of api.json, loaded by path: at build time the package is not there yet."""
    path = HERE.parent / "src" / "actp" / "ctp" / "description.py"
    spec = importlib.util.spec_from_file_location("_description", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_description = _load_description()
API = _description.Description.load(HERE / "api.json")
Method = _description.Method


def namespace(version: str) -> str:
    return "ctp_" + version.replace(".", "_")


def _member(field) -> str:  # type: ignore[no-untyped-def]
    ctype = {"text": "char"}.get(field.kind, field.kind)
    suffix = f"[{field.size}]" if field.kind == "text" else ""
    return f"  {ctype} {field.name}{suffix};"


def _spi_parameters(method: Method) -> str:
    struct = f"{method.struct}Field *" if method.struct else ""
    return {
        "void": "",
        "int": "int value",
        "response": f"{struct}data, RspInfoField *info, int request_id, bool is_last",
        "error": "RspInfoField *info, int request_id, bool is_last",
        "notice": f"{struct}data",
        "error_notice": f"{struct}data, RspInfoField *info",
    }[method.shape]


def _api_parameters(method: Method) -> list[str]:
    """C++ types of an API method's parameters; the vendor's enum is an int in every ABI that matters here."""
    plain = {"char*": "char *", "char*[]": "char **", "int": "int", "THOST_TE_RESUME_TYPE": "int"}
    types = []
    for parameter in method.params:
        if parameter in plain:
            types.append(plain[parameter])
        elif parameter.endswith("Spi*"):
            types.append(parameter.removeprefix("CThostFtdc").removesuffix("*") + " *")
        else:
            types.append(parameter.removesuffix("*") + "Field *")
    return types


def virtual(class_name: str, version: str) -> list[Method]:
    return [m for m in API.methods(class_name, version) if not m.static]


def header(version: str) -> Iterable[str]:
    """The vendor's structs and abstract classes, as their binary interface has them."""
    yield "#pragma once"
    yield f"namespace {namespace(version)} {{"
    for struct in API.structs(version):
        yield f"struct {struct.name}Field {{"
        yield from map(_member, struct.fields)
        yield "};"
    for kind in KINDS.values():
        # No destructors: the vendor's classes have no virtual one, and a slot more would shift all.
        yield f"struct {kind}Spi {{"
        for method in virtual(f"{kind}Spi", version):
            yield f"  virtual void {method.name}({_spi_parameters(method)}) = 0;"
        yield "};"
        yield f"struct {kind}Api {{"
        for method in virtual(f"{kind}Api", version):
            returns = method.returns.replace("CThostFtdc", "")
            yield f"  virtual {returns} {method.name}({', '.join(_api_parameters(method))}) = 0;"
        yield "};"
    yield f"}}  // namespace {namespace(version)}"


def _is_request(method: Method) -> bool:
    return method.name.startswith("Req") and len(method.params) == 2


def _is_direct(method: Method) -> bool:
    """The terminal-information calls: int(T *), answered by the return value alone."""
    return method.returns == "int" and len(method.params) == 1 and method.struct is not None


def _is_subscription(method: Method) -> bool:
    return method.params == ("char*[]", "int")


def shim(version: str) -> Iterable[str]:
    """SPI classes that copy every callback into the queue, and a table of the API's calls."""
    ns = namespace(version)
    yield f'#include "{ns}.hpp"'
    yield '#include "shim.hpp"'
    yield f"namespace actp::{ns}_shim {{"
    yield f"namespace ctp = {ns};"
    yield f"using {ns}::RspInfoField;"
    for kind in KINDS.values():
        spi = virtual(f"{kind}Spi", version)
        for struct in sorted({m.struct for m in spi if m.struct}):
            yield f"using {ns}::{struct}Field;"
        yield f"struct {kind}Shim final : ctp::{kind}Spi {{"
        yield f"  explicit {kind}Shim(Sink &target) : sink(target) {{}}"
        yield "  Sink &sink;"
        for m in spi:
            arguments = {
                "void": "",
                "int": ", value",
                "response": ", data, info, request_id, is_last",
                "error": ", info, request_id, is_last",
                "notice": ", data",
                "error_notice": ", data, info",
            }[m.shape]
            call = f"sink.{m.shape}_({m.index}{arguments});"
            yield f"  void {m.name}({_spi_parameters(m)}) override {{ {call} }}"
        yield "};"
        yield from _operations(kind, version)
    yield f"}}  // namespace actp::{ns}_shim"
    yield "namespace actp {"
    yield f"extern const Version {ns}_version;"
    operations = f"{ns}_shim::md_operations, {ns}_shim::trader_operations"
    yield f'const Version {ns}_version = {{"{version}", {operations}}};'
    yield "}  // namespace actp"


def _operations(kind: str, version: str) -> Iterable[str]:
    api = f"ctp::{kind}Api"
    methods = {m.name: m for m in virtual(f"{kind}Api", version)}
    requests = [m for m in methods.values() if _is_request(m) or _is_direct(m)]
    subscriptions = [m for m in methods.values() if _is_subscription(m)]
    prefix = kind.lower()

    yield f"static int {prefix}_request(void *api, int method, void *data, int request_id) {{"
    yield f"  auto *self = static_cast<{api} *>(api);"
    yield "  switch (method) {"
    for m in requests:
        more = ", request_id" if _is_request(m) else ""
        yield f"    case {m.index}: return self->{m.name}(static_cast<ctp::{m.struct}Field *>(data){more});"
    yield "    default: return no_such_method;"
    yield "  }"
    yield "}"
    yield f"static int {prefix}_subscription(void *api, int method, char **names, int count) {{"
    if subscriptions:
        yield f"  auto *self = static_cast<{api} *>(api);"
        yield "  switch (method) {"
        for m in subscriptions:
            yield f"    case {m.index}: return self->{m.name}(names, count);"
        yield "    default: return no_such_method;"
        yield "  }"
    else:
        yield "  (void)api, (void)method, (void)names, (void)count;"
        yield "  return no_such_method;"
    yield "}"
    yield f"static void {prefix}_topics(void *api, int private_type, int public_type, int sequence) {{"
    if "SubscribePrivateTopic" in methods:
        more = ", sequence" if len(methods["SubscribePrivateTopic"].params) == 2 else ""
        yield f"  auto *self = static_cast<{api} *>(api);"
        yield f"  self->SubscribePrivateTopic(private_type{more});"
        yield "  self->SubscribePublicTopic(public_type);"
        if not more:
            yield "  (void)sequence;"
    else:
        yield "  (void)api, (void)private_type, (void)public_type, (void)sequence;"
    yield "}"
    yield f"static bool {prefix}_front_info(void *api, void *data) {{"
    if "GetFrontInfo" in methods:
        yield f"  static_cast<{api} *>(api)->GetFrontInfo(static_cast<ctp::FrontInfoField *>(data));"
        yield "  return true;"
    else:
        yield "  (void)api, (void)data;"
        yield "  return false;"
    yield "}"
    create = next(m for m in API.methods(f"{kind}Api", version) if m.static and m.name.startswith("Create"))
    yield f"static const Operations {prefix}_operations = {{"
    yield f"  {len(create.params)},"
    yield f"  [](Sink &sink) -> void * {{ return new {kind}Shim(sink); }},"
    yield f"  [](void *shim) {{ delete static_cast<{kind}Shim *>(shim); }},"
    yield (
        f"  [](void *api, void *shim) {{ static_cast<{api} *>(api)"
        f"->RegisterSpi(static_cast<{kind}Shim *>(shim)); }},"
    )
    yield f"  [](void *api, char *front) {{ static_cast<{api} *>(api)->RegisterFront(front); }},"
    yield f"  [](void *api, char *server) {{ static_cast<{api} *>(api)->RegisterNameServer(server); }},"
    yield (
        f"  [](void *api, void *data) {{ static_cast<{api} *>(api)"
        "->RegisterFensUserInfo(static_cast<ctp::FensUserInfoField *>(data)); },"
    )
    yield f"  [](void *api) {{ static_cast<{api} *>(api)->Init(); }},"
    yield f"  [](void *api) {{ static_cast<{api} *>(api)->Release(); }},"
    yield f"  [](void *api) {{ return static_cast<{api} *>(api)->GetTradingDay(); }},"
    yield f"  {prefix}_request, {prefix}_subscription, {prefix}_topics, {prefix}_front_info,"
    yield "};"


def shims() -> Iterable[str]:
    """Every version's table in one list, for the loader to choose from."""
    yield '#include "shim.hpp"'
    yield "namespace actp {"
    for version in API.versions:
        yield f"extern const Version {namespace(version)}_version;"
    yield "const Version *const versions[] = {"
    for version in API.versions:
        yield f"  &{namespace(version)}_version,"
    yield "};"
    yield f"const int version_count = {len(API.versions)};"
    yield "}  // namespace actp"


def layout(version: str) -> Iterable[str]:
    """A program that prints, for every struct, name, size, alignment, then field, offset, size."""
    ns = namespace(version)
    yield f'#include "{ns}.hpp"'
    yield "#include <cstddef>"
    yield "#include <cstdio>"
    yield f"using namespace {ns};"
    yield "int main() {"
    for struct in API.structs(version):
        name = f"{struct.name}Field"
        yield f'  std::printf("{struct.name} %zu %zu\\n", sizeof({name}), alignof({name}));'
        for field in struct.fields:
            yield (
                f'  std::printf("  {field.name} %zu %zu\\n", offsetof({name}, {field.name}), '
                f"sizeof({name}::{field.name}));"
            )
    yield "}"


def main(arguments: list[str]) -> None:
    match arguments:
        case ["header", version, output]:
            lines = header(version)
        case ["shim", version, output]:
            lines = shim(version)
        case ["shims", output]:
            lines = shims()
        case ["layout", version, output]:
            lines = layout(version)
        case ["sim", kind, version, output]:
            from generate_sim import sim  # type: ignore[import-not-found]

            lines = sim(KINDS[kind], version)
        case _:
            sys.exit(__doc__)
    Path(output).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
