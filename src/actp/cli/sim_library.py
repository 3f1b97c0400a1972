"""`actp sim-library`: the simulated library under the vendor's file names."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import typer

from actp.connection.addresses import parse_front
from actp.connection.library import STEMS, described_versions, simulated_library
from actp.errors import ConfigurationError

__all__ = ["print_versions", "write_library"]


def print_versions() -> None:
    """One version per line, oldest first."""
    for version in described_versions():
        typer.echo(version)


def write_library(folder: Path, version: str | None, front: str | None, force: bool) -> None:
    """Write libthostmduserapi_se.so and libthosttraderapi_se.so and say what they are for.

    Raises UnknownVersionError, and ConfigurationError where the files cannot or must not be written.
    """
    version = version or described_versions()[-1]
    sources = {f"lib{stem}_se.so": simulated_library(kind, version) for kind, stem in STEMS.items()}
    if front is not None:
        parsed = parse_front(front)
        front = parsed.vendor
    existing = [name for name in sources if os.path.lexists(folder / name)]
    if existing and not force:
        raise ConfigurationError(
            f"{folder} has {' and '.join(existing)} already, perhaps the vendor's own. "
            "Name another folder, or overwrite with --force"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, source in sources.items():
            _copy(source, folder / name)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be written: {error.strerror or error}") from None
    for name in sources:
        typer.echo(folder / name)
    address = front or "the tcp:// addresses it prints"
    typer.echo(
        f"""
These behave as CTP {version} does, against actp's front only.
  front     run `actp front` and register {address}
  C++       put the folder first where the program looks:  LD_LIBRARY_PATH={folder} ./program
  actp      actp.MdClient("tcp://...", library="{folder}")
  others    put the two files in place of the vendor's, whose names they carry""",
        err=True,
    )


def _copy(source: Path, target: Path) -> None:
    """Replace the target as a whole: a program that has it mapped keeps the file it opened."""
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file, source.open("rb") as read:
            shutil.copyfileobj(read, file)
        os.chmod(name, 0o755)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
