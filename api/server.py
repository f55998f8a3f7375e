"""Runs the workplace's application on a socket."""

import socket as sockets
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address

from api.services.office import Office
from corpus.errors import UnusableInput

# Seconds a connection that nobody uses stays open: longer than proxies and browsers keep theirs, so that none sends a
# request into one that is just being closed.
_LEFT_OPEN = 120
_LEFT_TO_ANSWER = 5  # seconds that open streams and long answers get when the server is told to end


@dataclass(frozen=True, slots=True)
class Listening:
    """How the server is reached. ``names`` are further host names it answers to; with ``https`` a proxy that speaks
    TLS stands before it, and what the proxies at ``proxies`` say of scheme and address is believed."""

    host: str
    names: tuple[str, ...] = ()
    https: bool = False
    proxies: str = "127.0.0.1"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that are let in. A server on every address that was told no name takes every name: a page
        elsewhere that reaches it by a name of its own has no cookie for it."""
        if self.names:
            return (*self.names, *(() if self.everywhere else (_in_header(self.host),)))
        return ("*",) if self.everywhere else (_in_header(self.host),)

    @property
    def everywhere(self) -> bool:
        """Whether it listens on every address of the machine."""
        return self.host in ("0.0.0.0", "::")

    @property
    def only_here(self) -> bool:
        """Whether nobody but this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


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


def serve(office: Office, way: Listening, socket: sockets.socket) -> None:
    """Serves until it is interrupted; what is being answered is finished first."""
    import uvicorn

    from api.web.app import create_app

    config = uvicorn.Config(
        create_app(office, way.hosts, way.https),
        log_level="warning",
        access_log=False,
        server_header=False,
        # What a request says of its own scheme and address counts only where a proxy was announced.
        proxy_headers=way.https,
        forwarded_allow_ips=way.proxies,
        timeout_graceful_shutdown=_LEFT_TO_ANSWER,
        timeout_keep_alive=_LEFT_OPEN,
    )
    # The server shuts down on Ctrl-C and then raises it again; that is how this command is meant to end.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[socket])
    office.jobs.close()
    office.workbench.close()


def _in_header(host: str) -> str:
    """The host as it stands in a request."""
    return f"[{host}]" if ":" in host else host
