"""The server as a process of its own, on a port of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.api.conftest import Dafu

ROOT = Path(__file__).resolve().parents[2]


def test_serve_answers_and_ends_on_interrupt(dafu: Dafu, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "api.main", "serve", "--port", "0", "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as server:
        try:
            assert server.stdout is not None
            lines = [server.stdout.readline() for _ in range(3)]
            address = json.loads("".join(lines))["address"]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(f"{address}/health", timeout=30) as answer:
                assert json.load(answer)["status"] == "ok"
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=30)
        finally:
            server.kill()
    assert server.returncode == 0 and out == ""
    assert "网页已打开" in err and "网页已关闭" in err and "Traceback" not in err


def test_a_port_in_use_is_told(dafu: Dafu) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = dafu("serve", "--port", str(taken.getsockname()[1]))
    assert done.code == 2 and "--port" in done.err


def test_an_address_that_is_not_ours_is_told(dafu: Dafu) -> None:
    done = dafu("serve", "--host", "203.0.113.7", "--port", "0")
    assert done.code == 2 and done.err.count("\n") == 1
