"""What `import actp` promises, and what it costs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import actp
import actp.testing

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(actp.__path__, "actp.")
    if "._" not in module.name and module.name.split(".")[1] != "cli" and "plugin" not in module.name
)


def test_all_is_exact() -> None:
    public = {name for name in dir(actp) if not name.startswith("_")}
    submodules = {name.removeprefix("actp.").partition(".")[0] for name in MODULES} | {"cli", "testing"}
    assert all(hasattr(actp, name) for name in actp.__all__)
    assert public - submodules == set(actp.__all__) - {"ctp_errors", "enums", "errors", "records", "sim"}
    assert list(actp.__all__) == sorted(actp.__all__, key=lambda name: (name.islower(), name))


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_is_public(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, "a module says what it is for"
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public)


def test_every_public_callable_has_a_docstring() -> None:
    for name in actp.__all__:
        thing = getattr(actp, name)
        if inspect.ismodule(thing):
            continue
        assert thing.__doc__, name
        if not inspect.isclass(thing):
            continue
        for attribute, value in vars(thing).items():
            if attribute.startswith("_") or not callable(value):
                continue
            assert value.__doc__, f"{name}.{attribute}"


def test_import_is_light() -> None:
    """No user pays for the command line, NumPy or pytest by importing actp."""
    program = "import sys, actp; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"typer", "rich", "click", "numpy", "pyarrow", "pytest", "uvloop"}


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert actp.__version__ == version("actp")
