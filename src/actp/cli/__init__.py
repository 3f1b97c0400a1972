"""The `actp` command. Nothing here is imported by `import actp`."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    for name in ("stdout", "stderr"):
        # Closed by whoever started the command: then there is nobody to tell.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - for as long as the process lives
    try:
        from actp.cli.app import app

        try:
            app(prog_name="actp")
        finally:
            # Here, where an error is a line; when the interpreter ends it is a traceback.
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        from actp.cli.running import BROKEN_PIPE, fail_io, forget_stdout

        forget_stdout()
        if isinstance(error, BrokenPipeError):
            sys.exit(BROKEN_PIPE)
        fail_io(error)
        sys.exit(1)
