"""The drafting desk in headless Chromium: a whole job, two people at one draft, what is typed outlives everything."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.web.app import create_app
from tests.api.web.conftest import PASSWORD, Place
from tests.api.web.desk_place import CASE, PROPOSAL, begun, change

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason="no Chromium here (scripts/install_system_packages.sh installs it)"
)
WIDE, PHONE = (1366, 768), (390, 844)


class Served:
    """The workplace on a port of this machine; it can be stopped as if its power failed, and started again."""

    def __init__(self, place: Place) -> None:
        self._app = create_app(place.office)
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        import uvicorn

        config = uvicorn.Config(self._app, port=self._port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.05)
            assert self._thread.is_alive()
        self._port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()


@pytest.fixture
def served(place: Place) -> Iterator[Served]:
    made = Served(place)
    yield made
    made.stop()


@pytest.fixture
def visit(served: Served) -> Iterator[Callable[..., Any]]:
    """Opens a page of its own for the officer; what a page complains of in its console fails the test."""
    from playwright.sync_api import sync_playwright

    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])

        def open_(path: str, size: tuple[int, int] = WIDE) -> Any:
            page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda one: faults.append(one.text) if "Content Security" in one.text else None)
            page.goto(f"{served.address}/login")
            page.get_by_label("登录名").fill("officer")
            page.get_by_label("密码").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile("/(cases)?$"))
            page.goto(served.address + path)
            return page

        yield open_
        browser.close()
    assert faults == []


def fact_of(page: Any) -> Any:
    return page.locator("#answer-1 .sentence.sourced", has_text="1200个")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_officer_s_job(place: Place, visit: Callable[..., Any], size: tuple[int, int], tmp_path: Path) -> None:
    """From the proposal's text to the review, by what is seen on the page."""
    from playwright.sync_api import expect

    officer = place.program("officer")
    case = officer.post("/api/v1/cases", json=CASE).headers["location"].replace("/api/v1", "")
    page = visit(case, size)

    def column(name: str) -> None:
        if size == PHONE:
            page.locator(f".desk-tabs a[data-column={name}]").click()

    page.get_by_label("粘贴全文").first.fill(PROPOSAL)
    page.get_by_role("button", name="提交原文").click()
    page.get_by_role("button", name="起草", exact=True).click()
    expect(page.locator("#answer-1")).to_contain_text("1200个")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.screenshot(path=str(tmp_path / "desk.png"))

    column("beside")
    page.get_by_label("态度").first.select_option("采纳")
    expect(page.locator("#beside-1 .help")).to_contain_text("承办人选定")
    column("letter")
    expect(page.locator("#answer-1")).to_contain_text("采纳")

    column("beside")
    page.locator("#beside-1").get_by_role("button", name="不用").first.click()
    expect(page.locator("#beside-1")).to_contain_text("已不用")
    column("letter")
    expect(page.locator("#answer-1")).not_to_contain_text("1200个")
    column("beside")
    page.locator("#beside-1 .evidence", has_text="已不用").get_by_role("button", name="采用").click()
    column("letter")
    expect(page.locator("#answer-1")).to_contain_text("1200个")

    fact_of(page).focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("修改这一句")
    expect(box).to_be_focused()
    box.fill("2024年全市新增充电端口1200个 ，覆盖 小区86个。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer-1 .sentence.own")).to_contain_text("覆盖 小区86个")
    page.locator("#answer-1 .sentence.own").focus()

    column("beside")
    page.locator(".side-tabs a[data-side=findings]").click()
    page.get_by_role("button", name=re.compile("改正全部")).click()
    column("letter")
    expect(page.locator("#answer-1 .sentence.own")).to_contain_text("1200个，覆盖小区86个。")

    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="送审").click()
    expect(page.locator(".desk-head .state")).to_have_text("送审")
    page.screenshot(path=str(tmp_path / "sent.png"), full_page=True)


def test_a_source_is_shown_and_opens_the_place(place: Place, visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit(begun(place.program("officer")).replace("/api/v1", ""))
    fact_of(page).hover()
    note = page.locator(".said.shown .note")
    expect(note).to_contain_text("第20250119号提案的答复")
    expect(note).to_contain_text("主动公开")
    with page.expect_popup() as opened:
        note.get_by_role("link").first.click()
    expect(opened.value.locator(".chosen").first).to_contain_text("1200个")
    page.locator("#proposal a.ask").nth(1).click()
    expect(page.locator("#answer-2 h4")).to_be_in_viewport()
    expect(page.locator("#beside-2")).to_be_in_viewport()
    page.locator(".side-tabs a[data-side=gaps]").click()
    page.locator("#gaps a").last.click()
    expect(page.locator("#f-contact")).to_be_in_viewport()


def test_a_reload_in_the_middle_of_an_edit_loses_nothing(place: Place, visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit(begun(place.program("officer")).replace("/api/v1", ""))
    fact_of(page).click()
    page.get_by_label("修改这一句").fill("写到一半的")
    page.reload()
    expect(page.get_by_label("修改这一句")).to_have_value("写到一半的")
    page.get_by_label("态度").nth(1).select_option("列入计划")  # the desk is shown anew with the edit still open
    expect(page.locator("#beside-2 .help").first).to_contain_text("承办人选定")
    expect(page.get_by_label("修改这一句")).to_have_value("写到一半的")
    page.get_by_label("修改这一句").press("Escape")
    expect(fact_of(page)).to_be_visible()
    page.reload()
    expect(fact_of(page)).to_be_visible()
    expect(page.get_by_label("修改这一句")).to_have_count(0)


def test_a_stopped_server_loses_nothing(place: Place, served: Served, visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    address = begun(place.program("officer"))
    page = visit(address.replace("/api/v1", ""))
    fact_of(page).click()
    page.get_by_label("修改这一句").fill("服务器停机时写的一句。")
    served.stop()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("没有连上服务器")
    expect(page.get_by_label("修改这一句")).to_have_value("服务器停机时写的一句。")
    place.office.results.clear()  # a new server has nothing computed
    place.office.checks.clear()
    served.start()
    page.reload()
    expect(page.get_by_label("修改这一句")).to_have_value("服务器停机时写的一句。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#answer-1 .sentence.own")).to_have_text("服务器停机时写的一句。")
    assert "服务器停机时写的一句。" in place.program("officer").get(address).json()["content"]["text"]
    page.reload()
    expect(page.get_by_label("修改这一句")).to_have_count(0)


def test_two_people_at_one_draft(place: Place, visit: Callable[..., Any]) -> None:
    """The second to save is shown both texts, keeps the own one and may put it in the other's place."""
    from playwright.sync_api import expect

    where = begun(place.program("officer")).replace("/api/v1", "")
    first, second = visit(where), visit(where)
    for page, text in ((first, "甲写的一句。"), (second, "乙写的一句。")):
        fact_of(page).click()
        page.get_by_label("修改这一句").fill(text)
    first.get_by_role("button", name="保存", exact=True).click()
    expect(first.locator("#answer-1 .sentence.own")).to_have_text("甲写的一句。")
    second.get_by_role("button", name="保存", exact=True).click()
    told = second.locator("#told")
    expect(told).to_contain_text("第 2 版")
    expect(told).to_contain_text("乙写的一句。")
    expect(second.get_by_label("修改这一句")).to_have_value("乙写的一句。")
    expect(told).to_contain_text("甲写的一句。")
    second.get_by_role("button", name="用我写的代替").click()
    expect(second.locator("#answer-1")).to_contain_text("乙写的一句。")
    expect(second.locator("#answer-1")).not_to_contain_text("甲写的一句。")
    second.reload()
    expect(second.get_by_label("修改这一句")).to_have_count(0)
    expect(second.locator("#told")).not_to_contain_text("没有保存")


def test_others_changes_elsewhere_ask_only_for_a_second_press(place: Place, visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    officer = place.program("officer")
    address = begun(officer)
    page = visit(address.replace("/api/v1", ""))
    fact_of(page).click()
    page.get_by_label("修改这一句").fill("我改的一句。")
    change(officer, f"{address}/stances/2", 1, "PUT", stance="列入计划")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="用我写的代替").click()
    expect(page.locator("#answer-1 .sentence.own")).to_have_text("我改的一句。")
    assert officer.get(address).json()["version"] == 3
