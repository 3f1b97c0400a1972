"""The commands and their options. What a command does is in the module of its name."""

from __future__ import annotations

import logging
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

import actp
from actp.cli.running import fail, run
from actp.errors import ActpError

__all__ = ["app"]

app = typer.Typer(
    help="CTP market data and a simulated broker front, from the command line.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


class Format(str, Enum):
    """How ticks are written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


Address = Annotated[
    str, typer.Argument(metavar="FRONT", help="tcp://host:port, or sim://host:port of `actp front`.")
]
User = Annotated[str, typer.Option("--user", help="User id; most market-data fronts accept any, or none.")]
Broker = Annotated[str, typer.Option("--broker", help="Broker id.")]
Password = Annotated[
    str,
    typer.Option(
        "--password",
        envvar="ACTP_PASSWORD",
        show_default=False,
        help="Better given in the environment: the command line is visible to others.",
    ),
]
Library = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this annotation at run time, also on Python 3.10
    typer.Option(
        "--library",
        show_default=False,
        help="CTP library, a file or folder. Else ACTP_CTP_LIBRARY, else the openctp-ctp package.",
    ),
]
Evaluation = Annotated[
    bool,
    typer.Option("--evaluation", help="The front is one for evaluation (CTP's bIsProductionMode false)."),
]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds to wait for each step.")]


def _version(wanted: bool) -> None:
    if wanted:
        from actp.connection.library import described_versions

        known = described_versions()
        typer.echo(
            f"actp {actp.__version__} (CTP {known[0]} to {known[-1]}, Python {sys.version.split()[0]})"
        )
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="actp's log on standard error.")] = False,
) -> None:
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.ERROR,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )


@app.command()
def demo(
    speed: Annotated[
        float, typer.Option(min=0.1, max=100, help="How many times faster than real time.")
    ] = 1.0,
) -> None:
    """Ticks, a connection loss, the reconnect, ticks again: on this machine, in ten seconds."""
    from actp.cli.demo import run_demo

    run(lambda: run_demo(speed))


@app.command()
def ticks(
    front: Address,
    instruments: Annotated[
        list[str], typer.Argument(metavar="INSTRUMENT", help="Instrument ids; CTP takes no wildcard.")
    ],
    format: Annotated[  # noqa: A002 - names the option
        Optional[Format],  # noqa: UP045
        typer.Option(
            "--format",
            show_default=False,
            help="Default: a live table on a terminal, CSV into a pipe or file.",
        ),
    ] = None,
    count: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=1, show_default=False, help="End after so many ticks."),
    ] = None,
    seconds: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(min=0, show_default=False, help="End after so many seconds."),
    ] = None,
    user: User = "",
    broker: Broker = "",
    password: Password = "",
    library: Library = None,
    evaluation: Evaluation = False,
    timeout: Timeout = 15.0,
) -> None:
    """Show or record the ticks of some instruments.

    The CSV has CTP's field names and can be played back with `actp front --replay`. Connection events go
    to standard error.
    """
    from actp.cli.ticks import run_ticks

    def make() -> actp.MdClient:
        return actp.MdClient(
            front,
            user_id=user,
            broker_id=broker,
            password=password,
            library=library,
            production_mode=not evaluation,
            connect_timeout=timeout,
        )

    run(lambda: run_ticks(make, instruments, format.value if format else None, count, seconds))


@app.command("front")
def serve_front(
    config: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Settings and accounts in TOML, see the documentation; options given here come first.",
        ),
    ] = None,
    broker_id: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="ID", show_default=False, help="Default: 9999."),
    ] = None,
    account: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            metavar="USER[:PASSWORD[:BALANCE]]",
            show_default=False,
            help="Who may log in; repeat it for more. Without any, anybody may, with any password.",
        ),
    ] = None,
    password: Annotated[
        str,
        typer.Option(
            "--password",
            envvar="ACTP_FRONT_PASSWORD",
            show_default=False,
            help="Of accounts that are given without one; better in the environment or a file.",
        ),
    ] = "",
    password_file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FILE", show_default=False, help="The same, the only line of a file."),
    ] = None,
    app_id: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="ID", show_default=False, help="AppID that logins have to authenticate with."),
    ] = None,
    auth_code: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="CODE",
            envvar="ACTP_FRONT_AUTH_CODE",
            show_default=False,
            help="The AppID's code; better given in the environment.",
        ),
    ] = None,
    lock_after: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="N", min=1, show_default=False, help="Wrong passwords that lock an account."),
    ] = None,
    md_port: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="PORT", min=0, max=65535, show_default=False, help="Default: a free one."),
    ] = None,
    trader_port: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="PORT", min=0, max=65535, show_default=False, help="Default: a free one."),
    ] = None,
    host: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            show_default=False,
            help="Address to bind. Default: 127.0.0.1; anything but loopback lets others in.",
        ),
    ] = None,
    replay: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="CSV of recorded ticks (.gz too); repeat it for more files.",
        ),
    ] = None,
    speed: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(show_default=False, help="Market seconds per second, or `max`. Default: 1."),
    ] = None,
    seed: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(show_default=False, help="Of the simulated market; default: a random one."),
    ] = None,
    instruments: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(show_default=False, help="Contracts of the simulated market, separated by commas."),
    ] = None,
    trading_day: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="YYYYMMDD", show_default=False, help="Default: today's."),
    ] = None,
    sessions: Annotated[
        bool,
        typer.Option("--sessions", help="The simulated day with its call auctions and pauses."),
    ] = False,
    market_start: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="HH:MM:SS",
            show_default=False,
            help="When the simulated market opens that day. Default: 09:30:00, with --sessions its evening.",
        ),
    ] = None,
    virtual: Annotated[
        bool,
        typer.Option("--virtual", help="Time moves only when a program steers it, see --control."),
    ] = False,
    journal: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE", show_default=False, help="Write down there what happens, as JSON lines."
        ),
    ] = None,
    fast_times: Annotated[
        bool,
        typer.Option("--fast-times", help="Reconnects within 0.1 s instead of CTP's 1 to 5 s, for tests."),
    ] = False,
    store: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Keep orders, positions, money and flows there: a front that was killed goes on from it.",
        ),
    ] = None,
    control: Annotated[
        bool,
        typer.Option(
            "--control", help="Let programs of this machine steer the front, see the documentation."
        ),
    ] = False,
    control_port: Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="0: a free one.")] = 0,
    control_token_file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Write the control token there (mode 0600) instead of printing it.",
        ),
    ] = None,
) -> None:
    """Serve a simulated front until Ctrl-C or SIGTERM.

    First its addresses, one on a line: `md sim://...`, `md tcp://...`, `trader sim://...`, `trader tcp://...`;
    sim:// is for actp, tcp:// for other programs with `actp sim-library`. SIGUSR1 cuts all connections.
    With --control also `control 127.0.0.1:PORT` and `token ...`, unless ACTP_CONTROL_TOKEN gives one.
    """
    from actp._secret import Secret
    from actp.cli.front import Control, Options, run_front

    given = Options(
        config=config,
        broker_id=broker_id,
        accounts=tuple(account or ()),
        password=Secret(password),
        password_file=password_file,
        app_id=app_id,
        auth_code=None if auth_code is None else Secret(auth_code),
        lock_after=lock_after,
        md_port=md_port,
        trader_port=trader_port,
        host=host,
        replay=replay,
        speed=speed,
        seed=seed,
        instruments=instruments,
        trading_day=trading_day,
        sessions=sessions,
        market_start=market_start,
        virtual=virtual,
        journal=journal,
        fast_times=fast_times,
        store=store,
    )
    if virtual and not control:
        raise typer.BadParameter("needs --control: nobody could move time", param_hint="--virtual")
    steering = Control(control_port, control_token_file) if control else None
    run(lambda: run_front(given, steering), stopping=True)


@app.command("sim-library")
def sim_library(
    folder: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(metavar="DIR", show_default=False, help="Where to write the two files."),
    ] = None,
    api: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="VERSION", show_default=False, help="CTP version; default: the newest."),
    ] = None,
    front: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="ADDRESS", show_default=False, help="Front address to show in the instructions."
        ),
    ] = None,
    list_versions: Annotated[
        bool, typer.Option("--list", help="List the versions there are and exit.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
) -> None:
    """Write actp's simulated CTP library, so that any CTP program can run against `actp front`."""
    from actp.cli.sim_library import print_versions, write_library

    try:
        if list_versions:
            print_versions()
            return
        if folder is None:
            raise typer.BadParameter("name the folder to write into (or --list)", param_hint="DIR")
        write_library(folder, api, front, force)
    except ActpError as error:
        fail(str(error))
        raise typer.Exit(1) from None


@app.command()
def doctor(
    front: Address,
    trader: Annotated[bool, typer.Option("--trader", help="The front is one for trading.")] = False,
    instrument: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(show_default=False, help="Market data: subscribe this too and wait for a tick."),
    ] = None,
    user: User = "",
    broker: Broker = "",
    password: Password = "",
    app_id: Annotated[str, typer.Option("--app-id", help="Trading: the AppID that the broker issued.")] = "",
    auth_code: Annotated[
        str,
        typer.Option(
            "--auth-code",
            envvar="ACTP_AUTH_CODE",
            show_default=False,
            help="Trading: the AppID's code; better given in the environment.",
        ),
    ] = "",
    library: Library = None,
    evaluation: Evaluation = False,
    timeout: Timeout = 10.0,
) -> None:
    """Say which step to a front works, which fails, and what to do about it.

    With --trader it authenticates, logs in and looks whether the settlement statement is confirmed. It
    changes nothing at the broker.
    """
    from actp.cli.doctor import Account, Examination, run_doctor

    if trader and instrument:
        raise typer.BadParameter("is for market-data fronts, not with --trader", param_hint="--instrument")
    if app_id and not trader:
        raise typer.BadParameter("is for trading fronts: give --trader too", param_hint="--app-id")
    account = Account(user, broker, actp.Secret(password), app_id, actp.Secret(auth_code))
    asked = Examination(front, account, trader, instrument, library, evaluation, timeout)
    run(lambda: run_doctor(asked))
