"""Runs the web application on a socket."""

import socket as sockets
from contextlib import suppress
from pathlib import Path

from api.workbench import Workbench
from corpus.errors import UnusableInput


def listen(host: str, port: int) -> sockets.socket:
    """A listening socket; taken before anything slow, so that a port in use is told at once."""
    try:
        family, kind, protocol, _, address = sockets.getaddrinfo(host, port, type=sockets.SOCK_STREAM)[0]
        made = sockets.socket(family, kind, protocol)
    except OSError as error:
        raise UnusableInput(f"地址 {host} 用不了（{error.strerror or error}）。请用 --host 换一个。") from error
    try:
        made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        made.bind(address)
        # From here on whoever asks waits for the answer instead of being refused.
        made.listen(128)
    except OSError as error:
        made.close()
        raise UnusableInput(f"端口 {port} 用不了（{error.strerror}）。请用 --port 换一个端口。") from error
    return made


def serve(workbench: Workbench, error_log: Path, host: str, socket: sockets.socket) -> None:
    """Serves until it is interrupted; what is being answered is finished first."""
    import uvicorn

    from api.http import create_app

    config = uvicorn.Config(
        create_app(workbench, error_log, host), log_level="warning", access_log=False, server_header=False
    )
    # The server shuts down on Ctrl-C and then raises it again; that is how this command is meant to end.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[socket])
