"""The `actp` command. Nothing here is imported by `import actp`."""

from __future__ import annotations

import sys

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from actp.cli.app import app

        app(prog_name="actp")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
