"""What comes from outside is never run, never led elsewhere, and never told to whom it does not concern."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from api.workplace.trail import entries
from tests.api.web.conftest import HOUSING, PASSWORD, Place
from tests.api.web.desk_place import CASE, PROPOSAL
from tests.api.web.test_shown_documents import csrf, quiet

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>"
FORMULAS = ('=HYPERLINK("http://evil.example","看")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1")


def ledger_of(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["案号", "类型", "题目", "提案者", "办理角色"], *rows])
    return out.getvalue().encode()


@pytest.fixture
def hostile(place: Place) -> str:
    """The number of a case whose every field attacks, with a draft of a proposal that does."""
    officer = place.program("officer")
    given = CASE | {
        "title": f"关于{SCRIPT}的提案", "proposers": [SCRIPT], "section": SCRIPT, "owner": SCRIPT, "demands": FORMULAS[0],
        "co_handlers": [SCRIPT],
    }  # fmt: skip
    made = officer.post("/api/v1/cases", json=given)
    assert made.status_code == 201, made.text
    where = made.headers["location"]
    text = PROPOSAL.replace("充电设施，增加", f"{SCRIPT}充电设施，增加")
    assert officer.put(f"{where}/proposal", json={"name": SCRIPT, "text": text}).status_code == 200
    assert officer.post(f"{where}/opinions", json={"name": SCRIPT, "text": f"{SCRIPT}\n意见\n"}).status_code == 201
    talk = {"day": "2026-06-02", "way": "电话", "person": SCRIPT, "note": SCRIPT}
    assert officer.post(f"{where}/talks", json=talk).status_code == 201
    draft = officer.post(f"{where}/drafts", json={})
    assert draft.status_code == 201, draft.text
    wanted = {"do": "add", "place": "opening", "text": SCRIPT}
    answer = officer.post(f"/api/v1/drafts/{draft.json()['id']}/sentences", json=wanted, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    assert officer.post(f"/api/v1/drafts/{draft.json()['id']}/submit", headers={"If-Match": '"2"'}).status_code == 200
    return str(made.json()["id"])


def test_every_page_shows_it_as_text(place: Place, hostile: str) -> None:
    officer, reviewer = place.client("officer"), place.client("reviewer")
    draft = place.program("officer").get(f"/api/v1/cases/{hostile}/drafts").json()["items"][0]["id"]
    noted = {"version": 2, "sentence": "", "text": SCRIPT, "csrf": csrf(reviewer)}
    assert reviewer.post(f"/review/{draft}/comments", data=noted).status_code == 303
    for client, pages in (
        (officer, ("/cases", f"/cases/{hostile}", f"/cases/{hostile}/edit", f"/drafts/{draft}", "/statistics")),
        (reviewer, ("/review", f"/review/{draft}", f"/review/{draft}/versions", f"/drafts/{draft}/trail")),
        (place.client("admin"), ("/manage/audit",)),
    ):
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, page
            quiet(answer.text)
    assert "<script>alert(1)" in quiet(officer.get(f"/cases/{hostile}").text).text()


@pytest.mark.parametrize("form", ["html", "md", "txt", "docx"])
def test_exports_of_a_letter_run_nothing(place: Place, hostile: str, form: str) -> None:
    client = place.program("officer")
    draft = client.get(f"/api/v1/cases/{hostile}/drafts").json()["items"][0]["id"]
    answer = client.get(f"/api/v1/drafts/{draft}/export", params={"form": form})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    if form == "html":
        assert not re.search(r"<script|<img|<svg|\sonerror=[^&]*>", answer.text.replace("&lt;", ""))
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            assert b"<script" not in packed.read("word/document.xml")


def test_the_exported_ledger_holds_no_formula(place: Place) -> None:
    client = place.client("officer")
    rows = [[str(20260200 + n), "提案", f"{text}", text, "主办"] for n, text in enumerate(FORMULAS)]
    answer = client.post("/cases/import", data={"csrf": csrf(client)}, files={"file": ("台账.csv", ledger_of(rows))})
    assert answer.status_code == 200
    quiet(answer.text)
    sheet = load_workbook(io.BytesIO(client.get("/cases/export?form=xlsx").content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells and all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    table = client.get("/cases/export?form=csv").content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table)):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], row


def test_uploads_have_bounds(place: Place) -> None:
    client = place.program("officer")
    many = [("files", (f"{n}.txt", b"x")) for n in range(201)]
    assert client.post("/api/v1/documents", files=many).status_code == 422
    assert client.post("/api/v1/documents", files=[]).status_code == 422
    assert client.post("/api/v1/documents", json={"files": []}).status_code in (415, 422)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"<" * (64 * 1024 * 1024))
    answer = client.post("/api/v1/cases/import", files={"file": ("台账.xlsx", bomb.getvalue())})
    assert answer.status_code == 422 and re.search("[一-龥]", answer.json()["detail"])
    assert client.post("/api/v1/cases/import", files={"file": ("台账.xlsx", b"MZ\x90\x00")}).status_code == 422


@pytest.mark.parametrize(
    "name", ["../../../坏.txt", "/etc/坏.txt", "..\\..\\坏.txt", "坏\x00.txt", "a" * 400 + ".txt", ".."]
)
def test_a_file_s_name_leads_nowhere(place: Place, name: str) -> None:
    home = place.office.settings.workspace
    before = {path for path in home.parent.rglob("*") if not path.is_relative_to(home)}
    answer = place.program("officer").post("/api/v1/documents", files={"files": (name, "答复正文".encode())})
    assert answer.status_code in (202, 422), answer.text
    assert {path for path in home.parent.rglob("*") if not path.is_relative_to(home)} == before


@pytest.mark.parametrize(
    "path", ["/static/../web/app.py", "/static/%2e%2e/settings.py", "/static//etc/passwd", "/files/x"]
)
def test_nothing_but_the_pages_own_files_is_handed_out(place: Place, path: str) -> None:
    assert place.nobody.get(path).status_code in (303, 404)


def test_no_secret_is_written_anywhere(place: Place, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        client: TestClient = place.client("officer")
        wrong = "wrong-Password-99"
        place.nobody.post("/login", data={"login": "officer", "password": wrong})
        made = client.post("/account/tokens", data={"csrf": csrf(client), "name": "程序", "days": "30"})
        found = re.search(r"dafu_[\w-]{20,}", made.text)
        assert found
        new = {"login": "wang", "name": "王", "office": HOUSING, "roles": ["officer"], "password": "east-Lake-2026"}
        assert place.program("admin").post("/api/v1/users", json=new).status_code == 201
    secrets = (PASSWORD, wrong, found[0], "east-Lake-2026", client.cookies["dafu_session"])
    trail = " ".join(f"{one.subject} {one.detail}" for one in entries(place.office.engine, most=200))
    logs = [path.read_text("utf-8") for path in place.office.settings.workspace.rglob("*.log")]
    for text in (trail, caplog.text, *logs):
        assert not [secret for secret in secrets if secret in text]
    stored = b"".join(path.read_bytes() for path in place.office.settings.workspace.glob("dafu.db*"))
    assert not [secret for secret in secrets if secret.encode() in stored]
