"""The sample workplace on a socket of this machine, and Chromium to look at it with."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn

from api.bootstrap import open_office
from api.sample_office import furnish
from api.server import listen
from api.services import drafting
from api.services.office import Office
from api.web.app import create_app
from api.workplace.accounts import find
from api.workplace.ledger import Wanted, list_cases
from api.workplace.permits import User
from corpus.storage.listing import Sought, list_documents
from tests.api.web.conftest import settings_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[4]
PICTURES = ROOT / "out" / "pages"
WIDE, NARROW = (1366, 768), (390, 844)
OFFICER, SEARCHER, REVIEWER, ADMINISTRATOR = "jingban", "chaxun", "shenhe", "guanli"
_TOLD = ("error", "warning", "assert")
_FURNISHED_CASE = "20260105"


@dataclass(frozen=True, slots=True)
class Site:
    """A running workplace. ``names`` are what stands for the braces of addresses."""

    address: str
    office: Office
    password: str
    names: dict[str, str]

    def user(self, login: str) -> User:
        found = find(self.office.engine, login)
        assert found is not None
        return found

    def path(self, template: str) -> str:
        return self.address + template.format(**self.names)


@dataclass(slots=True)
class Seen:
    """What a browser told while it was used."""

    told: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def faults(self, site: Site) -> list[str]:
        """Everything on the console, and requests to other places than the workplace."""
        return self.told + [url for url in self.asked if not url.startswith((site.address, "data:"))]


def chromium() -> str:
    """Where Chromium is; the test is skipped where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: scripts/install_system_packages.sh installs it")
        pytest.skip("Chromium is not installed (scripts/install_system_packages.sh installs it on Debian)")
    return found


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with the sample and its users, made once; and the users' password."""
    chromium()
    folder = tmp_path_factory.mktemp("sample-office")
    office, users = furnish(settings_in(folder / "workspace", folder / "cache"))
    office.jobs.close()
    office.workbench.close()
    return folder, users.password


@contextmanager
def serving(office: Office, port: int = 0) -> Iterator[str]:
    """The address the office is served at, on a free port of this machine where none is named."""
    socket = listen("127.0.0.1", port)
    server = uvicorn.Server(
        uvicorn.Config(create_app(office), log_level="error", access_log=False, server_header=False)
    )
    thread = threading.Thread(target=server.run, args=([socket],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
        socket.close()


@pytest.fixture(scope="module")
def site(furnished: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample workplace with a draft begun and one sent to review, running."""
    folder, password = furnished
    copied = tmp_path_factory.mktemp("site") / "workspace"
    shutil.copytree(folder / "workspace", copied)
    office = open_office(settings_in(copied, folder / "cache"))
    with serving(office) as address:
        yield Site(address, office, password, begun_in(office))
    office.jobs.close()
    office.workbench.close()


def begun_in(office: Office) -> dict[str, str]:
    """The numbers of a case, of its draft, of a draft in review, of a reply, and the name of a rule."""
    officer = find(office.engine, OFFICER)
    assert officer is not None
    cases, _ = list_cases(office.engine, Wanted(open_only=True, offices=(officer.office,)), 1, 10)
    case = next(one for one in cases if one.fields.item_no == _FURNISHED_CASE)
    draft = drafting.begun(office, officer, case.id)
    sent = drafting.begun(office, officer, case.id)
    drafting.submitted(office, officer, sent.row.id, sent.row.version)
    replies, _ = list_documents(office.engine, Sought(kind="reply"), 1, 5)
    rule = quote(office.workbench.catalogue.rules[0].title)
    return {
        "case": str(case.id),
        "draft": str(draft.row.id),
        "sent": str(sent.row.id),
        "reply": replies[0].id,
        "rule": rule,
    }


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Closed with the module: while it is open no test of the same thread can run an event loop."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


def listening(page: "Page") -> Seen:
    """What ``page`` tells from now on."""
    seen = Seen()
    page.on("console", lambda one: seen.told.append(f"{one.type}: {one.text}") if one.type in _TOLD else None)
    page.on("pageerror", lambda one: seen.told.append(f"error: {one}"))
    page.on("request", lambda one: seen.asked.append(one.url))
    return seen


def enter(browser: "Browser", site: Site, login: str | None, size: tuple[int, int] = WIDE) -> "Page":
    """A fresh browser window, signed in as ``login``."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", accept_downloads=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    if login is not None:
        page.goto(f"{site.address}/login")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(site.password)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/login" not in url)
    return page


def picture(page: "Page", name: str, size: tuple[int, int]) -> None:
    """A picture of the whole page, kept for people to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{size[0]}.png", full_page=True)
