"""Subinterpreters and free-threaded builds: refused, or the lock is taken."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest

from actp import _core

pytestmark = pytest.mark.timeout(180)


@pytest.mark.parametrize("isolated", [False, True], ids=["legacy", "isolated"])
@pytest.mark.parametrize("first", [False, True], ids=["alone", "beside the main interpreter"])
def test_a_subinterpreter_is_refused(tmp_path: Path, first: bool, isolated: bool) -> None:
    said = tmp_path / "said"
    inside = textwrap.dedent(
        f"""
        # An editable install builds before it imports, in a process, which an isolated one may not start.
        import subprocess
        subprocess.run = lambda *arguments, **given: None
        try:
            import actp
        except ImportError as error:
            said = str(error)
        else:
            said = "imported"
        with open({str(said)!r}, "w") as file:
            file.write(said)
        """
    )
    text = f"""
        import sys
        {"import actp" if first else ""}
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        try:
            number = interpreters.create(isolated={isolated})
        except TypeError:
            number = interpreters.create({"isolated" if isolated else "legacy"!r})
        failure = interpreters.run_string(number, {inside!r})
        assert failure is None, failure
        interpreters.destroy(number)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(text)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    message = said.read_text()
    assert "interpreter" in message, message
    if not first and not (isolated and sys.version_info >= (3, 12)):
        assert message.startswith("actp cannot be imported in a subinterpreter")


def test_a_free_threaded_interpreter_keeps_its_lock() -> None:
    """Without the slot Py_mod_gil = NOT_USED a free-threaded build takes the GIL at import, and says so."""

    class Slot(ctypes.Structure):
        _fields_ = (("slot", ctypes.c_int), ("value", ctypes.c_void_p))

    class Definition(ctypes.Structure):
        _fields_ = (
            ("base", ctypes.c_char * (object.__basicsize__ + 3 * ctypes.sizeof(ctypes.c_void_p))),
            ("name", ctypes.c_char_p),
            ("doc", ctypes.c_char_p),
            ("size", ctypes.c_ssize_t),
            ("methods", ctypes.c_void_p),
            ("slots", ctypes.POINTER(Slot)),
        )

    get = ctypes.pythonapi.PyModule_GetDef
    get.argtypes, get.restype = [ctypes.py_object], ctypes.POINTER(Definition)
    definition = get(_core)[0]
    assert definition.name.split(b".")[-1] == b"_core"  # the structure is read rightly
    slots: dict[int, int | None] = {}
    while definition.slots[len(slots)].slot:
        slot = definition.slots[len(slots)]
        slots[slot.slot] = slot.value
    assert 2 in slots  # Py_mod_exec
    assert slots.get(4, 0) in (0, None)  # Py_mod_gil: absent, or Py_MOD_GIL_USED


FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


def imports(*flags: str, before: str = "") -> tuple[int, str]:
    """Exit code and stderr of a Python that imports actp and says whether it has its lock."""
    text = f"import sys\n{before}\nimport actp\nprint(getattr(sys, '_is_gil_enabled', lambda: True)())"
    env = {name: value for name, value in os.environ.items() if name != "PYTHON_GIL"}
    command = [sys.executable, *flags, "-c", text]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)
    assert done.stdout == ("True\n" if done.returncode == 0 else ""), done
    return done.returncode, done.stderr


@pytest.mark.skipif(not FREE_THREADED, reason="an interpreter that always has its lock")
def test_a_free_threaded_interpreter_takes_its_lock_and_says_so() -> None:
    code, said = imports()
    assert code == 0
    assert "has been enabled to load module 'actp._core'" in said
    assert imports("-X", "gil=1") == (0, "")


@pytest.mark.parametrize(
    "told",
    [False, pytest.param(True, marks=pytest.mark.skipif(not FREE_THREADED, reason="no such interpreter"))],
    ids=["pretended", "told so"],
)
def test_an_interpreter_without_its_lock_is_refused(told: bool) -> None:
    """With the cause and the cure; `pretended` shows it on every build."""
    flags, before = (("-X", "gil=0"), "") if told else ((), "sys._is_gil_enabled = lambda: False")
    code, said = imports(*flags, before=before)
    assert code == 1
    message = said.splitlines()[-1]
    assert message.startswith("ImportError: actp needs Python's global interpreter lock")
    assert "PYTHON_GIL=0" in message and "Start Python without that setting" in message
