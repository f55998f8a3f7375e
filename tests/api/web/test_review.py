"""Reviewing: who may, what waits, remarks, decisions with reasons, versions side by side, the trail; in a browser."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.services import reviewing
from api.services.drafting import opened
from api.web.app import create_app
from api.workplace.accounts import NewUser, add
from api.workplace.sign_in import make_token
from api.workplace.trail import verify
from tests.api.conftest import PROPOSAL
from tests.api.web.browser.conftest import chromium
from tests.api.web.conftest import FINANCE, HOUSING, PASSWORD, Place

CASE = {
    "item_no": "20240118", "item_kind": "提案", "title": "关于加强电动自行车充电设施建设的提案", "office": HOUSING,
    "role": "主办", "proposers": ["王小明"], "assigned": "2026-03-02",
}  # fmt: skip


def begun(client: TestClient, case: dict[str, Any] = CASE) -> int:
    """A draft for a new case; gives its number."""
    where = client.post("/api/v1/cases", json=case).headers["location"]
    assert client.put(f"{where}/proposal", json={"text": PROPOSAL}).status_code == 200
    made = client.post(f"{where}/drafts", json={})
    assert made.status_code == 201, made.text
    return int(made.json()["id"])


def sent(client: TestClient, id: int, version: int = 1) -> None:
    answer = client.post(f"/api/v1/drafts/{id}/submit", headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200 and answer.json()["state"] == "送审"


def decide(client: TestClient, id: int, decision: str, reason: str = "", version: int = 1) -> Any:
    given = {"decision": decision, "reason": reason}
    return client.post(f"/api/v1/drafts/{id}/decision", json=given, headers={"If-Match": f'"{version}"'})


def first_sentence(client: TestClient, id: int) -> str:
    content = client.get(f"/api/v1/drafts/{id}").json()["content"]
    return str(content["sections"][0]["sentences"][1]["text"])


def rewrite(client: TestClient, id: int, version: int, text: str) -> None:
    one = client.get(f"/api/v1/drafts/{id}").json()["content"]["sections"][0]
    given = {"do": "add", "place": one["suggestion"], "text": text}
    answer = client.post(f"/api/v1/drafts/{id}/sentences", json=given, headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200, answer.text


def writer_who_reviews(place: Place) -> TestClient:
    """One who is both officer and reviewer."""
    user = add(place.office.engine, NewUser("both", "两任", HOUSING, ("officer", "reviewer"), PASSWORD), "root")
    client = TestClient(create_app(place.office), raise_server_exceptions=False, follow_redirects=False)
    client.headers["Authorization"] = f"Bearer {make_token(place.office.engine, user, '测试', 1, reads_only=False)}"
    return client


def test_what_waits_longest_comes_first(place: Place) -> None:
    officer, reviewer = place.program("officer"), place.program("reviewer")
    one, two = begun(officer), begun(officer, CASE | {"item_no": "20240119"})
    sent(officer, two)
    sent(officer, one)
    steps = place.office.engine
    with steps.begin() as connection:  # the second was sent a day before
        connection.exec_driver_sql(
            "update wp_trail set at = '2026-01-01T00:00:00+00:00' where action = 'draft.送审' and subject = ?",
            (f"draft:{two}",),
        )
    waiting = reviewer.get("/api/v1/reviews").json()["waiting"]
    assert [item["id"] for item in waiting] == [two, one] and waiting[0]["login"] == "officer"
    page = place.client("reviewer").get("/review").text
    assert page.index("20240119") < page.index("20240118") and "light-" in page


@pytest.mark.parametrize(
    ("login", "queue", "read", "comment", "decision"),
    [
        ("officer", 403, 200, 201, 403),
        ("other", 403, 403, 403, 403),
        ("searcher", 403, 403, 403, 403),
        ("reviewer", 200, 200, 201, 200),
        ("admin", 403, 200, 403, 403),
    ],
)
def test_who_may_do_what(place: Place, login: str, queue: int, read: int, comment: int, decision: int) -> None:
    officer = place.program("officer")
    id = begun(officer)
    sent(officer, id)
    client, pages = place.program(login), place.client(login)
    assert client.get("/api/v1/reviews").status_code == pages.get("/review").status_code == queue
    for path in ("comments", "trail"):
        assert client.get(f"/api/v1/drafts/{id}/{path}").status_code == read
    for path in (f"/review/{id}", f"/review/{id}/versions", f"/drafts/{id}/trail"):
        assert pages.get(path).status_code == read, path
    assert pages.get(f"/review/{id}/note?on=1").status_code == (200 if comment == 201 else 403)
    given = {"version": 1, "text": "请写明口径"}
    assert client.post(f"/api/v1/drafts/{id}/comments", json=given).status_code == comment
    assert decide(client, id, "退回", "请补充数据").status_code == decision


def test_a_remark_stands_with_its_sentence_until_it_is_dealt_with(place: Place) -> None:
    officer, reviewer = place.program("officer"), place.program("reviewer")
    id = begun(officer)
    sent(officer, id)
    sentence = first_sentence(reviewer, id)
    where = f"/api/v1/drafts/{id}/comments"
    key = {"Idempotency-Key": "remark-1"}
    given = {"version": 1, "sentence": sentence, "text": "<b>口径</b>？"}
    one, two = (reviewer.post(where, json=given, headers=key) for _ in range(2))
    assert one.status_code == 201 and one.json() == two.json()
    wrong = reviewer.post(where, json={"version": 1, "sentence": "没有这一句。", "text": "甲"})
    assert wrong.json()["code"] == "unusable_input"
    page = place.client("reviewer").get(f"/review/{id}").text
    assert "&lt;b&gt;口径&lt;/b&gt;？" in page and "<b>口径" not in page
    assert officer.put(f"{where}/{one.json()['id']}", json={"settled": True}).status_code == 204
    assert officer.get(where).json()["items"][0]["settled"] is True
    assert officer.put(f"{where}/999", json={"settled": True}).status_code == 404


def test_returning_needs_a_reason_and_gives_the_draft_back(place: Place) -> None:
    officer, reviewer = place.program("officer"), place.program("reviewer")
    id = begun(officer)
    assert decide(reviewer, id, "退回", "甲").json()["code"] == "unusable_input"  # nobody sent it yet
    sent(officer, id)
    assert "理由" in decide(reviewer, id, "退回").json()["detail"]
    no_version = reviewer.post(f"/api/v1/drafts/{id}/decision", json={"decision": "退回", "reason": "甲"})
    assert no_version.json()["code"] == "precondition_required"
    done = decide(reviewer, id, "退回", "请补充2026年数据")
    assert done.json()["state"] == "退回" and done.headers["etag"] == '"1"'
    recent = reviewer.get("/api/v1/reviews").json()["recent"]
    assert recent[0]["id"] == id and recent[0]["reason"] == "请补充2026年数据"
    rewrite(officer, id, 1, "我局将于2026年9月底前完成排查。")
    assert decide(reviewer, id, "审定", "同意", version=1).json()["code"] == "changed_meanwhile"
    sent(officer, id, 2)
    assert decide(reviewer, id, "审定", "同意", version=2).json()["state"] == "审定"
    late = officer.post(
        f"/api/v1/drafts/{id}/sentences", json={"do": "add", "place": "1", "text": "甲。"}, headers={"If-Match": '"2"'}
    )
    assert late.status_code == 422


def test_nobody_approves_what_he_wrote_himself(place: Place) -> None:
    both = writer_who_reviews(place)
    id = begun(both)
    sent(both, id)
    refused = decide(both, id, "审定", "同意")
    assert refused.status_code == 403 and "其他审核人" in refused.json()["detail"]
    assert decide(place.program("reviewer"), id, "审定", "同意").status_code == 200


def test_approving_against_the_checks_needs_a_reason(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, reviewer = place.program("officer"), place.program("reviewer")
    id = begun(officer)
    sent(officer, id)
    monkeypatch.setattr(reviewing, "obstacles", lambda *_: ("2 条阻断意见没有处理",))
    refused = decide(reviewer, id, "审定")
    assert refused.status_code == 422 and "2 条阻断意见" in refused.json()["detail"]
    assert "审定须写明理由" in place.client("reviewer").get(f"/review/{id}").text
    assert decide(reviewer, id, "审定", "数据已电话核实").status_code == 200
    trail = reviewer.get(f"/api/v1/drafts/{id}/trail").json()["items"]
    assert any("数据已电话核实" in step["detail"] for step in trail)


def test_open_places_of_the_body_are_obstacles(place: Place) -> None:
    officer = place.program("officer")
    id = begun(officer)
    rewrite(officer, id, 1, "新增端口【待核实：数量】个。")
    one = opened(place.office, place.user("reviewer"), id)
    assert any("【待核实】" in told for told in reviewing.obstacles(place.office, place.user("reviewer"), one))


def test_what_is_protected_is_neither_shown_nor_approved_unseen(place: Place) -> None:
    """A letter of the finance office rests on its internal paper; a reviewer elsewhere without leave sees none of it."""
    other = place.program("other")
    subsidy = {**CASE, "office": FINANCE, "title": "关于充电设施补助资金的提案"}
    where = other.post("/api/v1/cases", json=subsidy).headers["location"]
    text = PROPOSAL.replace("规范充电收费标准，公开电价和服务费", "明确充电设施补助资金标准，测算每个端口补助金额")
    assert other.put(f"{where}/proposal", json={"text": text}).status_code == 200
    id = int(other.post(f"{where}/drafts", json={}).json()["id"])
    content = other.get(f"/api/v1/drafts/{id}").json()["content"]
    if "200元" not in content["text"]:
        cards = [(a["id"], c) for a in other.get(f"/api/v1/drafts/{id}/asks").json()["items"] for c in a["evidence"]]
        ask, card = next((ask, card) for ask, card in cards if "200元" in card["text"] and card["passage"])
        given = {"use": True, "ask": ask, "passage": card["passage"]}
        other.post(f"/api/v1/drafts/{id}/evidence", json=given, headers={"If-Match": '"1"'})
        content = other.get(f"/api/v1/drafts/{id}").json()["content"]
    version = other.get(f"/api/v1/drafts/{id}").json()["version"]
    assert "200元" in content["text"]
    sentence = next(s["text"] for part in content["sections"] for s in part["sentences"] if "200元" in s["text"])
    given = {"version": version, "sentence": sentence, "text": "请核"}
    assert other.post(f"/api/v1/drafts/{id}/comments", json=given).status_code == 201
    sent(other, id, version)
    reviewer, pages = place.program("reviewer"), place.client("reviewer")
    for path in (f"/review/{id}", f"/drafts/{id}/trail", f"/review/{id}/versions"):
        assert "200元" not in pages.get(path).text, path
    assert "200元" not in reviewer.get(f"/api/v1/drafts/{id}/comments").text
    refused = decide(reviewer, id, "审定", "同意", version)
    assert refused.status_code == 403 and "无权查看" in refused.json()["detail"]


def test_versions_side_by_side(place: Place) -> None:
    officer = place.program("officer")
    id = begun(officer)
    assert officer.get(f"/api/v1/drafts/{id}/redline").status_code == 422
    assert place.client("officer").get(f"/review/{id}/versions").status_code == 200
    rewrite(officer, id, 1, "我局将于2026年9月底前完成排查。")
    found = officer.get(f"/api/v1/drafts/{id}/redline").json()
    new = "".join(p["text"] for pair in found["pairs"] for p in pair["pieces"] if p["change"] == "new")
    old = "".join(p["text"] for pair in found["pairs"] for p in pair["pieces"] if p["change"] == "old")
    assert (found["version"], found["against"]) == (2, 1) and "9月底前完成排查" in new and old == ""
    back = officer.get(f"/api/v1/drafts/{id}/redline", params={"version": 1, "against": 2}).json()
    assert "".join(p["text"] for pair in back["pairs"] for p in pair["pieces"] if p["change"] == "old") == new
    page = place.client("officer").get(f"/review/{id}/versions?version=2&against=1").text
    assert re.search(r"<ins>[^<]*9月底前完成排查", page)
    assert officer.get(f"/api/v1/drafts/{id}/redline", params={"version": 9}).status_code == 404


def test_the_whole_trail_is_told(place: Place) -> None:
    officer, reviewer = place.program("officer"), place.program("reviewer")
    id = begun(officer)
    sent(officer, id)
    reviewer.post(f"/api/v1/drafts/{id}/comments", json={"version": 1, "text": "口径"})
    decide(reviewer, id, "退回", "请补充数据")
    steps = officer.get(f"/api/v1/drafts/{id}/trail").json()["items"]
    done = [
        step["action"]
        for step in steps
        if step["action"].startswith(("case", "draft")) and "read" not in step["action"]
    ]
    assert done[0] == "case.add" and done[-4:] == ["draft.add", "draft.送审", "draft.comment", "draft.退回"]
    page = place.client("officer").get(f"/drafts/{id}/trail").text
    for words in ("请补充数据", "口径", "送审", "王小明", steps[-1]["hash"][:12]):
        assert words in page
    assert verify(place.office.engine).broken is None


def test_what_was_typed_survives_a_refusal(place: Place) -> None:
    officer, pages = place.program("officer"), place.client("reviewer")
    id = begun(officer)
    csrf = re.search(r'name="csrf" value="([^"]+)"', pages.get(f"/review/{id}").text)
    assert csrf
    form = {"csrf": csrf[1], "version": "1", "decision": "退回", "reason": "请补充<数据>"}
    answer = pages.post(f"/review/{id}/decision", data=form)  # it was not sent to review
    assert answer.status_code == 422
    sent(officer, id)
    answer = pages.post(f"/review/{id}/decision", data=form | {"version": "7"})
    assert answer.status_code == 412 and "请补充&lt;数据&gt;" in answer.text
    wrong = pages.post(
        f"/review/{id}/comments", data={"csrf": csrf[1], "version": "1", "sentence": "没有", "text": "口径呢"}
    )
    assert wrong.status_code == 422 and "口径呢" in wrong.text
    assert pages.post(f"/review/{id}/decision", data=form).headers["location"] == f"/review?done={id}"


@pytest.mark.parametrize(
    "path", ["/review/999", "/drafts/999/trail", "/review/999/versions", "/api/v1/drafts/999/trail"]
)
def test_what_is_not_there_is_told(place: Place, path: str) -> None:
    client = place.client("reviewer")
    assert client.get(path).status_code == 404


@pytest.fixture
def address(place: Place) -> Iterator[str]:
    """The application on a port of its own."""
    import uvicorn

    from api.server import listen

    socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(place.office), log_level="warning"))
    runs = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    runs.start()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    runs.join(10)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
def test_the_reviewer_s_job_in_a_browser(place: Place, address: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Open the longest waiting, write a remark on a sentence by keyboard, return it; see it amended; approve it."""
    place_of_chromium = chromium()
    from playwright.sync_api import expect, sync_playwright

    officer = place.program("officer")
    id = begun(officer)
    sent(officer, id)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=place_of_chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN").new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/login")
        page.get_by_label("登录名").fill("reviewer")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="审核", exact=True)).to_be_visible()
        page.get_by_role("link", name=re.compile("^审核 20240118")).click()
        page.get_by_role("link", name="对第 3 句写批注").focus()
        page.keyboard.press("Enter")
        box = page.get_by_label(re.compile("对这一句的批注"))
        box.fill("请写明统计口径")
        page.reload()  # what was typed is offered again
        page.get_by_role("link", name="对第 3 句写批注").click()
        page.get_by_role("button", name="恢复填写的内容").click()
        expect(page.get_by_label(re.compile("对这一句的批注"))).to_have_value("请写明统计口径")
        page.get_by_role("button", name="写下批注").first.click()
        expect(page.locator(".remark").filter(has_text="请写明统计口径")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.screenshot(path=str(tmp_path / "review.png"), full_page=True)
        page.get_by_label("意见（退回必填）").fill("请补充统计口径")
        page.get_by_role("button", name="退回修改").click()
        expect(page.get_by_text("没有等待审核的稿子")).to_be_visible()
        rewrite(officer, id, 1, "统计口径为在用端口。")
        sent(officer, id, 2)
        page.goto(f"{address}/review/{id}")
        page.get_by_role("link", name="修改经过").click()
        expect(page.locator("ins").filter(has_text="统计口径为在用端口").first).to_be_visible()
        page.goto(f"{address}/review/{id}")
        page.get_by_role("button", name="标为已处理").click()
        expect(page.get_by_text("已处理").first).to_be_visible()
        page.get_by_label("意见（退回必填）").fill("同意")
        page.get_by_role("button", name="审定", exact=True).click()
        expect(page.get_by_text("没有等待审核的稿子")).to_be_visible()
        page.goto(f"{address}/drafts/{id}/trail")
        expect(page.get_by_text("请补充统计口径").first).to_be_visible()
        page.emulate_media(media="print")
        assert not page.get_by_role("navigation").first.is_visible()
        assert faults == []
        browser.close()
    assert officer.get(f"/api/v1/drafts/{id}").json()["state"] == "审定"
