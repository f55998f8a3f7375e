"""The server as a process of its own, on a port of its own; the sample's workplace; the users on the command line."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.server import Listening
from tests.api.conftest import Dafu

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "lanzhou-Bridge-7"


@dataclass
class Server:
    """A running server; ``err`` is whole once it has ended."""

    process: subprocess.Popen[str]
    address: str
    err: str = ""

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=30) as answer:
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)

    def sign_in(self, login: str, password: str, **headers: str) -> tuple[int, dict[str, str]]:
        data = urllib.parse.urlencode({"login": login, "password": password}).encode()
        request = urllib.request.Request(f"{self.address}/login", data, headers)
        try:
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=30) as answer:
                return answer.status, dict(answer.headers)
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@contextmanager
def served(*arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "api.main", "serve", "--port", "0", "--json", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(3)]
            server = Server(process, json.loads("".join(lines))["address"])
            assert server.get("/health")[0] == 200
            yield server
            process.send_signal(signal.SIGINT)
            out, server.err = process.communicate(timeout=30)
            assert process.returncode == 0 and out == ""
        finally:
            process.kill()


def add_administrator() -> None:
    command = [
        sys.executable,
        "-m",
        "api.main",
        "users",
        "add",
        "admin",
        "--name",
        "管理员",
        "--office",
        "澜州市财政局",
    ]
    done = subprocess.run(
        [*command, "--role", "管理员", "--password-stdin"],
        cwd=ROOT, input=PASSWORD + "\n", text=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0 and PASSWORD not in done.stdout + done.stderr


def test_serve_answers_and_ends_on_interrupt(dafu: Dafu) -> None:
    with served() as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.get("/health")[0] == 200
        status, headers = server.get("/cases")
        assert status == 303 and headers["location"].startswith("/login")
        assert server.get("/login", Host="evil.example")[0] == 400
    assert "网页已打开" in server.err and "网页已关闭" in server.err and "Traceback" not in server.err
    assert "dafu users add" in server.err


def test_what_a_request_says_of_its_scheme_counts_only_behind_a_proxy(dafu: Dafu) -> None:
    add_administrator()
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.9"}
    with served() as server:
        status, headers = server.sign_in("admin", PASSWORD, **told)
        assert status == 303 and "secure" not in headers["set-cookie"].lower()
        assert "strict-transport-security" not in {name.lower() for name in headers}
    with served("--https", "--name", "dafu.example") as server:
        status, headers = server.sign_in("admin", PASSWORD, Host="dafu.example", **told)
        assert status == 303 and "secure" in headers["set-cookie"].lower()
        assert headers["strict-transport-security"]
        assert server.get("/login", Host="other.example")[0] == 400


def test_the_sample_s_workplace_is_ready_to_try(dafu: Dafu, tmp_path: Path) -> None:
    with served("--sample") as server:
        pass
    shown = re.search(r"^  ([a-z2-9]{5}(?:-[a-z2-9]{5}){2})$", server.err, re.M)
    assert shown, server.err
    password = shown[1]
    with served("--sample") as server:
        for login in ("jingban", "shenhe", "chaxun", "guanli"):
            assert server.sign_in(login, password)[0] == 303
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        opener = urllib.request.build_opener(cookies)
        form = urllib.parse.urlencode({"login": "shenhe", "password": password, "next": "/cases"}).encode()
        with opener.open(f"{server.address}/login", form, timeout=30) as answer:
            ledger = answer.read().decode()
    assert all(number in ledger for number in ("20260105", "20260113", "20260121", "20260134", "20260147", "20260208"))
    assert password not in server.err and "dafu users change" in server.err
    stored = b"".join(path.read_bytes() for path in (tmp_path / "workspace").glob("dafu.db*"))
    assert password.encode() not in stored
    listed = dafu("users", "list", "--json").value["users"]
    assert {tuple(user["roles"]) for user in listed} == {("administrator",), ("officer",), ("reviewer",), ("searcher",)}


def test_an_interrupted_sample_is_taken_up_again(dafu: Dafu, monkeypatch: pytest.MonkeyPatch) -> None:
    from api import sample_office
    from api.sample import read_sample
    from api.settings import read_settings
    from api.workplace.ledger import Wanted, list_cases

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(sample_office, "_make_users", stop)
        sample_office.furnish(read_settings())
    assert sample_office.may_be_furnished(read_settings())
    office, made = sample_office.furnish(read_settings())
    cases, total = list_cases(office.engine, Wanted(), 1, 200)
    assert total == len(read_sample().items) and len(made.logins) == 4
    assert sum(case.state == "已交办" for case in cases) == 6
    office.jobs.close()
    office.workbench.close()


def test_a_workspace_in_use_gets_no_sample(dafu: Dafu, tmp_path: Path) -> None:
    from api.sample_office import may_be_furnished
    from api.settings import read_settings

    assert may_be_furnished(read_settings())
    (tmp_path / "我的.txt").write_text("关于垃圾分类的答复\n　　垃圾分类投放点改造完成。\n", "utf-8")
    assert dafu("ingest", tmp_path / "我的.txt").code == 0
    assert not may_be_furnished(read_settings())


@pytest.mark.parametrize(
    ("way", "hosts", "only_here"),
    [
        (Listening("127.0.0.1"), ("127.0.0.1",), True),
        (Listening("::1"), ("[::1]",), True),
        (Listening("localhost"), ("localhost",), True),
        (Listening("10.1.2.3"), ("10.1.2.3",), False),
        (Listening("10.1.2.3", ("dafu.example",)), ("dafu.example", "10.1.2.3"), False),
        (Listening("0.0.0.0"), ("*",), False),
        (Listening("0.0.0.0", ("dafu.example",)), ("dafu.example",), False),
    ],
)
def test_which_names_are_let_in(way: Listening, hosts: tuple[str, ...], only_here: bool) -> None:
    assert way.hosts == hosts and way.only_here is only_here


def test_a_port_in_use_is_told(dafu: Dafu) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = dafu("serve", "--port", str(taken.getsockname()[1]))
    assert done.code == 2 and "--port" in done.err


def test_an_address_that_is_not_ours_is_told(dafu: Dafu) -> None:
    done = dafu("serve", "--host", "203.0.113.7", "--port", "0")
    assert done.code == 2 and done.err.count("\n") == 1
