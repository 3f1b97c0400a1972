"""Connection events as lines."""

from __future__ import annotations

from rich.text import Text

from actp.connection.session import ConnectionEvent, ReasonKind, State

__all__ = ["event_line"]

_STYLES = {State.READY: "bold green", State.RECONNECTING: "bold yellow", State.DISCONNECTED: "bold red"}


def event_line(event: ConnectionEvent) -> Text:
    """`12:00:00.123  READY  ReqUserLogin accepted (session 1)`"""
    line = Text.assemble((f"{event.at:%H:%M:%S}.{event.at.microsecond // 1000:03d}  ", "dim"))
    if event.state is event.previous:
        style = "yellow" if event.reason.kind is not ReasonKind.USER else ""
        return line.append(f"{event.reason.kind.value}: {event.reason}", style=style)
    line.append(event.state.name, style=_STYLES.get(event.state, "cyan"))
    line.append(f"  {event.reason}")
    if event.state is State.READY:
        line.append(f", session {event.session}")
    return line
