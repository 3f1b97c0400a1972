# ruff: noqa: T201
"""What ends or stops a process in the vendor's library, done straight to it, without actp's guards.

usage: hazards.py LIBRARY HAZARD FOLDER
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path

from actp import _core
from actp.connection.api_class import api_class
from actp.connection.library import open_library

library = open_library("md", Path(sys.argv[1]))
hazard, folder = sys.argv[2], Path(sys.argv[3])
described = api_class("md", library.version)
connected = threading.Event()


def create(prefix: str) -> _core.Api:
    api = _core.Api(
        library.native,
        library.version,
        queue_bytes=1 << 20,
        use_eventfd=False,
        tick_callback=described.tick_callback,
        classes=described.callback_classes,
        router=_core.TickRouter(),
    )
    api.create(prefix.encode(), True)
    return api


def go(address: str) -> None:
    api = create(f"{folder}/")
    api.register_front(address.encode())
    api.init()
    connected.wait(2)  # the library needs a moment to dial
    api.release()


print("begin", flush=True)
match hazard:
    case "nothing":
        with socket.create_server(("127.0.0.1", 0)) as server:
            go(f"tcp://127.0.0.1:{server.getsockname()[1]}")
    case "no scheme":
        go("127.0.0.1:41213")
    case "empty address":
        go("")
    case "unknown scheme":
        with socket.create_server(("127.0.0.1", 0)) as server:
            go(f"ssl://127.0.0.1:{server.getsockname()[1]}")
    case "proxy without front":
        go("socks5://127.0.0.1:1080")
    case "missing folder":
        create(f"{folder}/missing/")
    case "long path":
        # 200 bytes with the slash: what the library opens is the folder itself.
        deep = folder / ("d" * (198 - len(str(folder))))
        deep.mkdir(parents=True)
        create(f"{deep}/")
    case "flow file is a folder":
        (folder / "DialogRsp.con").mkdir()
        create(f"{folder}/")
    case "flow file is a pipe":
        os.mkfifo(folder / "TradingDay.con")
        create(f"{folder}/")
    case "Init twice":
        api = create(f"{folder}/")
        with socket.create_server(("127.0.0.1", 0)) as server:
            api.register_front(f"tcp://127.0.0.1:{server.getsockname()[1]}".encode())
            api.init()
            api.init()
            api.release()
print("end", flush=True)
