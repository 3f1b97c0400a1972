"""Finding and opening libraries, without the vendor's: see tests/vendor for those."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

import actp
from actp.connection import library as module
from actp.connection.library import described_versions, find_library, open_library, simulated_library
from actp.errors import ConfigurationError, LibraryError, UnknownVersionError


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACTP_CTP_LIBRARY", raising=False)
    monkeypatch.setattr(module, "_from_openctp", lambda kind: None)


def any_elf() -> Path:
    """Some library of the system that is not CTP's."""
    maps = Path("/proc/self/maps").read_text().split()
    return next(Path(name) for name in maps if re.search(r"/libm\.so|/libm-[\d.]+\.so|/libc\.so", name))


def test_every_described_version_has_simulated_libraries() -> None:
    for version in described_versions():
        for kind in ("md", "trader"):
            opened = open_library(kind, simulated_library(kind, version))  # type: ignore[arg-type]
            assert (opened.version, opened.kind) == (version, kind)
            assert opened.version_text.startswith("v" + version)
    assert simulated_library("md") == simulated_library("md", described_versions()[-1])


def test_a_file_is_opened_once() -> None:
    path = simulated_library("md")
    assert open_library("md", path) is open_library("md", path)


@pytest.mark.parametrize(
    ("version", "near"),
    [
        ("6.7.3", "are 6.7.2 and 6.7.7"),
        ("6.7.9_P2", "are 6.7.9_P1 and 6.7.10"),
        ("6.8.0", f"are {described_versions()[-1]} "),
        ("6.3.11", f"are {described_versions()[0]} "),
    ],
)
def test_no_simulated_library_of_an_unknown_version(version: str, near: str) -> None:
    with pytest.raises(UnknownVersionError, match=re.escape(near)) as error:
        simulated_library("md", version)
    assert ", ".join(described_versions()) in str(error.value)


def test_nothing_is_found() -> None:
    with pytest.raises(ConfigurationError, match="no CTP library found") as error:
        find_library("md")
    for cure in ("pip install actp[ctp]", "library=", "ACTP_CTP_LIBRARY"):
        assert cure in str(error.value)


def test_the_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTP_CTP_LIBRARY", str(simulated_library("md", "6.6.7")))
    assert find_library("md") == simulated_library("md", "6.6.7").resolve()
    assert find_library("md", simulated_library("md", "6.6.9")) == simulated_library("md", "6.6.9").resolve()


def test_the_environment_wins_over_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "libthostmduserapi_se-9c6d321f.so"
    package.touch()
    monkeypatch.setattr(module, "_from_openctp", lambda kind: package)
    assert find_library("md") == package
    monkeypatch.setenv("ACTP_CTP_LIBRARY", "")
    assert find_library("md") == package, "an empty setting is none"
    monkeypatch.setenv("ACTP_CTP_LIBRARY", str(simulated_library("md")))
    assert find_library("md") == simulated_library("md").resolve()


def test_the_environment_is_named_when_it_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ACTP_CTP_LIBRARY", str(tmp_path / "none.so"))
    with pytest.raises(LibraryError, match=r"ACTP_CTP_LIBRARY=.*none\.so.*no such file"):
        find_library("md")


def test_a_home_folder_is_expanded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "libthostmduserapi_se.so").touch()
    assert find_library("md", "~") == (tmp_path / "libthostmduserapi_se.so").resolve()


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"the folder has no libthostmduserapi_se\.so"):
        find_library("md", tmp_path)
    for name in ("libthosttraderapi_se.so", "thostmduserapi_se.h", "libthostmduserapi_se.so.txt", "libm.so"):
        (tmp_path / name).touch()
    (tmp_path / "libthostmduserapi_se.so").mkdir()
    with pytest.raises(LibraryError, match=r"the folder has no libthostmduserapi_se\.so"):
        find_library("md", tmp_path)
    (tmp_path / "libthostmduserapi_se-0123abcd.so").touch()
    assert find_library("md", tmp_path).name == "libthostmduserapi_se-0123abcd.so"
    (tmp_path / "libthostmduserapi_se-4567cdef.so").touch()
    with pytest.raises(LibraryError, match=r"several libraries fit .*0123abcd.*4567cdef.*name one file"):
        find_library("md", tmp_path)
    (tmp_path / "libthostmduserapi_se.so").rmdir()
    (tmp_path / "libthostmduserapi_se.so").touch()
    assert find_library("md", tmp_path).name == "libthostmduserapi_se.so"


@pytest.mark.parametrize("wrong", [5, ["a"], object()])
def test_what_is_no_path(wrong: Any) -> None:
    with pytest.raises(LibraryError, match="library= is a path"):
        find_library("md", wrong)


def test_a_path_that_no_file_has() -> None:
    with pytest.raises(LibraryError):
        find_library("md", "nul\0")
    with pytest.raises(LibraryError):
        find_library("md", "x" * 5000)


def test_the_other_kind() -> None:
    with pytest.raises(LibraryError, match=r"is CTP's trading library.*libthostmduserapi_se\.so\) is needed"):
        open_library("md", simulated_library("trader"))
    with pytest.raises(LibraryError, match="is CTP's market-data library"):
        open_library("trader", simulated_library("md"))


def test_a_library_that_is_not_ctp() -> None:
    with pytest.raises(LibraryError, match="is a library, but not CTP's"):
        open_library("md", any_elf())


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00" * 100, b"\x7fELF", b"#!/bin/sh\n", bytes(4096)])
def test_a_file_that_is_no_library(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "libthostmduserapi_se.so"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="cannot be opened as a library") as error:
        open_library("md", path)
    assert str(path) in str(error.value)


def test_a_library_for_another_machine(tmp_path: Path) -> None:
    foreign = bytearray(simulated_library("md").read_bytes())
    struct.pack_into("<H", foreign, 18, 243)  # RISC-V
    path = tmp_path / "libthostmduserapi_se.so"
    path.write_bytes(foreign)
    with pytest.raises(LibraryError, match="cannot be opened as a library"):
        open_library("md", path)


@pytest.mark.parametrize("missing", [1, 5000, "half", "all but the header"])
def test_a_file_cut_short(tmp_path: Path, missing: Any) -> None:
    """Loaded as it is, such a file ends the process (SIGBUS)."""
    whole = simulated_library("md").read_bytes()
    size = {"half": len(whole) // 2, "all but the header": 64}.get(missing) or len(whole) - missing
    path = tmp_path / "libthostmduserapi_se.so"
    path.write_bytes(whole[:size])
    with pytest.raises(LibraryError, match=f"is cut short: it has {size} bytes"):
        open_library("md", path)


def test_a_file_that_is_whole_passes(tmp_path: Path) -> None:
    path = tmp_path / "libthostmduserapi_se.so"
    shutil.copy(simulated_library("md", "6.7.2"), path)
    assert open_library("md", path).version == "6.7.2"


FOREIGN = """
struct {cls} {{
  static const char* GetApiVersion();
  static {cls}* {factory};
{methods}
}};
{definitions}
const char* {cls}::GetApiVersion() {{ return "{text}"; }}
{cls}* {cls}::{factory} {{ return nullptr; }}
"""


def foreign_library(path: Path, kind: str, text: str, methods: int) -> Path:
    """A library that says of itself `text` and whose API class has so many methods."""
    cls, factory = {
        "md": ("CThostFtdcMdApi", "CreateFtdcMdApi(const char*, bool, bool)"),
        "trader": ("CThostFtdcTraderApi", "CreateFtdcTraderApi(const char*)"),
    }[kind]
    source = FOREIGN.format(
        cls=cls,
        text=text,
        factory=factory,
        methods="".join(f"  virtual void m{number}();\n" for number in range(methods)),
        definitions="".join(f"void {cls}::m{number}() {{}}\n" for number in range(methods)),
    )
    path.with_suffix(".cpp").write_text(source)
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    command = [*compiler, "-shared", "-fPIC", "-O0", str(path.with_suffix(".cpp")), "-o", str(path)]
    subprocess.run(command, check=True, timeout=60)
    return path


@pytest.mark.parametrize(
    ("kind", "text", "methods", "version"),
    [
        ("trader", "v6.7.9_20241224 10:22:26.8774", 127, "6.7.9"),
        ("trader", "v6.7.9_P1_20250319 10:58:13.9561", 130, "6.7.9_P1"),
        ("trader", "v6.6.1_P1_20210406  9:27:14", 98, "6.6.1"),
        ("md", "6.3.15_20190220 15:47:00", 14, "6.3.15"),
    ],
)
def test_a_patch_has_the_description_that_fits(
    tmp_path: Path, kind: Any, text: str, methods: int, version: str
) -> None:
    opened = open_library(kind, foreign_library(tmp_path / "lib.so", kind, text, methods))
    assert (opened.version, opened.version_text) == (version, text)


@pytest.mark.parametrize(
    ("kind", "text", "methods", "described"),
    [
        ("trader", "v6.7.9_20250101 10:22:26.8774", 130, 127),
        ("trader", "v6.7.11_P1_20260101", 134, 133),
        ("md", "v6.7.11_20260101", 16, 15),
    ],
)
def test_a_build_with_other_methods(
    tmp_path: Path, kind: Any, text: str, methods: int, described: int
) -> None:
    """One number, two APIs: a call would reach another method than is meant."""
    path = foreign_library(tmp_path / "lib.so", kind, text, methods)
    with pytest.raises(UnknownVersionError, match=r"a build of CTP 6\.7\.\d+ that actp does not") as error:
        open_library(kind, path)
    assert f"({text}): its API has {methods} methods where {described} are described" in str(error.value)


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be read: No such file"):
        open_library("md", tmp_path / "gone.so")


def test_the_package_without_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    info = tmp_path / "openctp_ctp-6.7.11.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: openctp-ctp\nVersion: 6.7.11.0\n")
    monkeypatch.delenv("ACTP_CTP_LIBRARY", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(LibraryError, match=r"openctp-ctp 6\.7\.11\.0 has no folder openctp_ctp\.libs"):
        find_library("md")
    (tmp_path / "openctp_ctp.libs").mkdir()
    with pytest.raises(LibraryError, match=r"openctp-ctp: .*the folder has no"):
        find_library("md")
    (tmp_path / "openctp_ctp.libs" / "libthostmduserapi_se-9c6d321f.so").touch()
    assert find_library("md").name == "libthostmduserapi_se-9c6d321f.so"


@pytest.mark.anyio
async def test_a_client_says_it_before_it_dials(tmp_path: Path) -> None:
    client = actp.MdClient("tcp://127.0.0.1:1", library=tmp_path / "none.so")
    with pytest.raises(LibraryError, match="no such file or folder"):
        await client.connect()
    assert client.state is actp.State.DISCONNECTED
    assert client.api_version is None
    await client.close()


@pytest.mark.anyio
async def test_a_simulated_front_has_its_own_library(tmp_path: Path) -> None:
    client = actp.MdClient("sim://127.0.0.1:1", library=tmp_path)
    with pytest.raises(ConfigurationError, match="exclude each other"):
        await client.connect()
    await client.close()
