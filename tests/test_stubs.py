"""The committed stubs are what the generator writes, and say what the modules are."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"

SAMPLE = """
from datetime import datetime
from actp import enums, records

order = records.Order(instrument_id="rb2610", limit_price=3500, direction=enums.Direction.BUY)
price: float = order.limit_price
volume: int = order.volume_total
side: enums.Direction | str = order.direction
again: records.Order = order.replace(limit_price=1.0)
data: bytes = records.UserSystemInfo.from_bytes(b"", "6.7.11").client_system_info
tick = records.Tick(received_ns=1, session=2)
moment: datetime | None = tick.exchange_time
market: records.DepthMarketData = tick
flags = records.InputOrder(comb_offset_flag=[enums.OffsetFlag.OPEN])
layout: records.Layout = records.layout("Order", "6.7.11")
"""

MISTAKES = {
    "order.limit_price = 3.0": "[assignment]",
    "order.limit_prise": "[attr-defined]",
    "records.Order(limitprice=1.0)": "[call-arg]",
    "records.Order(limit_price='1')": "[arg-type]",
    "records.Order('rb2610')": "[call-arg]",
    "tick.session = 3": "[misc]",
    "records.Ordre": "[attr-defined]",
    "enums.Direction.BYU": "[attr-defined]",
}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "MYPYPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_stubs_are_fresh() -> None:
    done = run(str(ROOT / "ext" / "generate_stubs.py"), "--check")
    assert done.returncode == 0, done.stderr


def test_check_finds_a_stale_stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "ext"))
    generate_stubs = importlib.import_module("generate_stubs")

    monkeypatch.setattr(generate_stubs, "PACKAGE", tmp_path)
    assert generate_stubs.main(["--check"]) == 1
    assert generate_stubs.main([]) == 0
    assert generate_stubs.main(["--check"]) == 0
    (tmp_path / "enums.pyi").write_text("")
    assert generate_stubs.main(["--check"]) == 1
    assert generate_stubs.main(["--wrong"]) == 2


def test_stubtest(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    # What is wrong elsewhere in the package is not this test's matter; nor is it that of the sample below.
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nfollow_imports = silent\ncache_dir = {tmp_path / 'cache'}\n")
    modules = ("actp.records", "actp.enums", "actp.requests.methods", "actp.ctp_errors")
    done = run("-m", "mypy.stubtest", "--mypy-config-file", str(config), *modules)
    assert done.returncode == 0, done.stdout[-2000:]


def test_a_type_checker_takes_what_is_right_and_refuses_what_is_not(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    sample = tmp_path / "sample.py"
    right = SAMPLE.count("\n")
    sample.write_text(SAMPLE + "\n".join(MISTAKES) + "\n")
    arguments = ("--strict", "--follow-imports=silent", "--no-error-summary", "--hide-error-context")
    done = run("-m", "mypy", *arguments, f"--cache-dir={tmp_path / 'cache'}", str(sample))
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    found = {int(line.split(":")[1]) - right: line for line in errors}
    assert sorted(found) == list(range(1, len(MISTAKES) + 1)), done.stdout
    for place, (mistake, code) in enumerate(MISTAKES.items(), start=1):
        assert found[place].endswith(code), f"{mistake}: {found[place]}"
