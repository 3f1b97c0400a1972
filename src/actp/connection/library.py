"""Finding and opening the CTP library: the vendor's, or actp's simulated one.

Nothing of the vendor is linked or bundled. `GetApiVersion()` of the opened library decides which of the
described API versions (struct layouts, virtual method tables) is used.
"""

from __future__ import annotations

import os
import re
import struct
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actp import _core
from actp.ctp.description import installed, version_key
from actp.ctp.kinds import Kind
from actp.errors import ConfigurationError, LibraryError, UnknownVersionError

__all__ = ["OpenLibrary", "described_versions", "find_library", "open_library", "simulated_library"]

STEMS: dict[Kind, str] = {"md": "thostmduserapi", "trader": "thosttraderapi"}
ENVIRONMENT = "ACTP_CTP_LIBRARY"
_INSTALL = (
    "Install the vendor's library (pip install actp[ctp] takes it from the openctp-ctp package), or name "
    f"it with library= or the environment variable {ENVIRONMENT} (a file or a folder)"
)

_opened: dict[tuple[str, Kind], OpenLibrary] = {}
_opening = threading.Lock()


def _after_fork() -> None:
    """A thread of the parent process may have held the lock."""
    global _opening
    _opening = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """An opened library: its file, GetApiVersion's text, and the described version that fits it."""

    native: _core.Library
    path: Path
    kind: Kind
    version_text: str
    version: str


def described_versions() -> tuple[str, ...]:
    """The CTP versions that actp knows, oldest first."""
    return _core.described_versions()


def simulated_library(kind: Kind, version: str | None = None) -> Path:
    """actp's simulated library for an API version (default: the newest).

    Raises UnknownVersionError for a version without description.
    """
    known = described_versions()
    version = version or known[-1]
    if version not in known:
        raise UnknownVersionError(_unknown(version, f"no simulated library for CTP {version}"))
    from importlib.resources import files

    path = Path(str(files("actp") / "_sim" / f"lib{STEMS[kind]}_se-{version}.so"))
    if not path.is_file():
        raise LibraryError(f"the simulated library {path.name} is missing from this installation of actp")
    return path


def _unknown(version: str, start: str) -> str:
    known = described_versions()
    key = version_key(version)
    older = [v for v in known if version_key(v) < key][-1:]
    newer = [v for v in known if version_key(v) > key][:1]
    near = " and ".join(older + newer)
    return f"{start}: the nearest that actp describes are {near} (all: {', '.join(known)})"


def find_library(kind: Kind, library: str | os.PathLike[str] | None = None) -> Path:
    """The library file for a kind: `library` (file or folder), else ACTP_CTP_LIBRARY, else openctp-ctp's.

    Raises ConfigurationError (LibraryError for a path that does not serve).
    """
    if library is not None:
        try:
            path = Path(library)
        except TypeError:
            raise LibraryError(
                f"library= is a path to a file or folder, not {type(library).__name__}"
            ) from None
        return _in_path(kind, path, "library=")
    if named := os.environ.get(ENVIRONMENT):
        return _in_path(kind, Path(named), f"{ENVIRONMENT}=")
    if (found := _from_openctp(kind)) is not None:
        return found
    raise ConfigurationError(f"no CTP library found. {_INSTALL}")


def _in_path(kind: Kind, path: Path, source: str) -> Path:
    try:
        path = path.expanduser()
        if path.is_file():
            return path.resolve()
        if not path.is_dir():
            raise LibraryError(f"{source}{str(path)!r}: no such file or folder. {_INSTALL}")
        candidates = sorted(_candidates(kind, path))
    except (OSError, RuntimeError) as error:
        # RuntimeError: "~" without a home.
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise LibraryError(f"{source}{str(path)!r} cannot be searched: {why}") from None
    if not candidates:
        raise LibraryError(f"{source}{str(path)!r}: the folder has no lib{STEMS[kind]}_se.so. {_INSTALL}")
    if len(candidates) > 1:
        # The vendor's own name wins over copies beside it; else the choice is the user's.
        exact = [c for c in candidates if c.name == f"lib{STEMS[kind]}_se.so"]
        if len(exact) != 1:
            names = ", ".join(c.name for c in candidates)
            raise LibraryError(f"{source}{str(path)!r}: several libraries fit ({names}); name one file")
        candidates = exact
    return candidates[0].resolve()


def _candidates(kind: Kind, folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if (
            STEMS[kind] in entry.name
            and re.search(r"\.(so(\.\d+)*|dylib|dll)$", entry.name)
            and entry.is_file()
        ):
            yield entry


def _from_openctp(kind: Kind) -> Path | None:
    # A tenth of `import actp` if it stood above; who names a library does not need it.
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution("openctp-ctp")
    except PackageNotFoundError:
        return None
    folder = Path(str(found.locate_file("openctp_ctp.libs")))
    if not folder.is_dir():
        raise LibraryError(
            f"the installed openctp-ctp {found.version} has no folder openctp_ctp.libs with the vendor's "
            "libraries; install another version of it, or name a library with library="
        )
    return _in_path(kind, folder, "openctp-ctp: ")


def open_library(kind: Kind, path: Path) -> OpenLibrary:
    """Open a library file and match its version. Opening the same file again gives the same object.

    Raises LibraryError when the file is not a CTP library of this kind, UnknownVersionError when actp
    has no description of its version.
    """
    key = (str(path), kind)
    with _opening:
        if (opened := _opened.get(key)) is None:
            opened = _opened[key] = _open(kind, path)
    return opened


def _open(kind: Kind, path: Path) -> OpenLibrary:
    what = {"md": "market-data", "trader": "trading"}
    if sys.platform != "linux":
        raise LibraryError(f"CTP libraries are opened on Linux only for now; this is {sys.platform}")
    _check_complete(path)
    try:
        native = _core.Library(path, kind)
    except RuntimeError as error:
        raise LibraryError(f"{path} cannot be opened as a library: {error}") from None
    if not native.has_factory:
        other: Kind = "trader" if kind == "md" else "md"
        if _core.Library(path, other).has_factory:
            raise LibraryError(
                f"{path} is CTP's {what[other]} library, but the {what[kind]} library "
                f"(lib{STEMS[kind]}_se.so) is needed here"
            )
        raise LibraryError(f"{path} is a library, but not CTP's: it exports no Create function of CTP")
    match = re.match(r"v?(\d+\.\d+\.\d+)(_P\d+)?", native.version_text)
    if not match:
        raise LibraryError(f"{path}: GetApiVersion() says {native.version_text!r}, which is no CTP version")
    # A patch has a description of its own where its API differs, as that of 6.7.9_P1 does.
    version = match[0].lstrip("v")
    if version not in described_versions():
        version = match[1]
    if version not in described_versions():
        raise UnknownVersionError(_unknown(version, f"{path} is CTP {version}, which actp does not know"))
    _check_methods(kind, path, native, version)
    return OpenLibrary(native, path, kind, native.version_text.strip(), version)


def _check_methods(kind: Kind, path: Path, native: _core.Library, version: str) -> None:
    """Raise UnknownVersionError for a build whose virtual method table is not the described one: calls would
    reach other methods than are meant."""
    described = installed().methods({"md": "MdApi", "trader": "TraderApi"}[kind], version)
    expected = sum(not method.static for method in described)
    if native.virtual_methods not in (0, expected):
        raise UnknownVersionError(
            f"{path} is a build of CTP {version} that actp does not know ({native.version_text.strip()}): "
            f"its API has {native.virtual_methods} methods where {expected} are described"
        )


def _check_complete(path: Path) -> None:
    """Raise LibraryError for a file that was cut short, by a broken download for instance: dlopen maps what
    the headers promise, and touching a page behind the end of the file ends the process (SIGBUS)."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
            if len(head) < 64 or head[:6] != b"\x7fELF\x02\x01":
                return  # not a 64-bit little-endian ELF file: the loader says so in its own words
            program, sections = struct.unpack_from("<QQ", head, 32)
            program_size, program_count, section_size, section_count = struct.unpack_from("<HHHH", head, 54)
            file.seek(program)
            table = file.read(program_size * program_count)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror}") from None
    needed = max(program + program_size * program_count, sections + section_size * section_count)
    for at in range(0, len(table) - 55, max(program_size, 56)):
        offset, stored = struct.unpack_from("<8xQ16xQ", table, at)
        needed = max(needed, offset + stored)
    if needed > size:
        raise LibraryError(
            f"{path} is cut short: it has {size} bytes of at least {needed}. Install or copy it anew"
        )
