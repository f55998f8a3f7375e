"""Fifty people at work at once: searching, drafting, saving. The client and the server are on this machine.

    python -m bench.load [--minutes 5] [--users 50] [--think 6] [--workspace DIR] [--more FOLDER …] [--save]

The workspace gets the sample and the national laws. Each user has a case of the own with its proposal; between two
requests everybody thinks for ``--think`` seconds on average. The server is a process of its own; its memory is read
while it works. Tells how long each kind of request took and what failed.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from httpx2 import AsyncClient, HTTPError, Limits

RESULTS = Path(__file__).with_name("results") / "load.json"
_ROOT = Path(__file__).resolve().parent.parent
_OFFICE = "澜州市住房和城乡建设局"
_READY, _KEYS = "ready.json", "keys.json"
_QUERIES = (
    "老旧小区加装电梯", "电动自行车充电收费", "物业管理费 上涨", "停车场 收费标准", "中小企业融资担保", "课后服务 经费",
    "养老机构 补贴", "垃圾分类 处罚", "政府采购 投诉", "残疾人就业 保障金", "土地征收 补偿 标准", "食品安全 举报 奖励",
    "青溪河 黑臭水体", "公交线路 调整", "数据安全 个人信息", "行政处罚 听证", "安全生产 隐患", "城市绿化 补种",
)  # fmt: skip
_KINDS = (("search", 0.60), ("draft", 0.15), ("save", 0.25))


@dataclass(slots=True)
class Seen:
    """Seconds of every request by kind, what failed, and the server's memory in MiB over time."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)

    def report(self) -> dict[str, object]:
        told: dict[str, object] = {"failures": dict(self.failures)}
        for kind, values in sorted(self.seconds.items()):
            p50, p95, worst = np.percentile(values, (50, 95, 100)) * 1000
            told[kind] = {"requests": len(values), "p50_ms": round(p50), "p95_ms": round(p95), "worst_ms": round(worst)}
        if self.memory:
            # Flat: the last quarter of the run beside the second one; the first warms up.
            quarter = max(1, len(self.memory) // 4)
            early, late = self.memory[quarter : 2 * quarter] or self.memory[:1], self.memory[-quarter:]
            told["memory_mib"] = {
                "most": round(max(self.memory)), "second_quarter": round(float(np.median(early))),
                "last_quarter": round(float(np.median(late))),
            }  # fmt: skip
        return told


@dataclass(slots=True)
class Worker:
    """A user with a case; ``draft`` is the address of the newest draft, ``version`` its version."""

    client: AsyncClient
    key: str
    case: int
    seen: Seen
    chance: random.Random
    draft: str = ""
    version: int = 0
    asks: Sequence[str] = ()

    async def ask(self, kind: str, method: str, path: str, **more: object) -> object:
        """The answer's JSON, ``None`` for a failure; the time is kept under ``kind``."""
        headers = {"Authorization": f"Bearer {self.key}"} | dict(more.pop("headers", {}))  # type: ignore[call-overload]
        began = time.perf_counter()
        try:
            answer = await self.client.request(method, path, headers=headers, **more)  # type: ignore[arg-type]
        except HTTPError as error:
            self.seen.failures[f"{kind}: {type(error).__name__}"] += 1
            return None
        self.seen.seconds[kind].append(time.perf_counter() - began)
        if answer.status_code >= 400:
            self.seen.failures[f"{kind}: {answer.status_code} {answer.text[:120]}"] += 1
            return None
        self.version = int(answer.headers["etag"].strip('"')) if "etag" in answer.headers else self.version
        return answer.json()

    async def search(self) -> None:
        words = self.chance.choice(_QUERIES)
        if self.chance.random() < 0.5:
            words += f" {self.chance.randint(2018, 2026)}年"
        await self.ask("search", "GET", "/api/v1/search", params={"q": words})

    async def begin(self) -> None:
        made = await self.ask("draft", "POST", f"/api/v1/cases/{self.case}/drafts", json={})
        if isinstance(made, dict):
            self.draft = f"/api/v1/drafts/{made['id']}"
            self.asks = [one["suggestion"] for one in made["content"].get("sections", [])]

    async def save(self) -> None:
        if not self.draft:
            await self.begin()
            return
        given = {"do": "add", "place": "opening", "text": f"另有情况{self.chance.randint(1, 10**9)}，一并说明。"}
        head = {"If-Match": f'"{self.version}"'}
        await self.ask("save", "POST", f"{self.draft}/sentences", json=given, headers=head)

    async def work(self, until: float, think: float) -> None:
        deeds = {"search": self.search, "draft": self.begin, "save": self.save}
        kinds, shares = zip(*_KINDS, strict=True)
        await asyncio.sleep(self.chance.uniform(0, think))
        while time.monotonic() < until:
            await deeds[self.chance.choices(kinds, shares)[0]]()
            await asyncio.sleep(min(self.chance.expovariate(1 / think), 6 * think))


async def _work(address: str, keys: Sequence[tuple[str, int]], seconds: float, think: float, server: int) -> Seen:
    seen = Seen()
    async with AsyncClient(base_url=address, timeout=60, limits=Limits(max_connections=len(keys))) as client:
        until = time.monotonic() + seconds
        workers = [Worker(client, key, case, seen, random.Random(n)) for n, (key, case) in enumerate(keys)]
        watching = asyncio.create_task(_watch(server, seen))
        await asyncio.gather(*(worker.work(until, think) for worker in workers))
        watching.cancel()
    return seen


async def _watch(server: int, seen: Seen) -> None:
    status = Path(f"/proc/{server}/status")
    while status.exists():
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        seen.memory.append(int(resident.split()[1]) / 1024)
        await asyncio.sleep(1)


def serve(folder: Path, users: int, more: Sequence[Path]) -> None:
    """In the server's process: the workspace furnished, the users made, the application on a free port."""
    from api.bootstrap import ingest_files, open_office, refresh_index
    from api.sample_office import furnish, may_be_furnished
    from api.server import Listening, listen
    from api.server import serve as run
    from api.settings import read_settings

    settings = read_settings(folder)
    if may_be_furnished(settings):
        office = furnish(settings)[0]
        office.jobs.close()
        office.workbench.close()
    if more and ingest_files(settings, more).added:
        refresh_index(settings)
    office = open_office(settings)
    (folder / _KEYS).write_text(json.dumps(_keys(office, users)), "utf-8")
    socket = listen("127.0.0.1", 0)
    passages = office.workbench.counts()[1] + sum(office.workbench.store.counts("pack")[1:])
    ready = {"address": f"http://127.0.0.1:{socket.getsockname()[1]}", "passages": passages}
    (folder / _READY).write_text(json.dumps(ready), "utf-8")
    run(office, Listening("127.0.0.1"), socket)


def _keys(office: "object", users: int) -> list[tuple[str, int]]:
    """A token and a case for each user."""
    from api.services import case_papers, cases
    from api.services.office import Office
    from api.workplace.accounts import NewUser, add, find
    from api.workplace.case import CaseFields
    from api.workplace.sign_in import make_token

    assert isinstance(office, Office)
    proposals = sorted((_ROOT / "corpus" / "sample" / "cases").glob("*.txt"))
    made = []
    for number in range(users):
        login = f"load{number}"
        new = NewUser(login, f"经办{number}", _OFFICE, ("officer",), "lanzhou-Bridge-7")
        user = find(office.engine, login) or add(office.engine, new, "root")
        fields = CaseFields(str(time.time_ns())[-12:], "提案", "关于民生事项的提案", _OFFICE, "主办")
        case = cases.registered(office, user, fields)
        text = proposals[number % len(proposals)].read_text("utf-8")
        case_papers.proposal_given(office, user, case.id, "提案.txt", text)
        made.append((make_token(office.engine, user, "负载", 1, reads_only=False), case.id))
    return made


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--minutes", type=float, default=5)
    reader.add_argument("--users", type=int, default=50)
    reader.add_argument("--think", type=float, default=6)
    reader.add_argument("--workspace", type=Path, default=Path("/tmp/dafu-bench/load"))
    reader.add_argument("--more", type=Path, nargs="*", default=[], help="further documents, to reach a size")
    reader.add_argument("--save", action="store_true", help="write bench/results/load.json")
    reader.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = reader.parse_args()
    given.workspace.mkdir(parents=True, exist_ok=True)
    if given.serve:
        serve(given.workspace, given.users, given.more)
        return 0
    (given.workspace / _READY).unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.load", "--serve", "--users", str(given.users)]
    server = subprocess.Popen(
        [*command, "--workspace", str(given.workspace), "--more", *map(str, given.more)], cwd=_ROOT
    )
    try:
        while not (given.workspace / _READY).exists():
            if server.poll() is not None:
                return 2
            time.sleep(0.2)
        ready = json.loads((given.workspace / _READY).read_text("utf-8"))
        keys = json.loads((given.workspace / _KEYS).read_text("utf-8"))
        seen = asyncio.run(_work(ready["address"], keys, given.minutes * 60, given.think, server.pid))
    finally:
        server.terminate()
        server.wait(30)
    told = {"users": given.users, "minutes": given.minutes, "think_s": given.think, "passages": ready["passages"]}
    told |= seen.report()
    print(json.dumps(told, ensure_ascii=False, indent=2))
    if given.save:
        RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 1 if seen.failures else 0


if __name__ == "__main__":
    sys.exit(main())
