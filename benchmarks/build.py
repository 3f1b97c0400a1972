"""What the measurements need: native helpers, a virtual environment for each peer, the peers' locale.

Everything lands in `.bench/`, which git ignores, and is made once; deleting the folder starts afresh.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".bench"
NATIVE = ROOT / "benchmarks" / "native"
DEFAULT_VERSION = "6.7.11"
COMPILE = ("-O2", "-shared", "-fPIC", "-std=c++17", "-fvisibility=hidden", "-pthread")


class Unavailable(Exception):
    """Something cannot be built or run here; the text says what and what would cure it."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A binding to compare with: its package on PyPI, and whether it needs the locale."""

    name: str
    package: str
    requirements: tuple[str, ...]
    locale: bool = False


PEERS = (
    Peer("openctp-ctp", "openctp-ctp", (), locale=True),
    Peer("ctpwrapper", "ctpwrapper", ()),
    # Its dependencies serve vnpy's desktop application; the API module needs none of them.
    Peer("vnpy_ctp", "vnpy_ctp", ("--no-deps",), locale=True),
    Peer("AlgoPlus", "AlgoPlus", ()),
)


def command(
    arguments: list[str], failure: str, timeout: float = 900, environment: dict[str, str] | None = None
) -> str:
    """Run to the end and give its output; raise Unavailable with `failure` and the telling line else."""
    try:
        done = subprocess.run(
            arguments,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{failure}: {error}") from None
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        telling = [line for line in lines if re.search(r"error|No matching|fatal", line)] or lines
        raise Unavailable(f"{failure}: {telling[-1].strip() if telling else done.returncode}")
    return done.stdout


def native(source: str, name: str, *flags: str) -> Path:
    """Compile one of benchmarks/native; made again when source or flags change."""
    path = NATIVE / source
    shared = b"".join(header.read_bytes() for header in sorted(NATIVE.glob("*.hpp")))
    key = hashlib.sha256(path.read_bytes() + shared + repr(flags).encode()).hexdigest()[:12]
    target = CACHE / "native" / key / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        compiler = os.environ.get("CXX", "g++")
        command(
            [compiler, *COMPILE, *flags, str(path), "-o", str(target)],
            f"{source} cannot be compiled with {compiler} (a C++17 compiler is needed; CXX names another)",
        )
    return target


def header(version: str, *, empty_callbacks: bool = False) -> Path:
    """The declarations of one CTP version; with `empty_callbacks` those of the SPI need not be overridden."""
    folder = CACHE / "native"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"ctp-{version}-{os.getpid()}.hpp"  # two runs may do this at the same time
    generator = [sys.executable, str(ROOT / "ext" / "generate.py"), "header", version, str(made)]
    command(generator, f"there is no description of CTP {version}")
    text = made.read_text()
    if empty_callbacks:
        text = re.sub(r"(virtual void On\w+\([^)]*\)) = 0;", r"\1 {}", text)
    named = folder / f"ctp-{version}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.hpp"
    named.write_text(text)
    made.unlink()
    return named


def _for_version(version: str, declarations: Path) -> tuple[str, ...]:
    return (f"-DVERSION={version.replace('.', '_')}", "-include", str(declarations))


def blaster(version: str = DEFAULT_VERSION) -> Path:
    """The stand-in market-data library of one CTP version."""
    return native("blaster.cpp", "libthostmduserapi_se.so", *_for_version(version, header(version)))


def orders() -> Path:
    declarations = header(DEFAULT_VERSION, empty_callbacks=True)
    return native("orders.cpp", "liborders.so", *_for_version(DEFAULT_VERSION, declarations))


def bare() -> Path:
    return native("bare.cpp", "libbare.so", f"-I{sysconfig.get_path('include')}")


def allocations() -> Path:
    return native("allocations.cpp", "liballocations.so")


def package() -> Path:
    """A folder with actp as pip installs it, compiled: an editable install never keeps what it compiles."""
    folder = CACHE / "package"
    shutil.rmtree(folder, ignore_errors=True)
    options = ("--quiet", "--no-build-isolation", "--no-deps", "--compile", "--target", str(folder))
    scripts = sysconfig.get_path("scripts")  # meson is found through PATH
    command(
        [sys.executable, "-m", "pip", "install", *options, str(ROOT)],
        "actp cannot be installed",
        environment={"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"},
    )
    return folder


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def locale_path() -> Path:
    """A folder for LOCPATH with the locale in which two of the peers decode text."""
    folder = CACHE / "locale"
    made = folder / "zh_CN.GB18030"
    if not made.is_dir():
        if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/zh_CN").exists():
            raise Unavailable(
                "needs the locale zh_CN.GB18030, whose sources are missing (Debian: apt-get install locales)"
            )
        folder.mkdir(parents=True, exist_ok=True)
        command(["localedef", "-f", "GB18030", "-i", "zh_CN", str(made)], "zh_CN.GB18030 cannot be made")
    return folder


@dataclass(frozen=True, slots=True)
class Installed:
    """A peer that is ready: its interpreter, the library in its vendor library's place, both versions."""

    python: Path
    library: Path
    version: str
    ctp: str
    environment: dict[str, str]


def install(peer: Peer) -> Installed:
    """Make the peer's environment, once. Raises Unavailable when that fails here."""
    folder = CACHE / "peers" / peer.name
    python = python_of(folder)
    marker = folder / "ready.json"
    if not marker.exists():
        shutil.rmtree(folder, ignore_errors=True)
        command([sys.executable, "-m", "venv", str(folder)], "no virtual environment can be made")
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command([*pip, *peer.requirements, peer.package], "pip cannot install it")
        command([*pip, "uvloop"], "pip cannot install uvloop beside it")
        library, ctp = vendor_library(folder)
        shown = command([str(python), "-m", "pip", "show", peer.package], "pip does not show it")
        found = re.search(r"^Version: (.*)$", shown, re.MULTILINE)
        facts = {"library": str(library), "ctp": ctp, "version": found.group(1) if found else "?"}
        marker.write_text(json.dumps(facts))
    facts = json.loads(marker.read_text())
    library = Path(facts["library"])
    standin = blaster(facts["ctp"])
    if library.read_bytes() != standin.read_bytes():
        library.unlink()
        shutil.copyfile(standin, library)
    environment = {"LOCPATH": str(locale_path())} if peer.locale else {}
    return Installed(python, library, facts["version"], facts["ctp"], environment)


def vendor_library(folder: Path) -> tuple[Path, str]:
    """The market-data library that an environment brings, and its CTP version by the text in it."""
    for path in sorted(folder.glob("lib/python*/site-packages/**/libthostmduserapi_se*.so")):
        if (found := re.search(rb"v(6\.\d+\.\d+)_\d{8}", path.read_bytes())) is not None:
            return path, found.group(1).decode()
    raise Unavailable("it brings no market-data library for this machine")
