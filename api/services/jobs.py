"""Long work done in the background, one piece at a time, with its progress for whoever watches."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from api.defects import record_defect
from api.workplace.permits import User
from api.workplace.tables import jobs
from api.workplace.trail import now, record
from corpus.errors import DafuError, NotFound
from corpus.progress import Progress
from corpus.storage.database import transaction

State = Literal["排队", "进行", "完成", "失败", "中断"]
Work = Callable[[Progress], Mapping[str, Any]]
"""Does the work and gives its report, which must be plain values."""

_BEAT = 15.0  # seconds after which a watcher is told that nothing has changed, so that its connection stays open


@dataclass(frozen=True, slots=True)
class Job:
    """``step``, ``done`` and ``total`` tell where it stands; ``report`` is what came of it."""

    id: int
    kind: str
    title: str
    login: str
    state: State
    report: Mapping[str, Any]
    began: str
    ended: str | None
    step: str = ""
    done: int = 0
    total: int = 0

    @property
    def over(self) -> bool:
        return self.state not in ("排队", "进行")


class Jobs:
    """The jobs of one workplace. What ran when the server stopped is 中断: its work can be begun again safely."""

    def __init__(self, engine: Engine, error_log: Path) -> None:
        self._engine = engine
        self._error_log = error_log
        self._changed = Condition()
        self._running: dict[int, Job] = {}
        self._pool = ThreadPoolExecutor(1, "dafu-job")
        with transaction(engine, write=True) as connection:
            left = jobs.c.state.in_(("排队", "进行"))
            connection.execute(sa.update(jobs).where(left).values(state="中断", ended=now()))

    def start(self, user: User, kind: str, title: str, work: Work) -> Job:
        """Queue ``work``; it begins when those before it are done."""
        values = {
            "kind": kind,
            "title": title[:300],
            "login": user.login,
            "state": "排队",
            "report": "{}",
            "began": now(),
        }
        with transaction(self._engine, write=True) as connection:
            key = connection.execute(sa.insert(jobs).values(values)).inserted_primary_key
            id = int(key[0]) if key else 0
            record(connection, user.login, f"job.{kind}", f"job:{id}", title=values["title"])
        job = self.of(id)
        with self._changed:
            self._running[id] = job
        self._pool.submit(self._run, job, work)
        return job

    def of(self, id: int) -> Job:
        """Raises :class:`NotFound`."""
        with self._changed:
            if id in self._running:
                return self._running[id]
        with transaction(self._engine) as connection:
            row = connection.execute(sa.select(jobs).where(jobs.c.id == id)).first()
        if row is None:
            raise NotFound("没有这项后台任务。")
        return _job(row)

    def latest(self, most: int = 30, login: str | None = None) -> list[Job]:
        """The newest first, as they stand now; of one user where ``login`` is given."""
        with transaction(self._engine) as connection:
            whose = jobs.c.login == login if login else sa.true()
            rows = connection.execute(sa.select(jobs).where(whose).order_by(jobs.c.id.desc()).limit(most)).all()
        with self._changed:
            return [self._running.get(row.id) or _job(row) for row in rows]

    def watch(self, id: int) -> Iterator[Job]:
        """The job whenever it has changed, and now and then although it has not, until it is over."""
        job = self.of(id)
        yield job
        while not job.over:
            with self._changed:
                self._changed.wait_for(lambda: self._running.get(id) != job, _BEAT)  # noqa: B023
            job = self.of(id)
            yield job

    def close(self) -> None:
        """Wait for nothing more; what is queued is 中断 when the workplace is opened again."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, work: Work) -> None:
        self._set(replace(job, state="进行"))
        try:
            report = dict(work(lambda step, done, total: self._tell(job.id, step, done, total)))
            self._end(job.id, "完成", report)
        except DafuError as error:
            self._end(job.id, "失败", {"message": error.message})
        except Exception:
            self._end(job.id, "失败", {"message": record_defect(self._error_log, f"job {job.kind}")})

    def _tell(self, id: int, step: str, done: int, total: int) -> None:
        self._set(replace(self._running[id], step=step, done=done, total=total))

    def _set(self, job: Job) -> None:
        with self._changed:
            self._running[job.id] = job
            self._changed.notify_all()

    def _end(self, id: int, state: State, report: Mapping[str, Any]) -> None:
        ended = now()
        with transaction(self._engine, write=True) as connection:
            values = {"state": state, "report": json.dumps(report, ensure_ascii=False), "ended": ended}
            connection.execute(sa.update(jobs).where(jobs.c.id == id).values(values))
        with self._changed:
            del self._running[id]
            self._changed.notify_all()


def _job(row: Row[tuple[Any, ...]]) -> Job:
    return Job(row.id, row.kind, row.title, row.login, row.state, json.loads(row.report), row.began, row.ended)
