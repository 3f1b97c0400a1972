"""The vendor's own libraries, taken out of packages on PyPI: openctp-ctp's wheels, and for 6.7.9_P1 and
6.7.13, which have none, ctpwrapper's source archives with the vendor's headers in them."""

from __future__ import annotations

import fcntl
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from actp.ctp.description import version_key

# Release of openctp-ctp -> the CTP version in it.
RELEASES = {
    "6.3.15.7": "6.3.15",
    "6.3.19.8": "6.3.19",
    "6.5.1.7": "6.5.1",
    "6.6.1.7": "6.6.1",
    "6.6.7.9": "6.6.7",
    "6.6.9.9": "6.6.9",
    "6.7.0.9": "6.7.0",
    "6.7.1.7": "6.7.1",
    "6.7.2.8": "6.7.2",
    "6.7.7.1": "6.7.7",
    "6.7.8.0": "6.7.8",
    "6.7.9.0": "6.7.9",
    "6.7.10.0": "6.7.10",
    "6.7.11.0": "6.7.11",
}
# CTP version -> the release of ctpwrapper that has it; here the version names it.
ARCHIVES = {"6.7.9_P1": "6.7.9", "6.7.13": "6.7.13"}
ALL = tuple(sorted((*RELEASES, *ARCHIVES), key=lambda name: version_key(RELEASES.get(name, name))))
OLDEST, NEWEST = "6.3.15.7", "6.7.11.0"

_CACHE = Path(__file__).resolve().parents[2] / ".cache" / "vendor"


class Unavailable(Exception):
    """The wheel cannot be had here, and why."""


@dataclass(frozen=True)
class VendorLibrary:
    """One version of the vendor's libraries on disk."""

    release: str
    folder: Path

    @property
    def version(self) -> str:
        return RELEASES.get(self.release, self.release)

    @property
    def key(self) -> tuple[int, ...]:
        return version_key(self.version)

    @property
    def md(self) -> Path:
        return next(self.folder.glob("*thostmduserapi_se*"))

    @property
    def trader(self) -> Path:
        return next(self.folder.glob("*thosttraderapi_se*"))


def release_of(name: str) -> str:
    """The release for a CTP version; a release is its own."""
    versions = {version: release for release, version in RELEASES.items()}
    if (release := versions.get(name, name)) not in ALL:
        raise ValueError(f"{name!r} is none of {', '.join(sorted((*versions, *ARCHIVES), key=version_key))}")
    return release


@cache
def fetch(release: str) -> VendorLibrary | str:
    """The libraries of a release, downloaded once per machine; a text that says why not."""
    try:
        return VendorLibrary(release, _folder(release))
    except Unavailable as reason:
        return str(reason)


def _folder(release: str) -> Path:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise Unavailable(f"openctp-ctp's wheels hold no library for {sys.platform} on {platform.machine()}")
    try:
        installed = distribution("openctp-ctp")
    except PackageNotFoundError:
        pass
    else:
        folder = Path(str(installed.locate_file("openctp_ctp.libs")))
        if installed.version == release and folder.is_dir():
            return folder
    folder = _CACHE / (f"ctpwrapper-{release}" if release in ARCHIVES else release)
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / f"{release}.lock").open("w") as lock:  # the workers of a parallel run come here together
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _download(release, folder)
    return folder


@cache
def installed_package(release: str) -> Path:
    """A folder with openctp-ctp installed by pip, for PYTHONPATH. Raises Unavailable."""
    folder = _CACHE / f"package-{release}"
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / f"package-{release}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=_CACHE) as scratch:
                target = Path(scratch) / "package"
                _pip("install", release, "--target", str(target))
                target.rename(folder)
    return folder


@cache
def gb18030_locale() -> Path | None:
    """A folder with the locale zh_CN.GB18030, for LOCPATH: openctp-ctp aborts without it. None: the system
    has it. Raises Unavailable."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True)
    if "zh_CN.gb18030" in known.stdout.splitlines():
        return None
    folder = _CACHE / "locales"
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / "locales.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            if shutil.which("localedef") is None:
                raise Unavailable("there is no localedef to make the locale zh_CN.GB18030")
            with tempfile.TemporaryDirectory(dir=_CACHE) as scratch:
                made = Path(scratch) / "locales" / "zh_CN.GB18030"
                made.parent.mkdir()
                # localedef's exit status is 1 for mere warnings about its own sources.
                line = ["localedef", "-f", "GB18030", "-i", "zh_CN", str(made)]
                done = subprocess.run(line, capture_output=True, text=True)
                if not (made / "LC_CTYPE").is_file():
                    raise Unavailable(f"localedef cannot make the locale zh_CN.GB18030: {done.stderr}")
                made.parent.rename(folder)
    return folder


def _pip(command: str, release: str, *arguments: str) -> None:
    if release in ARCHIVES:
        # pip asks setup.py for the name, and that of 6.7.9 imports Cython without having asked for it.
        form = ["--no-deps", "--no-build-isolation", "--no-binary", "ctpwrapper"]
        with tempfile.TemporaryDirectory(dir=_CACHE) as tools:
            _run_pip("install", "setuptools>=77", "cython>=3.0", "--target", tools)
            _run_pip(command, f"ctpwrapper=={ARCHIVES[release]}", *form, *arguments, PYTHONPATH=tools)
    else:
        # The wheels are py3-none-manylinux2014: pip finds them for any Python 3 on glibc.
        form = ["--no-deps", "--only-binary", "openctp-ctp"]
        _run_pip(command, f"openctp-ctp=={release}", *form, *arguments)


def _run_pip(command: str, package: str, *arguments: str, **environment: str) -> None:
    line = [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check"]
    line += [*arguments, package]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=300, env=os.environ | environment)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"pip {command} {package} took more than 300 s") from None
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise Unavailable(f"pip {command} {package} failed: {last[0]}")


def _download(release: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=_CACHE) as scratch:
        wheels, unpacked = Path(scratch) / "wheels", Path(scratch) / "libs"
        wheels.mkdir()
        unpacked.mkdir()
        _pip("download", release, "--dest", str(wheels))
        if release in ARCHIVES:
            with tarfile.open(next(wheels.glob("*.tar.gz"))) as archive:
                for member in archive:
                    if not member.name.endswith(("_se.so", ".h")) or "/cppheader/" in member.name:
                        continue
                    if content := archive.extractfile(member):
                        (unpacked / Path(member.name).name).write_bytes(content.read())
        else:
            with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
                for name in wheel.namelist():
                    if name.startswith("openctp_ctp.libs/") and "thost" in name:
                        (unpacked / Path(name).name).write_bytes(wheel.read(name))
        unpacked.rename(folder)
