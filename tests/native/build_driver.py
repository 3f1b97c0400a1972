"""Builds the driver program of the native tests: driver.cpp plus a generated subject per version and kind.

The subjects of one kind are one source: the standard headers, read 26 times, would be most of the work.

usage: build_driver.py OUTPUT_DIRECTORY

`CXX` and `ACTP_TEST_CXXFLAGS` choose the compiler and further flags (a sanitizer's, for instance).
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
EXT = HERE.parent.parent / "ext"


def load_generator() -> ModuleType:
    """`ext/generate.py` as a module: the tests' C++ comes from the same description as the library's."""
    spec = importlib.util.spec_from_file_location("generate", EXT / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    sys.path.insert(0, str(EXT))
    spec.loader.exec_module(module)
    return module


generate = load_generator()


def subject(kind: str, version: str) -> Iterator[str]:
    """A recorder for every callback and a subject for every method; `kind` is Md or Trader."""
    ns = generate.namespace(version)
    methods = {m.name: m for m in generate.virtual(f"{kind}Api", version)}
    yield f'#include "{ns}.hpp"'
    yield '#include "driver.hpp"'
    yield f"namespace {kind.lower()}_{ns} {{"
    yield f"using namespace {ns};"
    yield f"struct Recorder final : {kind}Spi {{"
    yield "  int id = 0;"
    for m in generate.virtual(f"{kind}Spi", version):
        size = "sizeof *data" if m.struct else "0"
        body = {
            "void": f"record(id, {m.index}, nullptr, 0, nullptr, 0, -1)",
            "int": f"record_value(id, {m.index}, value)",
            "response": f"record(id, {m.index}, data, {size}, info, request_id, is_last)",
            "error": f"record(id, {m.index}, nullptr, 0, info, request_id, is_last)",
            "notice": f"record(id, {m.index}, data, {size}, nullptr, 0, -1)",
            "error_notice": f"record(id, {m.index}, data, {size}, info, 0, -1)",
        }[m.shape]
        yield f"  void {m.name}({generate._spi_parameters(m)}) override {{ driver::{body}; }}"
    yield "};"
    yield "struct It final : driver::Subject {"
    yield f"  explicit It({kind}Api *made) : api(made) {{}}"
    yield f"  {kind}Api *api;"
    yield "  Recorder recorder;"
    yield "  void spi(bool on) override { recorder.id = id; api->RegisterSpi(on ? &recorder : nullptr); }"
    yield "  void front(char *address) override { api->RegisterFront(address); }"
    yield "  void name_server(char *address) override { api->RegisterNameServer(address); }"
    yield "  void topics(int private_type, int public_type, int sequence) override {"
    if kind == "Trader":
        more = ", sequence" if len(methods["SubscribePrivateTopic"].params) == 2 else ""
        yield f"    api->SubscribePrivateTopic(private_type{more});"
        yield "    api->SubscribePublicTopic(public_type);"
        yield "    (void)sequence;"
    else:
        yield "    (void)private_type, (void)public_type, (void)sequence;"
    yield "  }"
    yield "  void init() override { api->Init(); }"
    yield "  int join() override { return api->Join(); }"
    yield "  void release() override { api->Release(); }"
    yield "  const char *trading_day() override { return api->GetTradingDay(); }"
    yield "  int request(int method, void *data, int request_id) override {"
    yield "    switch (method) {"
    for m in methods.values():
        if m.returns == "int" and m.struct:
            more = ", request_id" if len(m.params) == 2 else ""
            yield f"      case {m.index}: return api->{m.name}(static_cast<{m.struct}Field *>(data){more});"
    yield "      default: return -99;"
    yield "    }"
    yield "  }"
    yield "  int subscribe(int method, char **names, int count) override {"
    yield "    switch (method) {"
    for m in methods.values():
        if m.params == ("char*[]", "int"):
            yield f"      case {m.index}: return api->{m.name}(names, count);"
    yield "      default: (void)names, (void)count; return -99;"
    yield "    }"
    yield "  }"
    yield "  std::string front_info() override {"
    if "GetFrontInfo" in methods:
        yield "    FrontInfoField info = {};"
        yield "    api->GetFrontInfo(&info);"
        yield '    return "[\\"" + std::string(info.FrontAddr) + "\\", " +'
        yield '           std::to_string(info.QryFreq) + ", " + std::to_string(info.FTDPkgFreq) + "]";'
    else:
        yield '    return "null";'
    yield "  }"
    yield "};"
    factory = next(m for m in generate.API.methods(f"{kind}Api", version) if m.static and m.params)
    flags = len(factory.params) - 1
    owner = f"CThostFtdc{kind}Api"
    name = f"_ZN{len(owner)}{owner}{len(factory.name)}{factory.name}EPKc{'b' * flags}"
    types = ", ".join(["const char *"] + ["bool"] * flags)
    # UDP and multicast off; the production flag, where there is one, on.
    own = 2 if kind == "Md" else 0
    values = ", ".join(["flow", *["false"] * own, *["true"] * (flags - own)])
    yield "driver::Subject *make(void *library, const char *flow) {"
    yield f'  void *factory = driver::symbol(library, "{name}");'
    yield "  if (factory == nullptr) return nullptr;"
    yield f"  return new It(reinterpret_cast<{kind}Api *(*)({types})>(factory)({values}));"
    yield "}"
    yield f'driver::Registration registration("{version}", "{kind.lower()}", make);'
    yield "}  // namespace"


def build(directory: Path) -> Path:
    """Compiles the driver into `directory` and returns the program's path."""
    directory.mkdir(parents=True, exist_ok=True)
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    flags = ["-std=c++17", "-O0", "-g0", *shlex.split(os.environ.get("ACTP_TEST_CXXFLAGS", ""))]
    sources = [HERE / "driver.cpp"]
    for version in generate.API.versions:
        header = directory / f"{generate.namespace(version)}.hpp"
        header.write_text("\n".join(generate.header(version)) + "\n", encoding="utf-8")
    for kind in generate.KINDS.values():
        source = directory / f"subjects_{kind}.cpp"
        lines = (line for version in generate.API.versions for line in subject(kind, version))
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources.append(source)

    def compile_one(source: Path) -> str:
        target = directory / (source.name + ".o")
        command = [*compiler, *flags, f"-I{directory}", f"-I{HERE}", "-c", str(source), "-o", str(target)]
        subprocess.run(command, check=True)
        return str(target)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(compile_one, sources))
    program = directory / "driver"
    subprocess.run([*compiler, *flags, *objects, "-o", str(program), "-ldl", "-pthread"], check=True)
    return program


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]))
