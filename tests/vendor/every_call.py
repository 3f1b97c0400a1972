"""Makes every call of a library that returns a number, each through the method table and with an empty
struct: before Init, then when TCP is up but the handshake is not answered. Prints the codes, as JSON.

usage: every_call.py LIBRARY md|trader guarded|default FOLDER

With `default` SIGUSR1 has its default action, which actp does not leave it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

from actp import _core, records
from actp.connection.api_class import api_class
from actp.connection.library import open_library
from actp.ctp.description import installed
from actp.ctp.kinds import Kind

kind: Kind = "md" if sys.argv[2] == "md" else "trader"
way, folder = sys.argv[3], Path(sys.argv[4])
library = open_library(kind, Path(sys.argv[1]))
described = api_class(kind, library.version)
api = _core.Api(
    library.native,
    library.version,
    queue_bytes=1 << 20,
    use_eventfd=False,
    tick_callback=described.tick_callback,
    classes=described.callback_classes,
    router=_core.TickRouter(),
)
methods = [
    method
    for method in installed().methods("MdApi" if kind == "md" else "TraderApi", library.version)
    if method.returns == "int" and method.name != "Join"
]


def call(name: str) -> int:
    (method,) = (method for method in methods if method.name == name)
    if method.struct is None:
        return api.subscription(method.index, [b"rb2610"])
    return api.request(method.index, bytes(records.layout(method.struct, library.version).size), 1)


def call_every() -> dict[str, int]:
    return {method.name: call(method.name) for method in methods}


output = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # the library prints, too
api.create(f"{folder}/".encode(), True)
if way == "default":
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)
before = call_every()
with socket.create_server(("127.0.0.1", 0)) as server:
    api.register_front(f"tcp://127.0.0.1:{server.getsockname()[1]}".encode())
    api.init()
    accepted, _ = server.accept()
    with accepted:
        end = time.monotonic() + 10
        while call("ReqUserLogin") == -1:
            assert time.monotonic() < end, "the library does not see that it is connected"
        up = call_every()
        print(json.dumps([before, up]), file=output, flush=True)
        os._exit(0)  # Release so soon after Init can hang in 6.3.15 and 6.3.19
