"""`actp front`: accounts and settings, odd arguments, files, a standard output that takes nothing."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

import actp
from actp._secret import Secret
from actp.cli.front import Options, front_of
from actp.cli.front_config import read_settings
from actp.errors import ConfigurationError
from test_cli import ACTP, FRONT, TIMEOUT, environment, run, serving

pytestmark = [pytest.mark.timeout(120)]

SECRET = "S3cret-pass"
DOCUMENTED = re.search(
    r"```toml\n(.*?)```",
    (Path(__file__).parents[1] / "docs/how-to/command-line.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


def config(folder: Path, text: str) -> Path:
    path = folder / "front.toml"
    path.write_text(text, encoding="utf-8")
    return path


def options(**given: Any) -> Options:
    return Options(**({"instruments": "rb2701", "seed": 1} | given))


async def login(address: str, broker: str, user: str, password: str, **more: Any) -> Any:
    """The balance, or the error id of what refused."""
    client = actp.TraderClient(
        address, broker_id=broker, user_id=user, password=password, settlement="skip", **more
    )
    try:
        async with client:
            return client.account.balance
    except actp.ResponseError as error:
        return error.code


@pytest.mark.anyio
async def test_the_documented_configuration(tmp_path: Path) -> None:
    assert DOCUMENTED is not None
    async with front_of(Options(config=config(tmp_path, DOCUMENTED[1]))) as front:
        alice = {"app_id": "client_alice_1.0", "auth_code": "0" * 16}
        assert await login(front.trader_address, "8888", "alice", "a password", **alice) == 500_000.0
        assert await login(front.trader_address, "8888", "bob", "another password") == 140
        assert await login(front.trader_address, "9999", "bob", "another password") == 12
        assert front.books("alice").positions[0].position == 2
        assert front.accounts["alice"].bank_balance == 100_000.0
        assert list(front.instruments) == ["rb2701", "ag2612"]
        assert front.times.refused == 1.0


@pytest.mark.anyio
async def test_accounts_by_options(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from file\n")
    given = options(broker_id="7777", accounts=("u:p:1234.5", "v", "w::99"), password_file=file, lock_after=2)
    async with front_of(given) as front:
        assert await login(front.trader_address, "7777", "u", "p") == 1234.5
        assert await login(front.trader_address, "7777", "v", "from file") == 1_000_000.0
        assert await login(front.trader_address, "7777", "w", "from file") == 99.0
        assert [await login(front.trader_address, "7777", "u", "x") for _ in range(3)] == [3, 3, 75]
    given = options(accounts=("u:p",), app_id="app", auth_code=Secret("code"))
    async with front_of(given) as front:
        assert await login(front.trader_address, "9999", "u", "p", app_id="app", auth_code="x") == 63
        right = {"app_id": "app", "auth_code": "code"}
        assert await login(front.trader_address, "9999", "u", "p", **right) == 1_000_000.0


@pytest.mark.anyio
async def test_options_come_first_and_accounts_add_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THE_PASSWORD", SECRET)
    (tmp_path / "fund").write_text("fund\n")
    text = 'broker_id = "1"\n[[accounts]]\nuser_id = "u"\npassword_env = "THE_PASSWORD"\n'
    path = config(tmp_path, text + 'fund_password_file = "fund"\n')
    monkeypatch.chdir("/")
    async with front_of(options(config=path, broker_id="2", accounts=("v:q",))) as front:
        assert await login(front.trader_address, "2", "u", SECRET) == 1_000_000.0
        assert await login(front.trader_address, "2", "v", "q") == 1_000_000.0
        assert {account.fund_password.value for account in front._accounts} == {"fund", ""}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("broker = '1'", "broker: there is no such key. Is it broker_id?"),
        ("broker_id = 1", "broker_id: is text, not int"),
        ("broker_id = ''", "broker_id: is empty"),
        ("seed = true", "seed: is a whole number"),
        ("speed = 'fast'", 'speed: is "max" or a number above 0'),
        ("speed = -1", "speed: is"),
        ("speed = nan", "speed: is"),
        ("instruments = 'rb2701'", "instruments: is a list of texts"),
        ("instruments = [1]", "instruments: instruments"),
        ("sessions = 'yes'", "sessions: is True or False"),
        ("[limits]\norders = 1", "[limits] orders: there is no such key"),
        ("[limits]\norder_freq = 'x'", "[limits] order_freq: is a"),
        ("[limits]\norder_freq = -1", "[limits] order_freq: is a"),
        ("limits = 1", "limits: is a table"),
        ("[times]\nrefused = -1", "[times]:"),
        ("[times]\nfast = true\nlost = 1", "[times] fast: is true, and stands alone"),
        ("accounts = 5", "accounts: is a list of tables"),
        ("[accounts]\nuser_id = 'u'", "Write each account under [[accounts]]"),
        ("[[accounts]]\nuser_id = 'u'", "[[accounts]] 1 password: is missing. Give password, password_env"),
        ("[[accounts]]\npassword = 'p'", "[[accounts]] 1 user_id: is missing"),
        ("[[accounts]]\nuser_id = 'u'\npassword = 5", "[[accounts]] 1 password: is text"),
        (
            "[[accounts]]\nuser_id = 'u'\npassword_env = 'NOT_SET'",
            "the environment has no NOT_SET. Set NOT_SET",
        ),
        ("[[accounts]]\nuser_id = 'u'\npassword_file = 'gone'", "gone cannot be read: No such file"),
        ("[[accounts]]\nuser_id='u'\npassword='p'\npassword_env='X'", "is given beside password. Give one"),
        ("[[accounts]]\nuser_id='u'\npassword='p'\nbalance='much'", "[[accounts]] 1 balance: is a number"),
        ("[[accounts]]\nuser_id='u'\npassword='p'\nbalance=inf", "[[accounts]] 1 balance: is a number"),
        ("[[accounts]]\nuser_id='u'\npassword='p'\ntrading='some'", "[[accounts]] 1: "),
        ("[[accounts]]\nuser_id='u'\npassword='p'\npasword='q'", "Is it password?"),
        ("[[accounts]]\nuser_id='u'\npassword='p'\nbank=1", "[[accounts]] 1 bank: is a table"),
        (
            "[[accounts]]\nuser_id='u'\npassword='p'\nbank={x=1}",
            "[[accounts]] 1 bank x: there is no such key",
        ),
        (
            "[[accounts]]\nuser_id='u'\npassword='p'\npositions=[{instrument_id='rb2701'}]",
            "positions 1 direction: is missing",
        ),
        (
            "[[accounts]]\nuser_id='u'\npassword='p'\n"
            "positions=[{instrument_id='rb2701', direction='0', volume=1}]",
            'direction: is "buy" or "sell", not \'0\'',
        ),
        ("= 1", "it is no TOML"),
        ("a = 1\na = 2", "it is no TOML"),
    ],
)
def test_what_is_wrong_with_a_configuration(tmp_path: Path, text: str, says: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: ") or str(caught.value).startswith(f"{path}, ")
    assert says in str(caught.value)


def test_a_configuration_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "front.toml"
    for make, says in (
        (lambda: None, "cannot be read: No such file"),
        (lambda: path.write_bytes(b"a = 1\nb = '\xff'"), "line 2: it is not UTF-8"),
        (lambda: path.write_bytes(b"#" * (2 << 20)), "more than 1048576 bytes"),
        (lambda: (path.unlink(), path.mkdir()), "cannot be read: Is a directory"),
    ):
        make()
        with pytest.raises(ConfigurationError, match=says):
            read_settings(path)


@pytest.mark.parametrize(
    ("accounts", "says"),
    [
        (("u",), "--account 1 (user 'u') has no password"),
        (("u:p", ""), "--account 2"),
        ((f"u:{SECRET}:much",), "--account 1 (user 'u') has a balance that is no number"),
        ((f"u:{SECRET}:nan",), "has a balance that is no number"),
        ((f"u:{SECRET}:1:2",), "--account 1 has more than two colons"),
        ((f"{'u' * 16}:{SECRET}",), "takes 15 bytes"),
        ((f"u:{SECRET * 5}",), "takes 40 bytes"),
        ((f"u:{SECRET}", "u:q"), "given twice"),
    ],
)
def test_accounts_that_are_none(accounts: tuple[str, ...], says: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        front_of(options(accounts=accounts))
    assert says in str(caught.value)
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(options(accounts=accounts, password=Secret(SECRET)))


def one_line(ran: subprocess.CompletedProcess[str], code: int, says: str) -> None:
    assert ran.returncode == code, ran.stderr
    assert says in ran.stderr, ran.stderr
    assert "Traceback" not in ran.stderr
    assert SECRET not in ran.stderr + ran.stdout


@pytest.mark.parametrize(
    ("arguments", "changes", "code", "says"),
    [
        (["--market-start="], {}, 1, "error: --market-start= is empty"),
        (["--trading-day="], {}, 1, "error: "),
        (["--speed="], {}, 1, "error: --speed is a number"),
        (["--speed", "nan"], {}, 1, "error: speed="),
        (["--host="], {}, 1, "error: "),
        (["--host", "no such host"], {}, 1, "error: "),
        (["--seed", "x"], {}, 2, "--seed"),
        (["--md-port", "70000"], {}, 2, "--md-port"),
        (["--lock-after", "0"], {}, 2, "--lock-after"),
        (["--broker-id="], {}, 1, "error: "),
        (["--app-id", "a"], {}, 1, "error: --app-id and --auth-code are for accounts"),
        (["--account", f"u:{SECRET}:x"], {}, 1, "error: --account 1"),
        (
            ["--control"],
            {"ACTP_CONTROL_TOKEN": "\udcff" * 20},
            1,
            "error: ACTP_CONTROL_TOKEN has the character",
        ),
        (["--control"], {"ACTP_CONTROL_TOKEN": "short"}, 1, "error: ACTP_CONTROL_TOKEN has 5 characters"),
        (["--control", "--control-token-file", "/dev/null"], {}, 1, "not an ordinary file but a device"),
        (["--config", "/dev/null/x"], {}, 1, "error: /dev/null/x: it cannot be read"),
        (["--journal", "x\ny/z"], {}, 1, "error: journal"),
        (["--store", "/proc/version"], {}, 1, "error: the state file '/proc/version' cannot be used"),
    ],
)
def test_odd_arguments_are_one_line(
    arguments: list[str], changes: dict[str, str], code: int, says: str
) -> None:
    one_line(run(*FRONT, *arguments, **changes), code, says)


@pytest.mark.parametrize("kept", ["token", "journal", "store"])
def test_nothing_is_touched_before_all_is_checked(tmp_path: Path, kept: str) -> None:
    path = tmp_path / kept
    path.write_text("precious")
    path.chmod(0o644)
    files = {"token": "--control-token-file", "journal": "--journal", "store": "--store"}
    for other in set(files) - {kept}:
        ran = run(*FRONT, "--control", files[kept], str(path), files[other], str(path))
        one_line(ran, 1, "are the same file")
        assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("precious", 0o644)
    ran = run(*FRONT, "--control", files[kept], str(path), ACTP_CONTROL_TOKEN="short")
    one_line(ran, 1, "ACTP_CONTROL_TOKEN")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("precious", 0o644)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["front", "--help"], ["--version"], ["sim-library", "--list"], FRONT, ["demo"]],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_a_full_standard_output_is_one_line(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*ACTP, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=TIMEOUT,
            env=environment(),
            check=False,
        )
    assert ran.returncode == 1
    assert "No space left on device" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


def test_a_closed_pipe_is_no_error_of_any_command() -> None:
    for arguments in (["--help"], ["sim-library", "--list"], FRONT):
        read, write = os.pipe()
        os.close(read)
        process = subprocess.Popen(
            [*ACTP, *arguments], stdout=write, stderr=subprocess.PIPE, encoding="utf-8", env=environment()
        )
        os.close(write)
        _, errors = process.communicate(timeout=TIMEOUT)
        assert process.returncode in (1, 128 + signal.SIGPIPE)
        assert "Traceback" not in errors
        assert "Exception ignored" not in errors


def test_a_host_that_lets_others_in_brings_a_warning() -> None:
    with serving(*FRONT, "--host", "0.0.0.0") as front:
        front.process.until_error(r"warning: --host 0.0.0.0 lets others in.*in clear")
        front.process.signal(signal.SIGTERM)
        assert front.process.end()[0] == 0
        assert front.md.startswith("sim://127.0.0.1:")
    with serving(*FRONT) as front:
        front.process.signal(signal.SIGTERM)
        assert front.process.end()[0] == 0
        assert "warning" not in front.process.errors


def test_secrets_of_the_environment_show_nowhere(tmp_path: Path) -> None:
    path = config(tmp_path, '[[accounts]]\nuser_id = "u"\npassword_env = "THE_PASSWORD"\n')
    secrets = {"THE_PASSWORD": SECRET, "ACTP_FRONT_PASSWORD": SECRET, "ACTP_FRONT_AUTH_CODE": SECRET}
    ran = run(*FRONT, "--config", str(path), "--account", "v", "--host", "192.0.2.1", **secrets)
    one_line(ran, 1, "error: the front cannot listen")
    one_line(run("front", "--help", **secrets), 0, "")
