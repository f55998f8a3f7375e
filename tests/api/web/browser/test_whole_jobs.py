"""Each user's whole job in Chromium, from the first page to the last."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from api.bootstrap import open_office
from tests.api.web.browser.conftest import (
    ADMINISTRATOR,
    NARROW,
    OFFICER,
    REVIEWER,
    SEARCHER,
    WIDE,
    Seen,
    Site,
    begun_in,
    enter,
    listening,
    picture,
    serving,
)  # fmt: skip
from tests.api.web.conftest import settings_in
from tests.api.web.desk_place import OPINION, PROPOSAL

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page

_ITEM, _TITLE = "20260131", "关于加强电动自行车充电设施建设的提案"
_OWN_WORDS = "我局将于2026年9月底前新增充电端口500个，具体点位另行公布。"


@pytest.fixture
def faults(site: Site) -> Iterator[list[Seen]]:
    """Windows that were used; at the end nothing may stand on their consoles but what the server refused."""
    seen: list[Seen] = []
    yield seen
    told = [fault for one in seen for fault in one.faults(site)]
    assert [fault for fault in told if "status of 422" not in fault and "status of 412" not in fault] == []


def window(browser: "Browser", site: Site, faults: list[Seen], who: str, size: tuple[int, int] = WIDE) -> "Page":
    page = enter(browser, site, who, size)
    faults.append(listening(page))
    return page


def saved(page: "Page", version: int) -> None:
    """Waits until the desk shows ``version``."""
    page.locator(f'#desk[data-version="{version}"]').wait_for()


def downloaded(page: "Page", copy: str) -> "Download":
    """The copy as .docx, from the menu."""
    page.locator("#menu-export summary").click()
    with page.expect_download() as waiting:
        page.locator(f'#menu-export a[href*="copy={copy}&form=docx"]').click()
    return waiting.value


def words_of(docx: bytes) -> str:
    """The text of a .docx without its tags."""
    import re

    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        return re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_the_ledger_to_the_published_letter(
    browser: "Browser", site: Site, faults: list[Seen], tmp_path: Path, size: tuple[int, int]
) -> None:
    item = _ITEM if size == WIDE else "20260132"
    officer = window(browser, site, faults, OFFICER, size)
    _import(officer, site, tmp_path, item, size)
    draft = _begin(officer, item, size)
    version = _write(officer, size)
    _send(officer)
    reviewer = window(browser, site, faults, REVIEWER, size)
    _return(reviewer, site, draft, size)
    officer.goto(f"{site.address}/drafts/{draft}")
    assert officer.get_by_text("审核退回：请写明点位公布的时间").is_visible()
    _side(officer, size, "依据和提示", "审核提示")
    assert officer.get_by_text("点位何时公布？").is_visible()
    _edit(officer, size, _OWN_WORDS, _OWN_WORDS.replace("另行公布", "于6月公布"))
    saved(officer, version + 1)
    _send(officer)
    _approve(reviewer, site, draft, size)
    _hand_out(officer, site, draft, size)
    reviewer.goto(f"{site.address}/drafts/{draft}/trail")
    trail = reviewer.locator("main").inner_text()
    assert all(done in trail for done in ("开始拟稿", "送审", "退回", "审定", "导出", "写批注"))
    picture(reviewer, "job-trail", size)


def _import(page: "Page", site: Site, folder: Path, item: str, size: tuple[int, int]) -> None:
    """The ledger from a workbook, with one row that cannot be read."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["案号", "类型", "题目", "提案者", "办理角色", "会办单位", "交办日期"])
    sheet.append([item, "提案", _TITLE, "周立群", "主办", "澜州市财政局", "2026-10-12"])
    sheet.append(["", "提案", "没有案号的一件", "", "主办", "", ""])
    with closing(book):
        book.save(folder / "台账.xlsx")
    page.goto(f"{site.address}/cases")
    page.get_by_text("从 Excel 或 CSV 台账导入").click()
    page.get_by_label("台账文件").set_input_files(folder / "台账.xlsx")
    page.get_by_role("button", name="导入").click()
    told = page.locator("main").inner_text()
    assert "新增 1" in told and "第 3 行" in told
    picture(page, "job-imported", size)


def _begin(page: "Page", item: str, size: tuple[int, int]) -> str:
    """The case with its proposal and an opinion, a talk written down, a letter begun."""
    page.get_by_role("row").filter(has_text=item).get_by_role("link").first.click()
    page.get_by_label("粘贴全文").first.fill(PROPOSAL.replace(_ITEM, item))
    page.get_by_role("button", name="提交原文").click()
    page.get_by_text("登记会办意见").click()
    page.locator("#f-opinion").fill(OPINION)
    page.get_by_role("button", name="登记意见").click()
    page.get_by_label("沟通对象").fill("周立群委员")
    page.get_by_label("内容").fill("委员希望写明新增端口的点位。")
    page.get_by_role("button", name="记下").click()
    picture(page, "job-case", size)
    page.get_by_role("button", name="起草").click()
    page.wait_for_url("**/drafts/*")
    saved(page, 1)
    picture(page, "job-draft", size)
    return page.url.rsplit("/", 1)[-1].partition("?")[0]


def _column(page: "Page", size: tuple[int, int], name: str) -> None:
    """On a narrow screen one column is shown at a time."""
    if size == NARROW:
        page.get_by_role("navigation", name="分栏").get_by_role("link", name=name).click()


def _side(page: "Page", size: tuple[int, int], column: str, name: str) -> None:
    _column(page, size, column)
    page.get_by_role("group", name="右栏内容").get_by_role("link", name=name).click()


def _write(page: "Page", size: tuple[int, int]) -> int:
    """A stance chosen, evidence left out and taken back, a sentence in the officer's own words; the newest version."""
    _side(page, size, "依据和提示", "依据")
    page.get_by_label("态度").first.select_option("列入计划")
    saved(page, 2)
    page.get_by_role("button", name="不用").first.click()
    saved(page, 3)
    left_out = page.locator(".evidence").filter(has_text="已不用").first
    if not left_out.is_visible():
        page.locator("details.offered").filter(has=left_out).locator("summary").first.click()
    left_out.get_by_role("button", name="采用").click()
    version = 4
    saved(page, version)
    _side(page, size, "依据和提示", "审核提示")
    picture(page, "job-findings", size)
    mend = page.get_by_role("button", name="改正全部有把握的")
    if mend.count():
        mend.click()
        version += 1
        saved(page, version)
    _column(page, size, "答复稿")
    page.locator("#answer-1 .sentence").last.click()
    page.get_by_role("button", name="在后面加一句").click()
    page.get_by_label("新的一句").fill(_OWN_WORDS)
    picture(page, "job-edit", size)
    page.get_by_role("button", name="保存", exact=True).click()
    version += 1
    saved(page, version)
    assert page.get_by_text(_OWN_WORDS).first.is_visible()
    return version


def _edit(page: "Page", size: tuple[int, int], old: str, new: str) -> None:
    _column(page, size, "答复稿")
    page.locator(".sentence", has_text=old).click()
    page.get_by_label("修改这一句").fill(new)
    page.keyboard.press("Control+Enter")


def _send(page: "Page") -> None:
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="送审", exact=True).click()
    page.locator(".facts .state", has_text="送审").wait_for()


def _return(page: "Page", site: Site, draft: str, size: tuple[int, int]) -> None:
    """The reviewer finds it in the queue, remarks on a sentence and returns it; a reason is asked for."""
    page.goto(f"{site.address}/review")
    assert page.locator(f'a[href^="/review/{draft}"]').first.is_visible()
    page.locator(f'a[href^="/review/{draft}"]').first.click()
    picture(page, "job-review", size)
    sentence = page.locator(".sentence", has_text=_OWN_WORDS[:12]).first
    sentence.locator("xpath=following-sibling::a[1]").click()
    page.get_by_label("对这一句的批注").fill("点位何时公布？")
    page.locator("#note").get_by_role("button", name="写下批注").click()
    page.get_by_text("点位何时公布？").first.wait_for()
    page.get_by_role("button", name="退回修改").click()
    page.get_by_role("alert").first.wait_for()
    page.get_by_label("意见（退回必填）").fill("请写明点位公布的时间")
    page.get_by_role("button", name="退回修改").click()
    page.wait_for_url("**/review?done=*")


def _approve(page: "Page", site: Site, draft: str, size: tuple[int, int]) -> None:
    page.goto(f"{site.address}/review/{draft}/versions")
    assert "于6月公布" in page.locator("ins").all_inner_texts() or page.get_by_text("于6月公布").count()
    picture(page, "job-redline", size)
    page.goto(f"{site.address}/review/{draft}")
    page.get_by_label("意见（退回必填）").fill("所缺内容已电话核实，同意。")
    page.get_by_role("button", name="审定", exact=True).click()
    page.wait_for_url("**/review?done=*")


def _hand_out(page: "Page", site: Site, draft: str, size: tuple[int, int]) -> None:
    """The working copy and the copy for publication as .docx; the officer's words stand in both."""
    page.goto(f"{site.address}/drafts/{draft}")
    for copy in ("working", "publication"):
        file = downloaded(page, copy)
        text = words_of(Path(file.path()).read_bytes())
        assert file.suggested_filename.endswith(".docx")
        assert "于6月公布" in text and "电动自行车充电" in text
        page.keyboard.press("Escape")


def test_two_windows_never_overwrite_each_other(browser: "Browser", site: Site, faults: list[Seen]) -> None:
    one, two = (window(browser, site, faults, OFFICER) for _ in range(2))
    for page in (one, two):
        page.goto(site.path("/drafts/{draft}"))
    base = int(one.locator("#desk").get_attribute("data-version") or 0)
    for page, words in ((one, "第一位经办人写的一句。"), (two, "第二位经办人写的一句。")):
        page.locator("#answer-2 .sentence").last.click()
        page.get_by_role("button", name="在后面加一句").click()
        page.get_by_label("新的一句").fill(words)
    one.get_by_role("button", name="保存", exact=True).click()
    saved(one, base + 1)
    two.get_by_role("button", name="保存", exact=True).click()
    two.get_by_role("alert").filter(has_text="您的修改还没有保存").wait_for()
    picture(two, "job-stale", WIDE)
    # What the second one typed is still before him, and goes in beside the first one's words when he says so.
    assert two.locator("#told .mine").inner_text() == "第二位经办人写的一句。"
    two.locator("#told").get_by_role("button", name="把我写的加上").click()
    saved(two, base + 2)
    one.reload()
    for words in ("第一位经办人写的一句。", "第二位经办人写的一句。"):
        assert one.get_by_text(words).first.is_visible()


def test_a_killed_server_and_a_reload_lose_nothing(
    browser: "Browser", furnished: tuple[Path, str], tmp_path: Path
) -> None:
    shutil.copytree(furnished[0] / "workspace", tmp_path / "workspace")
    settings = settings_in(tmp_path / "workspace", furnished[0] / "cache")
    words = "这一句还没有保存，服务器就停了。"
    office = open_office(settings)
    with serving(office) as address:
        names = begun_in(office)
        page = enter(browser, Site(address, office, furnished[1], names), OFFICER)
        page.goto(f"{address}/drafts/{names['draft']}")
        page.locator("#answer-1 .sentence").last.click()
        page.get_by_role("button", name="在后面加一句").click()
        page.get_by_label("新的一句").fill(words)
    office.jobs.close()
    office.workbench.close()
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#notice", has_text="没有连上服务器").wait_for()
    assert page.get_by_label("新的一句").input_value() == words
    office = open_office(settings)
    with serving(office, int(address.rpartition(":")[2])):
        page.reload()
        page.get_by_label("新的一句").wait_for()
        assert page.get_by_label("新的一句").input_value() == words
        picture(page, "job-recovered", WIDE)
        page.get_by_role("button", name="保存", exact=True).click()
        saved(page, 2)
        page.reload()
        assert page.get_by_text(words).first.is_visible() and not page.locator("#desk textarea").count()
    office.jobs.close()
    office.workbench.close()


def test_the_searcher_finds_reads_and_compares(browser: "Browser", site: Site, faults: list[Seen]) -> None:
    page = window(browser, site, faults, SEARCHER)
    page.goto(f"{site.address}/")
    page.get_by_role("searchbox").first.fill("老旧小区加装电梯 补贴")
    page.get_by_role("searchbox").first.press("Enter")
    assert page.locator("mark").first.is_visible()
    page.locator(".facets a").first.click()
    page.locator(".chosen .chip").wait_for()
    page.locator(".hits h2 a, .hits a").first.click()
    assert page.locator(".paper, article, main").first.is_visible()
    page.goto(f"{site.address}/search/similar")
    page.locator("textarea[name=text]").fill(PROPOSAL)
    page.locator("main button.main").click()
    assert page.get_by_text("建议").first.is_visible()
    page.goto(site.path("/documents/{reply}/answers"))
    picture(page, "job-answers", WIDE)


def test_the_administrator_keeps_users_and_papers(
    browser: "Browser", site: Site, faults: list[Seen], tmp_path: Path
) -> None:
    page = window(browser, site, faults, ADMINISTRATOR)
    page.goto(f"{site.address}/manage/users")
    form = page.locator("form[data-keep=new-user]")
    form.get_by_label("登录名").fill("xinren")
    form.get_by_label("姓名").fill("新人")
    form.get_by_label("单位").fill("澜州市财政局")
    form.get_by_label("初始密码").fill("short")
    form.get_by_role("button", name="新建").click()
    form.get_by_label("初始密码").fill("lanzhou-Bridge-7")
    form.get_by_role("button", name="新建").click()
    row = page.get_by_role("row").filter(has_text="xinren")
    row.first.wait_for()
    row.locator("summary").click()
    row.get_by_role("button", name="保存").wait_for()
    good, bad = tmp_path / "路灯答复.txt", tmp_path / "坏.docx"
    good.write_text("关于路灯照明的答复\n　　全市更换路灯灯具三千盏。\n公开方式：主动公开\n", "utf-8")
    bad.write_bytes(b"PK broken")
    page.goto(f"{site.address}/manage/documents")
    page.locator("input[type=file]").set_input_files([good, bad])
    page.get_by_role("button", name="导入").click()
    page.get_by_text("新增 1 份").first.wait_for(timeout=60_000)
    assert page.get_by_text("坏.docx：").is_visible()
    picture(page, "job-ingested", WIDE)
    page.goto(f"{site.address}/search?q=更换路灯灯具三千盏")
    assert page.get_by_text("关于路灯照明的答复").first.is_visible()
    page.goto(f"{site.address}/manage/audit?check=true")
    assert page.get_by_text("日志完整").is_visible()
