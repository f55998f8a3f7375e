"""Runs the web application on a socket."""

import socket as sockets

from api.bootstrap import Workbench
from corpus.errors import UnusableInput


def listen(host: str, port: int) -> sockets.socket:
    """A bound socket; taken before anything slow, so that a port in use is told at once."""
    try:
        family, kind, protocol, _, address = sockets.getaddrinfo(host, port, type=sockets.SOCK_STREAM)[0]
        made = sockets.socket(family, kind, protocol)
    except OSError as error:
        raise UnusableInput(f"地址 {host} 用不了（{error.strerror or error}）。请用 --host 换一个。") from error
    try:
        made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as error:
        made.close()
        raise UnusableInput(f"端口 {port} 用不了（{error.strerror}）。请用 --port 换一个端口。") from error
    return made


def serve(workbench: Workbench, host: str, socket: sockets.socket) -> None:
    """Serves until it is interrupted."""
    import uvicorn

    from api.http import create_app

    config = uvicorn.Config(create_app(workbench, host), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[socket])
