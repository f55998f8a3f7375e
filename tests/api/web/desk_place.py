"""A case with its proposal, and what tests of the desk ask of a draft."""

from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from tests.api.web.conftest import HOUSING

CASE = {
    "item_no": "20260131", "item_kind": "提案", "title": "关于加强电动自行车充电设施建设的提案", "office": HOUSING,
    "role": "主办", "proposers": ["周立群"], "assigned": "2026-03-02",
}  # fmt: skip
PROPOSAL = """案　号：20260131
案　由：关于加强电动自行车充电设施建设的提案
会　议：政协第八届澜州市委员会第五次会议
提案者：周立群
主办单位：市住房和城乡建设局
内　容：
　　近年来，我市电动自行车保有量持续增长，充电难、充电不安全的问题突出。
建　议：
　　1. 加快老旧小区充电设施建设，增加电动自行车充电端口。
　　2. 规范充电收费标准，公开充电电价和服务费。
"""
OPINION = "市住房和城乡建设局：\n提案收悉。结合我局财政职能，提出会办意见如下：\n一、充电设施补助资金已列入2026年预算。\n澜州市财政局\n2026年4月2日\n"


def case_in(client: TestClient, case: dict[str, Any] = CASE) -> str:
    """The address of a new case that has its proposal."""
    where = client.post("/api/v1/cases", json=case).headers["location"]
    answer = client.put(f"{where}/proposal", json={"name": "提案.txt", "text": PROPOSAL})
    assert answer.status_code == 200, answer.text
    return str(where)


def begun(client: TestClient, case: dict[str, Any] = CASE) -> str:
    """The address of a new draft for a new case."""
    made = client.post(f"{case_in(client, case)}/drafts", json={"letter": "答复"})
    assert made.status_code == 201, made.text
    assert made.headers["etag"] == '"1"'
    return str(made.headers["location"])


def change(client: TestClient, where: str, base: int, method: str = "POST", **given: Any) -> Response:
    """A change of a draft on version ``base``."""
    answer: Response = client.request(method, where, json=given, headers={"If-Match": f'"{base}"'})
    return answer


def sentences(draft: dict[str, Any], ask: str = "1") -> list[dict[str, Any]]:
    """The sentences of an answer, its heading first."""
    return next(list(one["sentences"]) for one in draft["content"]["sections"] if one["suggestion"] == ask)
