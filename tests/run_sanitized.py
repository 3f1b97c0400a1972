"""Builds actp with a sanitizer and runs the native path's tests under it.

usage: run_sanitized.py {asan,tsan} [pytest arguments]

asan is AddressSanitizer, LeakSanitizer and UndefinedBehaviorSanitizer; tsan is ThreadSanitizer. Without
arguments the tests of DEFAULT run, and under asan those of VENDOR, on the vendor's own libraries. Any
report, of any process of the run, fails it; what others than actp are known for is suppressed by name in
`sanitizers/*.supp`. The interpreter is the one that runs this script; it needs actp's test and build
requirements, and actp installed (for pytest's entry point).

A defect is planted first, and the run fails if the sanitizer does not find it: a set-up that reports
nothing would otherwise pass for ever.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SUPPRESSIONS = TESTS / "sanitizers"

DEFAULT = [
    "tests/native",
    "tests/test_streams.py",
    "tests/test_records.py",
    "tests/test_reconnect.py",
    "tests/native_safety",
    # Last: it drops clients on purpose, whose threads go on dialling and disturb what counts descriptors.
    "tests/test_md.py",
    # Its twin on uvloop does the same with fewer rounds.
    "--deselect=tests/test_reconnect.py::test_a_thousand_disconnects[asyncio]",
    # Brings its own sanitizers.
    "--deselect=tests/native/test_queue.py",
]
# Not under ThreadSanitizer, whose runtime fails a check of its own when these libraries join a thread twice.
VENDOR = [
    "tests/vendor/test_loading.py",
    "tests/vendor/test_connecting.py",
    "tests/vendor/test_trading.py",
    "tests/vendor/test_calls.py",
]
# UBSan's vptr check cannot apply: the API object's class belongs to a library opened at run time, the
# interface through which it is called to the header. That is the C++ ABI at work, not a wrong cast.
FLAGS = {
    "asan": "-g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize=vptr",
    "tsan": "-g -fno-omit-frame-pointer -fsanitize=thread",
}
MESON = {"asan": "address,undefined", "tsan": "thread"}
RUNTIMES = {"asan": ["libasan.so", "libubsan.so"], "tsan": ["libtsan.so"]}

# The build stands before every other actp, also before an editable install's import hook, which goes
# ahead of sys.path. Python runs this at its start, child processes included.
SITECUSTOMIZE = """
import sys

sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "MesonpyMetaFinder"]
"""

# An API object that is created, never released and then dropped: all of it is actp's own memory.
PLANTED_LEAK = """
    import tempfile
    from actp import _core
    from actp.connection.library import open_library, simulated_library

    library = open_library("md", simulated_library("md"))
    with tempfile.TemporaryDirectory() as folder:
        api = _core.Api(
            library.native, library.version, queue_bytes=1024, use_eventfd=False, tick_callback=0, classes=[],
            router=_core.TickRouter(),
        )
        api.create(folder.encode() + b"/", False)
        del api
"""
PLANTED_RACE = """
    #include <thread>
    int shared;
    int main() {
      std::thread other([] { shared = 1; });
      shared = 2;
      other.join();
      return shared == 3;
    }
"""


def run(command: list[str], **env: str) -> int:
    print("+", shlex.join(command), flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False).returncode


def build(kind: str, directory: Path) -> Path:
    """Configure once, compile what changed, and install into a folder of the build. Returns that folder."""
    site = directory / "site"
    meson = [sys.executable, "-m", "mesonbuild.mesonmain"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if not (directory / "build.ninja").exists():
        options = [
            "--buildtype=debugoptimized",
            f"-Db_sanitize={MESON[kind]}",
            "-Db_lundef=false",
            f"-Dcpp_args={FLAGS[kind]}",
            f"-Dprefix={directory / 'prefix'}",
            f"-Dpython.purelibdir={site}",
            f"-Dpython.platlibdir={site}",
        ]
        if code := run([*meson, "setup", str(directory), str(ROOT), *options], PATH=path):
            sys.exit(code)
    jobs = os.environ.get("ACTP_BUILD_JOBS", "2")
    if code := run([*meson, "compile", "-C", str(directory), "-j", jobs], PATH=path):
        sys.exit(code)
    if code := run([*meson, "install", "-C", str(directory), "--quiet", "--no-rebuild"], PATH=path):
        sys.exit(code)
    (site / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    return site


def environment(kind: str, site: Path, reports: Path) -> dict[str, str]:
    """What a process under the sanitizer needs, children included."""
    compiler = os.environ.get("CXX", "c++")
    # The interpreter is not instrumented, so the runtimes have to be there before it. libstdc++ as well:
    # the interceptor of exceptions looks for it at the start.
    runtimes = []
    for name in (*RUNTIMES[kind], "libstdc++.so"):
        command = [*shlex.split(compiler), f"-print-file-name={name}"]
        runtimes.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    # The tests compile programs; what the compiler leaks is no concern of theirs.
    wrapper = reports.parent / "bin" / "c++"
    wrapper.parent.mkdir(exist_ok=True)
    real = shutil.which(shlex.split(compiler)[0])
    wrapper.write_text(
        f'#!/bin/sh\nexec env -u LD_PRELOAD {shlex.join([str(real), *shlex.split(compiler)[1:]])} "$@"\n',
        encoding="utf-8",
    )
    wrapper.chmod(0o755)
    common = f"log_path={reports / 'report'}:handle_segv=0:handle_abort=0"
    return {
        "LD_PRELOAD": " ".join(str(Path(name).resolve()) for name in runtimes),
        "CXX": str(wrapper),
        "PATH": os.pathsep.join([str(wrapper.parent), os.environ.get("PATH", os.defpath)]),
        "PYTHONPATH": str(site),
        "PYTHONMALLOC": "malloc",
        "ACTP_TEST_CXXFLAGS": FLAGS[kind],
        "ACTP_TEST_SANITIZER": kind,
        "ACTP_SIM_DIRECTORY": str(site / "actp" / "_sim"),
        # handle_segv=0: the crashes that the simulated library owes its users must stay SIGSEGV.
        # detect_stack_use_after_return is off: its fake stacks hide pointers from the leak check.
        "ASAN_OPTIONS": f"{common}:detect_leaks=1:detect_stack_use_after_return=0:exitcode=86",
        "LSAN_OPTIONS": f"suppressions={SUPPRESSIONS / 'lsan.supp'}:print_suppressions=0:exitcode=86",
        "UBSAN_OPTIONS": f"log_path={reports / 'report'}:print_stacktrace=1",
        # A child of fork() may not start threads under TSan; the tests' children start some on purpose. The
        # detector of lock cycles ends the process when pyarrow's allocator takes all its locks for a fork.
        "TSAN_OPTIONS": f"{common}:suppressions={SUPPRESSIONS / 'tsan.supp'}:exitcode=86"
        ":die_after_fork=0:detect_deadlocks=0",
    }


def with_vendor(env: dict[str, str]) -> dict[str, str]:
    """For the vendor's libraries, whose own reports are suppressed by name. That they delete by `delete` what
    they made by `new[]` cannot be, so that check is off."""
    return {
        **env,
        "ASAN_OPTIONS": f"{env['ASAN_OPTIONS']}:alloc_dealloc_mismatch=0",
        "LSAN_OPTIONS": env["LSAN_OPTIONS"].replace("lsan.supp", "lsan-vendor.supp"),
    }


def found(reports: Path) -> list[Path]:
    return sorted(path for path in reports.iterdir() if path.stat().st_size)


def clear(reports: Path) -> None:
    reports.mkdir(parents=True, exist_ok=True)
    for path in reports.iterdir():
        path.unlink()


def planted(kind: str, env: dict[str, str], reports: Path, directory: Path) -> bool:
    """Whether the sanitizer finds a planted defect."""
    if kind == "asan":
        run([sys.executable, "-c", textwrap.dedent(PLANTED_LEAK)], **env)
        says = "actp::Instance"
    else:
        source, program = directory / "planted.cpp", directory / "planted"
        source.write_text(textwrap.dedent(PLANTED_RACE), encoding="utf-8")
        compiler = shlex.split(os.environ.get("CXX", "c++"))
        if run([*compiler, *shlex.split(FLAGS[kind]), str(source), "-o", str(program), "-pthread"]):
            return False
        run([str(program)], **{**env, "LD_PRELOAD": ""})
        says = "data race"
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in found(reports)]
    clear(reports)
    return any(says in text for text in texts)


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in FLAGS:
        print(__doc__)
        return 2
    kind, *chosen = arguments
    directory = ROOT / "build" / f"{kind}-{sysconfig.get_config_var('py_version_nodot')}"
    reports = directory / "reports"
    site = build(kind, directory)
    clear(reports)
    env = environment(kind, site, reports)
    if not planted(kind, env, reports, directory):
        print(f"{kind}: the planted defect was not found; this set-up proves nothing")
        return 1
    # -p no:cacheprovider and no xdist: one process, whose report names the test that made it.
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "timeout=600"]
    code = 0
    for tests in [chosen] if chosen else [DEFAULT, VENDOR] if kind == "asan" else [DEFAULT]:
        vendor = any(test.startswith("tests/vendor") for test in tests)
        code = run([*pytest, *tests], **(with_vendor(env) if vendor else env)) or code
    for path in found(reports):
        print(f"\n=== {path.name}\n{path.read_text(encoding='utf-8', errors='replace')}")
    print(f"{kind}: {len(found(reports))} reports, pytest's exit code {code}")
    return code or bool(found(reports))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
