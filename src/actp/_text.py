"""Text from outside on its way to a person: fronts, clients of a front, files.

A control character among it would steer the terminal, and a line break forge a line of the log. Records keep
the raw data; what is shown goes through `printable()`: messages of errors, log records, the command line's
output.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
import unicodedata
from typing import Any

__all__ = ["json_text", "printable"]


def printable(text: str) -> str:
    r"""The text with everything invisible written out, such as `\x1b`, `\n`, `\u202e`.

    That is control characters (C0, C1, DEL), format characters (directions of writing too), separators of
    lines and paragraphs, lone surrogates, and what Unicode has not assigned.
    """
    if text.isprintable():
        return text
    return "".join(char if _visible(char) else char.encode("unicode_escape").decode() for char in text)


def json_text(value: Any, **options: Any) -> str:
    """`json.dumps()` with what is invisible, and only that, as JSON's escapes: it reads back as it was."""
    text = json.dumps(value, ensure_ascii=False, **options)
    if text.isprintable():
        return text
    # Outside of strings there is nothing to escape, and inside these escapes mean the same.
    return "".join(char if _visible(char) else json.dumps(char)[1:-1] for char in text)


def _visible(char: str) -> bool:
    # Blanks other than the space are not printable to Python; Chinese texts have the ideographic one.
    return char.isprintable() or unicodedata.category(char) == "Zs"


_LINES = re.compile("[^\n]+")


class _Escape(logging.Filter):
    """Makes log records printable, whatever was formatted into them."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - the handler reports it, as logging does
            return True
        if (safe := printable(message)) != message:
            record.msg, record.args = safe, ()
        if record.exc_info and record.exc_text is None:
            text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            shown = _LINES.sub(lambda line: printable(line.group()), text)
            if shown != text:
                record.exc_text = shown
        return True


# A filter of a logger is not asked for what its children log.
for _name in ("actp", "actp.sim"):
    logging.getLogger(_name).addFilter(_Escape())
