"""The HTTP interface and the pages, over a small workspace."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from tests.api.conftest import PROPOSAL, Dafu
from tests.api.test_workspace import REPLY

ISSUER = "澜州市住房和城乡建设局"


@pytest.fixture
def client(dafu: Dafu, tmp_path: Path) -> Iterator[TestClient]:
    from api.bootstrap import open_workbench
    from api.http import create_app
    from api.settings import read_settings

    (tmp_path / "答复.txt").write_text(REPLY, "utf-8")
    (tmp_path / "坏.html").write_text(
        f"<title><b>甲</b></title><p>{'充电设施' * 5}&lt;script&gt;alert(1)&lt;/script&gt;</p>", "utf-8"
    )
    assert dafu("ingest", tmp_path / "答复.txt", tmp_path / "坏.html").code == 0
    with TestClient(
        create_app(open_workbench(read_settings()), tmp_path / "error.log"), raise_server_exceptions=False
    ) as opened:
        yield opened


def test_health(client: TestClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok" and answer.json()["documents"] == 2


def test_search(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "充电设施消防检查", "kind": "reply", "top": 2}).json()
    assert set(found) == {"query", "incomplete", "hits", "weak", "remarks", "facets", "charges"}
    assert {hit["kind"] for hit in found["hits"]} == {"reply"} and len(found["hits"]) <= 2


def test_a_search_is_narrowed_and_counted(client: TestClient) -> None:
    wide = client.get("/api/v1/search", params={"q": "充电设施"}).json()
    narrow = client.get(
        "/api/v1/search", params={"q": "充电设施", "since": 2023, "until": 2023, "for": "市教育局"}
    ).json()
    assert narrow["hits"] and {hit["date"][:4] for hit in narrow["hits"]} == {"2023"}
    assert narrow["facets"]["year"] == wide["facets"]["year"]
    assert client.get("/api/v1/search", params={"q": "充电设施", "class": "D"}).json()["hits"] == []


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": ""},
        {"q": "甲" * 2001},
        {"q": "甲", "kind": "letter"},
        {"q": "甲", "top": "0"},
        {"q": "甲", "year": "x"},
        {"q": "甲", "status": "好"},
        {"q": "甲", "since": "2024", "until": "2020"},
        {"q": "甲", "status": "有效", "on": "昨天"},
        {"q": "甲", "region": "市" * 201},
    ],
)
def test_a_search_that_makes_no_sense(client: TestClient, parameters: dict[str, str]) -> None:
    answer = client.get("/api/v1/search", params=parameters)
    assert answer.status_code == 422
    assert re.search("[一-龥]", answer.json()["message"])


def test_draft(client: TestClient) -> None:
    answer = client.post("/api/v1/drafts", json={"text": PROPOSAL, "issuer": ISSUER, "role": "主办"})
    assert answer.status_code == 200
    assert [section["suggestion"] for section in answer.json()["sections"]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "body",
    [{}, {"text": ""}, {"text": "没有建议"}, {"text": PROPOSAL, "role": "主持"}, {"text": PROPOSAL, "more": 1}, []],
)
def test_a_draft_that_cannot_be(client: TestClient, body: object) -> None:
    answer = client.post("/api/v1/drafts", json=body)
    assert answer.status_code == 422 and re.search("[一-龥]", answer.json()["message"])


def test_a_body_too_large_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/api/v1/drafts", content=b"x", headers={"content-length": str(10**9)})
    assert answer.status_code == 413


def test_foreign_host_names_are_refused(client: TestClient) -> None:
    assert client.get("/health", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/health", headers={"host": "127.0.0.1:8000"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/?q=充电设施", "/draft", "/documents/无此文件", "/pages.css", "/nothing"])
def test_every_answer_carries_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_pages_show_text_as_text(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/", params={"q": "<script>充电设施</script>"}).text)
    assert not page.css("script, img, [style], [onclick]")
    box = page.css_first("#q")
    assert box is not None and box.attributes["value"] == "<script>充电设施</script>"
    assert page.css(".hits li")


def test_from_a_hit_to_its_passage(client: TestClient) -> None:
    page = LexborHTMLParser(client.get("/", params={"q": "电动自行车充电端口1200个"}).text)
    link = page.css_first(".hits a")
    assert link is not None
    path, _, anchor = str(link.attributes["href"]).partition("#")
    document = LexborHTMLParser(client.get(path).text)
    passage = document.css_first(f'[id="{anchor}"]')
    assert passage is not None and "充电" in passage.text()
    article = document.css_first("article")
    assert article is not None and re.sub(r"\s", "", REPLY) in re.sub(r"\s", "", article.text())


def test_a_missing_document_is_a_page_with_a_word(client: TestClient) -> None:
    answer = client.get("/documents/无此文件")
    assert answer.status_code == 404 and "无此文件" in answer.text


def test_a_pasted_proposal_becomes_a_letter(client: TestClient) -> None:
    answer = client.post("/draft", data={"text": PROPOSAL, "issuer": ISSUER})
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    paper = page.css_first(".paper")
    assert paper is not None and "王小明委员：" in paper.text()
    assert page.css("mark") and page.css(".sources li")
    assert "sha256-" in answer.headers["content-security-policy"]


def test_a_pasted_text_without_asks_keeps_what_was_typed(client: TestClient) -> None:
    answer = client.post("/draft", data={"text": "没有建议的<文字>", "issuer": ISSUER})
    assert answer.status_code == 422
    page = LexborHTMLParser(answer.text)
    box, message = page.css_first("textarea"), page.css_first(".message")
    assert box is not None and box.text() == "没有建议的<文字>"
    assert message is not None and message.text()


@pytest.mark.parametrize("path", ["/?q=充电", "/api/v1/search?q=充电"])
def test_a_fault_is_logged_and_told(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("甲")

    monkeypatch.setattr("api.workbench.Workbench.search", fail)
    answer = client.get(path)
    assert answer.status_code == 500 and "程序内部出错" in answer.text and "ZeroDivision" not in answer.text
    assert "ZeroDivisionError: 甲" in (tmp_path / "error.log").read_text("utf-8")
