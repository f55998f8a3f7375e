"""The drafting desk over HTTP: begun, chosen, written, mended, compared, exported; nothing overwritten, nothing seen."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.workplace.trail import entries, verify
from tests.api.web.conftest import FINANCE, Place
from tests.api.web.desk_place import CASE, OPINION, PROPOSAL, begun, case_in, change, sentences


def test_a_draft_is_begun_from_the_pasted_proposal_and_the_papers(place: Place) -> None:
    client = place.program("officer")
    draft = client.get(begun(client)).json()
    assert (draft["letter"], draft["state"], draft["version"]) == ("答复", "拟稿", 1)
    assert "1200个" in draft["content"]["text"]  # from the office's own stored reply
    fact = next(one for one in sentences(draft) if one["role"] == "fact")
    assert fact["sources"][0]["title"] and fact["sources"][0]["disclosure"] == "主动公开"
    assert client.get(f"/api/v1/cases/{draft['case']}").json()["state"] == "办理中"


def test_without_a_proposal_there_is_nothing_to_draft(place: Place) -> None:
    client = place.program("officer")
    where = client.post("/api/v1/cases", json=CASE).headers["location"]
    assert client.get(f"{where}/proposal").status_code == 404
    answer = client.post(f"{where}/drafts", json={})
    assert answer.status_code == 404 and "提案原文" in answer.json()["detail"]
    empty = client.put(f"{where}/proposal", json={"text": "今天天气很好。"})
    assert empty.status_code == 422 and "建议事项" in empty.json()["detail"]


def test_what_the_text_does_not_say_of_itself_the_ledger_says(place: Place) -> None:
    client = place.program("officer")
    where = client.post("/api/v1/cases", json=CASE).headers["location"]
    text = "充电难问题突出。\n建议：\n1.增加充电端口。\n2.公开充电电价。"
    assert client.put(f"{where}/proposal", json={"text": text}).status_code == 200
    draft = client.post(f"{where}/drafts", json={}).json()
    assert "第20260131号提案" in draft["content"]["title"] and draft["content"]["addressee"].startswith("周立群")


def test_a_repeated_beginning_makes_one_draft(place: Place) -> None:
    client = place.program("officer")
    where = case_in(client)
    made = [client.post(f"{where}/drafts", json={}, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201] and made[0].json()["id"] == made[1].json()["id"]
    assert len(client.get(f"{where}/drafts").json()["items"]) == 1
    assert client.post(f"{where}/drafts", json={"letter": "会办意见"}).status_code == 422


def test_opinions_are_heard_and_a_new_one_is_told_of(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    case = client.get(where).json()["case"]
    assert client.get(f"{where}/asks").json()["behind"] is False
    given = {"name": "财政局意见.txt", "text": OPINION}
    assert client.post(f"/api/v1/cases/{case}/opinions", json=given).json()["number"] == 1
    assert client.get(f"/api/v1/cases/{case}/opinions").json()["items"][0]["name"] == "财政局意见.txt"
    assert client.get(f"{where}/asks").json()["behind"] is True
    renewed = change(client, f"{where}/renew", 1, date="2026-05-20").json()
    assert "列入2026年预算" in renewed["content"]["text"] and renewed["content"]["date"] == "2026年5月20日"
    assert client.get(f"{where}/asks").json()["behind"] is False


def test_the_stance_is_the_officer_s(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    chosen = change(client, f"{where}/stances/1", 1, "PUT", stance="采纳").json()
    assert chosen["version"] == 2 and "采纳" in sentences(chosen)[1]["text"]
    ask = client.get(f"{where}/asks").json()["items"][0]
    assert (ask["stance"], ask["chosen"]) == ("采纳", True)
    back = change(client, f"{where}/stances/1", 2, "PUT", stance=None).json()
    assert back["content"]["text"] == client.get(f"{where}?version=1").json()["content"]["text"]
    assert change(client, f"{where}/stances/9", 3, "PUT", stance="采纳").status_code == 404


def test_evidence_is_put_out_and_in_again(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    card = client.get(f"{where}/asks").json()["items"][0]["evidence"][0]
    assert card["keys"] and "1200个" in card["text"] and card["why"]
    out = change(client, f"{where}/evidence", 1, use=False, passage=card["passage"]).json()
    assert "1200个" not in out["content"]["text"]
    offered = [one for one in client.get(f"{where}/asks").json()["items"][0]["evidence"] if one["left_out"]]
    assert [one["passage"] for one in offered] == [card["passage"]]
    again = change(client, f"{where}/evidence", 2, use=True, ask="1", passage=card["passage"]).json()
    assert "1200个" in again["content"]["text"]
    assert change(client, f"{where}/evidence", 3, use=True, ask="1", passage="nowhere#1").status_code == 404
    assert change(client, f"{where}/evidence", 3, use=False, keys=["nowhere:1-2"]).status_code == 404


def test_a_sentence_is_written_added_taken_out_and_restored(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    fact = next(one for one in sentences(client.get(where).json()) if one["role"] == "fact")
    edit = f"{where}/sentences"
    mine = change(client, edit, 1, do="write", place="1", key=fact["key"], text="去年新增端口一千二百个。").json()
    own = next(one for one in sentences(mine) if one["by"] == "officer")
    assert own["text"] == "去年新增端口一千二百个。" and fact["text"] not in mine["content"]["text"]
    more = change(client, edit, 2, do="add", place="1", key=own["key"], text="今年继续增加。").json()
    assert "一千二百个。今年继续增加。" in more["content"]["text"]
    other = change(client, edit, 3, do="write", place="1", key=own["key"], text="去年新增1200个。").json()
    assert "去年新增1200个。今年继续增加。" in other["content"]["text"]  # what follows a sentence follows it still
    key = next(one["key"] for one in sentences(other) if one["text"] == "去年新增1200个。")
    back = change(client, edit, 4, do="restore", place="1", key=key).json()
    assert fact["text"] in back["content"]["text"]
    gone = change(client, edit, 5, do="remove", place="1", key=fact["key"]).json()
    assert fact["text"] not in gone["content"]["text"] and "今年继续增加。" in gone["content"]["text"]
    assert change(client, edit, 6, do="write", place="1", key="frame:没有的句子", text="x").status_code == 404
    assert change(client, edit, 6, do="write", place="1", key=fact["key"]).status_code == 422


@pytest.mark.parametrize("place_", ["opening", "closing"])
def test_the_frame_can_be_written_too(place: Place, place_: str) -> None:
    client = place.program("officer")
    where = begun(client)
    key = client.get(where).json()["content"][place_][0]["key"]
    done = change(client, f"{where}/sentences", 1, do="write", place=place_, key=key, text="感谢您的关心。").json()
    assert done["content"][place_][0]["text"] == "感谢您的关心。"
    heading = change(
        client, f"{where}/sentences", 2, do="write", place="1", key="heading", text="一、关于充电设施"
    ).json()
    assert sentences(heading)[0]["text"] == "一、关于充电设施"


def test_fields_are_filled_until_the_final_copy_can_be_had(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    refused = client.get(f"{where}/export?copy=final&form=txt")
    assert refused.status_code == 403 and "待核实" in refused.json()["detail"]
    version = 1
    values = {"doc_number": "澜住建函〔2026〕18号", "contact": "联系人：张维，联系电话：0900-1234567"}
    for name, value in values.items():
        assert change(client, f"{where}/fields/{name}", version, "PUT", value=value).status_code == 200
        version += 1
    draft = change(client, f"{where}/renew", version, date="2026-05-20").json()
    for one in [one for section in draft["content"]["sections"] for one in section["sentences"]]:
        if "待核实" in one["text"]:
            ask = next(s["suggestion"] for s in draft["content"]["sections"] if one in s["sentences"])
            given = {"do": "write", "place": ask, "key": one["key"], "text": "我局将于2026年底前完成。"}
            draft = change(client, f"{where}/sentences", draft["version"], **given).json()
    for name in ("addressee", "class_mark", "copies"):
        if "待核实" in (draft["content"][name] or ""):
            draft = change(client, f"{where}/fields/{name}", draft["version"], "PUT", value="B").json()
    assert client.get(f"{where}/check").json()["placeholders"] == []
    final = client.get(f"{where}/export?copy=final&form=txt")
    assert final.status_code == 200 and "澜住建函〔2026〕18号" in final.text
    assert change(client, f"{where}/fields/nothing", draft["version"], "PUT", value="x").status_code == 422


@pytest.mark.parametrize(
    ("copy", "form", "begins"),
    [
        ("working", "docx", b"PK"), ("working", "html", b"<!DOCTYPE html>"), ("working", "md", "关于".encode()),
        ("annotated", "docx", b"PK"), ("publication", "txt", b""), ("tracked", "docx", b"PK"), ("working", "json", b"{"),
    ],
)  # fmt: skip
def test_every_copy_can_be_had(place: Place, copy: str, form: str, begins: bytes) -> None:
    client = place.program("officer")
    where = begun(client)
    change(client, f"{where}/fields/contact", 1, "PUT", value="联系人：张维，联系电话：13800138000")
    answer = client.get(f"{where}/export?copy={copy}&form={form}")
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(begins) or begins in answer.content
    assert "答复-20260131-v2" in unquote(answer.headers["content-disposition"])
    if form == "txt":
        assert "13800138000" not in answer.text
    noted = entries(place.office.engine, where.replace("/api/v1/drafts/", "draft:"))[0]
    assert noted.action == "draft.export" and copy in noted.detail


def test_a_file_a_copy_cannot_be_had_in_is_told(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    assert client.get(f"{where}/export?copy=tracked&form=txt").status_code == 422
    assert client.get(f"{where}/export?copy=tracked&form=docx").status_code == 422  # there is no other version yet


def test_checks_mend_what_is_certain(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    given = {"do": "add", "place": "1", "text": "我局将于2026年底前 落实 ，请放心。"}
    change(client, f"{where}/sentences", 1, **given)
    review = client.get(f"{where}/check").json()
    assert any(one["rule"] == "R21" for one in review["findings"])  # the ledger knows of no contact
    mends = [one["mend"] for one in review["findings"] if one["mend"]]
    assert len(mends) >= 2
    one = change(client, f"{where}/mends", 2, **mends[0])
    assert one.status_code == 200 and one.json()["version"] == 3
    assert change(client, f"{where}/mends", 3, start=0, end=1, replacement="改").status_code == 422
    assert change(client, f"{where}/mends", 3, start=0).status_code == 422
    every = change(client, f"{where}/mends", 3).json()
    assert "我局将于2026年底前落实，请放心。" in every["content"]["text"]
    assert change(client, f"{where}/mends", 4).status_code == 422


def test_a_contact_in_the_ledger_satisfies_the_check(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    case = client.get(where).json()["case"]
    talk = {"day": "2026-03-20", "way": "电话", "person": "周立群"}
    assert client.post(f"/api/v1/cases/{case}/talks", json=talk).status_code == 201
    findings = client.get(f"{where}/check").json()["findings"]
    assert not any(one["rule"] == "R21" and "没有与提出者的沟通" in one["message"] for one in findings)


def test_precedents_and_comparison(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    past = client.get(f"{where}/precedents").json()
    assert [one["id"] for one in past] == ["1", "2"]
    compared = client.get(f"{where}/compare").json()
    assert {"priors", "pairs"} <= compared.keys()


def test_an_old_version_comes_back_whole(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    first = client.get(where).json()["content"]
    change(client, f"{where}/stances/1", 1, "PUT", stance="留作参考")
    assert change(client, f"{where}/restore", 2, version=1).json()["content"] == first
    assert [one["number"] for one in client.get(f"{where}/versions").json()["items"]] == [3, 2, 1]
    assert change(client, f"{where}/restore", 3, version=9).status_code == 404


def test_nobody_overwrites_silently(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    assert client.put(f"{where}/stances/1", json={"stance": "采纳"}).status_code == 428
    assert change(client, f"{where}/stances/1", 1, "PUT", stance="采纳").status_code == 200
    late = change(client, f"{where}/stances/2", 1, "PUT", stance="采纳")
    assert (late.status_code, late.json()["code"], late.json()["newest"]) == (412, "changed_meanwhile", 2)
    assert change(client, f"{where}/stances/2", 7, "PUT", stance="采纳").json()["newest"] == 2
    assert client.get(where).headers["etag"] == '"2"'


def test_a_change_sent_again_is_not_made_twice(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    given = {"do": "add", "place": "1", "text": "今年继续增加。"}
    answers = [change(client, f"{where}/sentences", 1, **given) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert client.get(where).json()["version"] == 2
    assert client.get(where).json()["content"]["text"].count("今年继续增加。") == 1


def test_submitting_and_taking_back(place: Place) -> None:
    client = place.program("officer")
    where = begun(client)
    assert change(client, f"{where}/submit", 1).json()["state"] == "送审"
    assert change(client, f"{where}/submit", 1).status_code == 422 or client.get(where).json()["state"] == "送审"
    assert change(client, f"{where}/stances/1", 1, "PUT", stance="采纳").json()["state"] == "拟稿"
    assert verify(place.office.engine).broken is None


READS: tuple[str, ...] = ("", "/versions", "/asks", "/precedents", "/check", "/compare", "/export")
EDITS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("PUT", "/stances/1", {"stance": "采纳"}), ("POST", "/evidence", {"use": False, "keys": []}),
    ("POST", "/sentences", {"do": "add", "place": "1", "text": "好。"}), ("PUT", "/fields/contact", {"value": "x"}),
    ("POST", "/renew", {}), ("POST", "/restore", {"version": 1}), ("POST", "/mends", {}), ("POST", "/submit", {}),
)  # fmt: skip


@pytest.mark.parametrize("login", ["other", "searcher"])
def test_others_neither_read_nor_write(place: Place, login: str) -> None:
    where = begun(place.program("officer"))
    client = place.program(login)
    assert {client.get(where + path).status_code for path in READS} == {403}
    for method, path, given in EDITS:
        assert change(client, where + path, 1, method, **given).status_code == 403, path
    assert client.get(where.replace("/api/v1", "")).status_code == 403


def test_a_reviewer_reads_and_changes_nothing(place: Place) -> None:
    where = begun(place.program("officer"))
    client = place.program("reviewer")
    assert {client.get(where + path).status_code for path in READS} == {200}
    for method, path, given in EDITS:
        assert change(client, where + path, 1, method, **given).status_code == 403, path


def test_protected_papers_of_others_stay_unseen_in_drafts(place: Place) -> None:
    """The finance office's own draft may cite its internal paper; one who may not know of it sees a gap."""
    client = place.program("other")
    where = begun(client, CASE | {"office": FINANCE})
    offered = client.get(f"{where}/asks").json()["items"]
    inside = next(card for ask in offered for card in ask["evidence"] if card["disclosure"] == "内部")
    cited = change(client, f"{where}/evidence", 1, use=True, ask="1", passage=inside["passage"]).json()
    assert "尚未报批" in cited["content"]["text"]
    reviewer = place.program("reviewer")  # of another office
    seen = reviewer.get(where)
    assert "尚未报批" not in seen.text and inside["document"] not in seen.text and "无权查看" in seen.text
    assert "尚未报批" not in reviewer.get(f"{where}/asks").text + reviewer.get(f"{where}/check").text
    assert reviewer.get(f"{where}/export").status_code == 403
    noted = entries(place.office.engine, where.replace("/api/v1/drafts/", "draft:"))
    assert any(
        one.action == "draft.read" and inside["document"] in one.detail and one.login == "other" for one in noted
    )
    page = place.client("reviewer").get(where.replace("/api/v1", ""))
    assert page.status_code == 200 and "尚未报批" not in page.text


def test_markup_in_papers_shows_as_text(place: Place) -> None:
    client = place.program("officer")
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    where = client.post("/api/v1/cases", json=CASE).headers["location"]
    text = PROPOSAL.replace("充电难", evil)
    assert client.put(f"{where}/proposal", json={"text": text}).status_code == 200
    draft = client.post(f"{where}/drafts", json={}).json()
    change(client, f"/api/v1/drafts/{draft['id']}/sentences", 1, do="add", place="1", text=evil)
    page = place.client("officer").get(f"/drafts/{draft['id']}").text
    assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;alert" in page


@pytest.fixture
def browser(place: Place) -> Callable[..., Any]:
    """Posts a form of the desk as its page does."""
    client = place.client("officer")

    def post(path: str, part: bool = True, **fields: Any) -> Any:
        token = client.get("/cases/new").text.partition('name="csrf" value="')[2].partition('"')[0]
        headers = {"HX-Request": "true"} if part else {}
        return client.post(path, data=fields | {"csrf": token}, headers=headers)

    return post


def test_the_page_shows_proposal_letter_and_evidence(place: Place) -> None:
    where = begun(place.program("officer")).replace("/api/v1", "")
    client: TestClient = place.client("officer")
    text = client.get(where).text
    for part in ('href="#answer-1"', 'id="answer-1"', 'id="beside-1"', "已采用", "待核实", "审核提示", "送审", "导出"):
        assert part in text, part
    assert " style=" not in text and "onclick" not in text and "http://" not in text
    assert client.get(f"{where}/edit?place=1&n=1&base=1").text.count("<textarea") == 1
    assert client.get(f"{where}/edit?place=1&n=99&base=1").status_code == 404
    assert client.get(f"{where}/past?ask=1").status_code == 200
    assert client.get(f"{where}/compare").status_code == 200
    refused = client.get(f"{where}/export?copy=final")
    assert refused.status_code == 403 and "不能导出定稿" in refused.text and 'id="letter"' in refused.text
    old = client.get(f"{where}?version=1")
    assert old.status_code == 200


def test_the_page_without_script_saves_and_leads_back(place: Place, browser: Callable[..., Any]) -> None:
    where = begun(place.program("officer")).replace("/api/v1", "")
    done = browser(f"{where}/stance", part=False, base=1, ask="1", stance="采纳")
    assert (done.status_code, done.headers["location"]) == (303, f"{where}#beside-1")
    card = place.program("officer").get(f"/api/v1{where}/asks").json()["items"][0]["evidence"][0]
    chosen = {"ask": "1", "passage": card["passage"]}
    assert browser(f"{where}/evidence", part=False, base=2, use="false", key=card["keys"], **chosen).status_code == 303
    assert browser(f"{where}/evidence", part=False, base=3, use="true", **chosen).status_code == 303
    late = browser(f"{where}/stance", part=False, base=1, ask="2", stance="采纳")
    assert late.status_code == 412 and "第 4 版" in late.text


def test_a_late_save_is_shown_both_texts(place: Place, browser: Callable[..., Any]) -> None:
    client = place.program("officer")
    address = begun(client)
    where = address.replace("/api/v1", "")
    fact = next(one for one in sentences(client.get(address).json()) if one["role"] == "fact")
    change(client, f"{address}/stances/2", 1, "PUT", stance="采纳")
    late = browser(
        f"{where}/sentences", base=1, place="1", key=fact["key"], do="write", text="我写的一句。", kept="abc"
    )
    assert late.status_code == 412 and late.headers["hx-retarget"] == "#told"
    assert "我写的一句。" in late.text and fact["text"][:20] in late.text and 'value="2"' in late.text
    done = browser(
        f"{where}/sentences", base=2, place="1", key=fact["key"], do="write", text="我写的一句。", kept="abc"
    )
    assert done.status_code == 200 and 'data-kept-saved="abc"' in done.text and "我写的一句。" in done.text
    empty = browser(f"{where}/sentences", base=3, place="1", key=fact["key"], do="write", text="  ")
    assert empty.status_code in (404, 422) and empty.headers["hx-reswap"] == "innerHTML"


def test_the_case_page_takes_papers_and_begins_letters(place: Place, browser: Callable[..., Any]) -> None:
    program, client = place.program("officer"), place.client("officer")
    where = program.post("/api/v1/cases", json=CASE).headers["location"].replace("/api/v1", "")
    assert "提供原文" in client.get(where).text
    wrong = browser(f"{where}/proposal", part=False, text="没有建议的文字")
    assert wrong.status_code == 422 and "没有建议的文字" in wrong.text
    assert browser(f"{where}/proposal", part=False, text=PROPOSAL).status_code == 303
    assert browser(f"{where}/opinions", part=False, text=OPINION, unit="").status_code == 303
    begun_ = browser(f"{where}/drafts", part=False, letter="答复")
    assert begun_.status_code == 303 and begun_.headers["location"].startswith("/drafts/")
    assert begun_.headers["location"] in client.get(where).text
    assert browser(f"{where}/drafts", part=False, letter="公函").status_code == 422


def test_a_file_is_read_as_the_proposal(place: Place) -> None:
    program, client = place.program("officer"), place.client("officer")
    where = program.post("/api/v1/cases", json=CASE).headers["location"].replace("/api/v1", "")
    token = client.get(where).text.partition('name="csrf" value="')[2].partition('"')[0]
    files = {"file": ("../../提案.txt", PROPOSAL.encode("gb18030"), "text/plain")}
    assert client.post(f"{where}/proposal", data={"csrf": token}, files=files).status_code == 303
    assert "周立群" in program.get(f"/api/v1{where}/proposal").json()["text"]
    bad = client.post(f"{where}/opinions", data={"csrf": token}, files={"file": ("x.exe", b"MZ\x00", "text/plain")})
    assert bad.status_code == 422
