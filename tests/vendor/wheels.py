"""The vendor's own libraries, taken out of packages on PyPI: openctp-ctp's wheels, and for 6.7.13, which has
none, ctpwrapper's source archive. Nothing else of a package is unpacked."""

from __future__ import annotations

import fcntl
import platform
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

# Release of openctp-ctp -> the CTP version in it. actp has no description of 6.7.1 and 6.7.10.
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
# Release of ctpwrapper -> the CTP version in it.
ARCHIVES = {"6.7.13": "6.7.13"}
UNDESCRIBED = ("6.7.1.7", "6.7.10.0")
DESCRIBED = tuple(release for release in (*RELEASES, *ARCHIVES) if release not in UNDESCRIBED)
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
        return RELEASES.get(self.release) or ARCHIVES[self.release]

    @property
    def key(self) -> tuple[int, ...]:
        return tuple(map(int, self.version.split(".")))

    @property
    def md(self) -> Path:
        return next(self.folder.glob("*thostmduserapi_se*"))

    @property
    def trader(self) -> Path:
        return next(self.folder.glob("*thosttraderapi_se*"))


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
        if installed.version == release and release in RELEASES and folder.is_dir():
            return folder
    folder = _CACHE / release
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


def _pip(command: str, release: str, *arguments: str) -> None:
    if release in ARCHIVES:
        package, form = f"ctpwrapper=={release}", "--no-binary"
    else:
        # The wheels are py3-none-manylinux2014: pip finds them for any Python 3 on glibc.
        package, form = f"openctp-ctp=={release}", "--only-binary"
    line = [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check", "--no-deps"]
    line += [form, package.partition("=")[0], package, *arguments]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=300)
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
                    if member.name.endswith("_se.so") and (content := archive.extractfile(member)):
                        (unpacked / Path(member.name).name).write_bytes(content.read())
        else:
            with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
                for name in wheel.namelist():
                    if name.startswith("openctp_ctp.libs/") and "thost" in name:
                        (unpacked / Path(name).name).write_bytes(wheel.read(name))
        unpacked.rename(folder)
