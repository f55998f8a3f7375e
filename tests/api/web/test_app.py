"""The application: signing in, forged forms, headers, problems, versions, repeated creations, protected papers."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import drafting
from api.workplace.trail import entries, verify
from tests.api.web.conftest import FINANCE, HOUSING, PASSWORD, Place

CASE = {
    "item_no": "20260105", "item_kind": "提案", "title": "关于加装电梯的提案", "office": HOUSING, "role": "主办",
    "assigned": "2026-03-02",
}  # fmt: skip


def csrf_of(client: TestClient, place: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(place).text)
    assert found
    return found[1]


def test_nobody_gets_in_without_signing_in(place: Place) -> None:
    page = place.nobody.get("/cases?state=x")
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/cases")
    answer = place.nobody.get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_signed_in"
    part = place.nobody.get("/cases", headers={"HX-Request": "true"})
    assert part.headers["hx-redirect"].startswith("/login")


def test_the_cookie_is_kept_from_scripts_and_other_sites(place: Place) -> None:
    answer = place.nobody.post("/login", data={"login": "officer", "password": PASSWORD, "next": "/search"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert answer.headers["location"] == "/search"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_elsewhere(place: Place, target: str) -> None:
    answer = place.nobody.post("/login", data={"login": "officer", "password": PASSWORD, "next": target})
    assert answer.headers["location"] == "/"


def test_a_wrong_password_is_told_and_throttled(place: Place) -> None:
    for _ in range(5):
        answer = place.nobody.post("/login", data={"login": "officer", "password": "wrong-password"})
        assert answer.status_code == 401 and "不正确" in answer.text and "wrong-password" not in answer.text
    assert place.nobody.post("/login", data={"login": "officer", "password": PASSWORD}).status_code == 429


def test_a_form_from_elsewhere_changes_nothing(place: Place) -> None:
    client = place.client("officer")
    assert client.post("/cases/new", data=CASE).status_code == 403
    assert client.post("/api/v1/cases", json=CASE).status_code == 403
    assert client.get("/api/v1/cases").json()["total"] == 0
    token = csrf_of(client, "/cases/new")
    assert client.post("/cases/new", data=CASE | {"csrf": token}).status_code == 303
    assert client.get("/api/v1/cases").json()["total"] == 1


def test_signing_out_ends_the_session(place: Place) -> None:
    client = place.client("officer")
    key = client.cookies["dafu_session"]
    assert client.post("/logout", data={"csrf": csrf_of(client, "/cases")}).status_code == 303
    client.cookies.set("dafu_session", key)
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("path", ["/login", "/cases", "/account", "/api/v1/me", "/nowhere", "/static/dafu.css"])
def test_every_answer_bears_the_headers(place: Place, path: str) -> None:
    answer = place.client("officer").get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy and "http" not in policy and "script-src 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/login", "/cases", "/cases/new", "/account"])
def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(place: Place, path: str) -> None:
    text = place.client("officer").get(path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|\sstyle\s*=|<style|javascript:", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


def test_what_is_not_there_is_a_problem(place: Place) -> None:
    client = place.program("officer")
    for answer, code in (
        (client.get("/api/v1/nothing"), "no_such_place"),
        (client.get("/api/v1/cases/999"), "not_found"),
        (client.patch("/api/v1/cases"), "wrong_method"),
        (client.get("/api/v1/cases?page=0"), "invalid_request"),
        (client.post("/api/v1/cases", json={"x": 1}), "invalid_request"),
        (client.post("/api/v1/cases", json=CASE | {"title": "甲" * 501}), "invalid_request"),
        (client.post("/api/v1/cases", json=CASE | {"assigned": "2026-02-30"}), "unusable_input"),
    ):
        assert answer.json()["code"] == code, answer.text
        assert re.search("[一-龥]", answer.json()["detail"])


def test_a_body_too_large_is_refused_before_it_is_read(place: Place) -> None:
    answer = place.program("officer").post("/api/v1/cases", content=b"x" * (7 * 1024 * 1024))
    assert answer.status_code == 413


def test_another_host_s_name_is_refused(place: Place) -> None:
    assert place.nobody.get("/login", headers={"Host": "evil.example"}).status_code == 400


def test_edits_name_the_version_they_were_made_on(place: Place) -> None:
    client = place.program("officer")
    made = client.post("/api/v1/cases", json=CASE)
    where, tag = made.headers["location"], made.headers["etag"]
    assert made.json()["due"] == "2026-06-02" and "办法" in made.json()["due_basis"]
    assert client.put(where, json=CASE).json()["code"] == "precondition_required"
    assert client.put(where, json=CASE, headers={"If-Match": "x"}).json()["code"] == "unusable_input"
    first = client.put(where, json=CASE | {"owner": "张维"}, headers={"If-Match": tag})
    assert first.status_code == 200 and first.headers["etag"] != tag
    second = client.put(where, json=CASE | {"owner": "李娜"}, headers={"If-Match": tag})
    assert second.json()["code"] == "changed_meanwhile"
    assert client.get(where).json()["owner"] == "张维"
    moved = client.put(f"{where}/state", json={"state": "已签收"}, headers={"If-Match": first.headers["etag"]})
    assert moved.json()["state"] == "已签收"


def test_a_repeated_creation_makes_one(place: Place) -> None:
    client = place.program("officer")
    key = {"Idempotency-Key": "a-1"}
    one, two = (client.post("/api/v1/cases", json=CASE, headers=key) for _ in range(2))
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.json() == two.json() and two.headers["idempotent-replayed"] == "true"
    other = client.post("/api/v1/cases", json=CASE | {"item_no": "2"}, headers=key)
    assert other.json()["code"] == "unusable_input"
    assert client.get("/api/v1/cases").json()["total"] == 1


def test_offices_keep_to_themselves(place: Place) -> None:
    made = place.program("officer").post("/api/v1/cases", json=CASE)
    where = made.headers["location"]
    other = place.program("other")
    assert other.get(where).status_code == 403
    assert other.get("/api/v1/cases").json()["total"] == 0
    assert other.post("/api/v1/cases", json=CASE).status_code == 403
    assert other.post("/api/v1/cases", json=CASE | {"office": FINANCE, "role": "会办"}).status_code == 201
    assert place.program("reviewer").get("/api/v1/cases").json()["total"] == 2
    assert place.program("searcher").get("/api/v1/cases").status_code == 403


def test_protected_papers_exist_for_those_entitled_only(place: Place) -> None:
    def seen(login: str) -> set[str]:
        client = place.program(login)
        listed = client.get("/api/v1/documents").json()
        found = client.get("/api/v1/search", params={"q": "充电设施补助资金测算 充电端口", "top": 20}).json()
        titles = {item["title"] for item in listed["items"]}
        assert listed["total"] == len(listed["items"])
        assert {hit["title"] for hit in found["hits"]} <= titles
        counted = {one["value"]: one["count"] for one in found["facets"].get("disclosure", [])}
        assert sum(counted.values()) <= len(titles)
        return {str(item["disclosure"]) for item in listed["items"]}

    assert seen("officer") == {"主动公开", "不予公开"}
    assert seen("other") == {"主动公开", "内部"}
    assert seen("admin") == {"主动公开"}
    assert seen("entitled") == {"主动公开", "不予公开", "内部"}


def test_a_look_at_a_protected_paper_is_written_down(place: Place) -> None:
    client = place.program("entitled")
    secret = next(i for i in client.get("/api/v1/documents").json()["items"] if i["disclosure"] == "内部")
    assert client.get(f"/api/v1/documents/{secret['id']}").status_code == 200
    last = entries(place.office.engine, subject=f"document:{secret['id']}")[0]
    assert (last.login, last.action) == ("entitled", "document.read")
    hidden = place.program("officer").get(f"/api/v1/documents/{secret['id']}")
    nothing = place.program("officer").get("/api/v1/documents/zzz")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.json()["code"] == nothing.json()["code"]
    assert verify(place.office.engine).broken is None


def test_papers_are_taken_in_and_away(place: Place) -> None:
    client, admin = place.program("officer"), place.program("admin")
    files = [
        ("files", ("../../新 答复.txt", "关于垃圾分类的答复\n垃圾分类投放点改造完成。\n公开方式：主动公开".encode())),
        ("files", ("坏.docx", b"PK broken")),
    ]
    job = client.post("/api/v1/documents", files=files).json()
    report = waited(client, job["id"])
    assert report["state"] == "完成"
    assert report["report"]["added"] == 1 and report["report"]["failed"][0]["file"] == "坏.docx"
    hit = client.get("/api/v1/search", params={"q": "垃圾分类投放点"}).json()["hits"][0]
    assert client.delete(f"/api/v1/documents/{hit['document']}").status_code == 403
    gone = admin.delete(f"/api/v1/documents/{hit['document']}")
    assert gone.status_code == 202
    assert waited(admin, gone.json()["id"])["state"] == "完成"
    hits = client.get("/api/v1/search", params={"q": "垃圾分类投放点"}).json()["hits"]
    assert hit["document"] not in {one["document"] for one in hits}
    stream = client.get(f"/api/v1/jobs/{job['id']}/events")
    assert stream.headers["content-type"].startswith("text/event-stream") and "event: end" in stream.text
    assert place.program("other").get(f"/api/v1/jobs/{job['id']}").status_code == 404


def waited(client: TestClient, id: int) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{id}").json()
        if job["state"] not in ("排队", "进行"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_administrators_keep_the_users(place: Place) -> None:
    admin = place.program("admin")
    new = {"login": "wang", "name": "王", "office": FINANCE, "roles": ["officer"], "password": "east-Lake-2026"}
    made = admin.post("/api/v1/users", json=new)
    assert made.status_code == 201 and "password" not in made.text
    assert admin.patch("/api/v1/users/wang", json={"active": False}).json()["active"] is False
    assert admin.patch("/api/v1/users/admin", json={"roles": ["officer"]}).status_code == 422
    assert place.program("officer").get("/api/v1/users").status_code == 403
    assert admin.get("/api/v1/audit/verify").json()["broken"] is None
    told = json.dumps(admin.get("/api/v1/audit").json(), ensure_ascii=False)
    assert "east-Lake-2026" not in told and "user.add" in told


def test_rules_and_organs_are_looked_up(place: Place) -> None:
    client = place.program("searcher")
    assert client.get("/api/v1/rules").status_code == 200
    assert client.get("/api/v1/rules/show", params={"name": "没有的办法"}).json()["code"] == "not_found"
    found = client.get("/api/v1/organs/show", params={"name": "东莞市质监局"}).json()
    assert "市场监督管理局" in json.dumps(found, ensure_ascii=False)
    assert client.get("/api/v1/organs", params={"q": "财政"}).json()["items"]


def test_the_interface_is_documented(place: Place) -> None:
    document = place.nobody.get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in operations.values():
            assert operation["tags"] and operation["description"]
            assert {"401", "403", "422"} <= set(operation["responses"])


def test_the_ledger_is_kept_as_it_stood(place: Place) -> None:
    client = place.client("officer")
    token = csrf_of(client, "/cases/new")
    client.post("/cases/new", data=CASE | {"csrf": token})
    assert client.post("/cases/months", data={"csrf": token, "month": "2026-13"}).status_code == 422
    assert client.post("/cases/months", data={"csrf": token, "month": "2026-05"}).status_code == 303
    client.post("/cases/new", data=CASE | {"csrf": token, "item_no": "20260106"})
    kept = client.get("/cases/months?month=2026-05").text
    assert "20260105" in kept and "20260106" not in kept
    assert "20260105" not in place.client("other").get("/cases/months").text
    assert place.client("other").get("/cases/months?month=2026-05").status_code == 404


def test_how_a_topic_was_answered_over_the_years(place: Place) -> None:
    client = place.client("officer")
    page = client.get("/search/timeline", params={"q": "电动自行车充电设施建设"}).text
    assert "2025-05-20" in page and "1200个" in page
    letter = next(i for i in client.get("/api/v1/documents").json()["items"] if i["kind"] == "reply")
    side = client.get(f"/documents/{letter['id']}/answers").text
    assert "没有它所答复的提案原文" in side and "充电端口1200个" in side
    assert client.get("/documents/zzz/answers").status_code == 404


def test_the_ways_of_places_are_shown_and_completed(place: Place) -> None:
    admin = place.client("admin")
    shown = admin.get("/manage/places", params={"region": "澜州市"}).text
    assert "3个月" in shown and "办法" in shown and "没有规定的" in shown
    token = csrf_of(admin, "/manage/places")
    wrong = {"file": ("mine.toml", b"region = 3")}
    answer = admin.post("/manage/places", data={"csrf": token}, files=wrong)
    assert answer.status_code == 422 and "mine.toml" in answer.text
    assert not (place.office.settings.workspace / "jurisdictions" / "mine.toml").exists()
    data = (Path(drafting.__file__).parent / "jurisdictions" / "澜州市.toml").read_bytes()
    kept = admin.post("/manage/places", data={"csrf": token}, files={"file": ("../own.toml", data)})
    assert kept.status_code == 200 and "重新启动后生效" in kept.text
    assert (place.office.settings.workspace / "jurisdictions" / "own.toml").read_bytes() == data
    assert "市场监督管理局" in admin.get("/manage/organs", params={"q": "市场监督"}).text
    assert place.client("officer").get("/manage/places").status_code == 403
