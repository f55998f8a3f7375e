"""Asks the HTTP interface everything its description allows and much that it does not (schemathesis, all checks).

    python -m bench.schema --minutes 20 [--seed N]

The workplace is a temporary one with the sample in it. Ends with 1 where an answer was a server error or not as the
description says.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import schemathesis
from fastapi import FastAPI, Request
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema

from api.sample_office import furnish
from api.services.office import Office
from api.settings import read_settings
from api.web.app import create_app
from api.web.visit import Visit, visit
from api.workplace.accounts import NewUser, add
from api.workplace.sign_in import behind_token, make_token

PHASES = ("examples", "coverage", "fuzzing", "stateful")
DOCUMENT = "/api/v1/openapi.json"
# Everything a user can be, so that operations are reached and not refused.
ALL_ROLES = ("officer", "searcher", "reviewer", "administrator")
# What a request that fits the description may still be answered with: the description knows forms, not the ledger.
_ACCEPTED = ("2xx", "401", "403", "404", "409", "412", "422", "428", "429", "503")
_UPLOADS = ("/api/v1/documents", "/api/v1/cases/import")


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer that was not as described. ``request`` repeats it."""

    operation: str
    kind: str
    told: str
    request: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What was asked, and what was wrong with the answers."""

    requests: int
    statuses: tuple[tuple[int, int], ...]
    faults: tuple[Fault, ...]
    broken: tuple[str, ...]


@schemathesis.check
def form_agrees(context: Any, response: Any, case: Any) -> bool | None:
    """A request that fits the description is never called malformed: only the ledger may say no to it."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 422:
        return None
    if response.json().get("code") == "invalid_request":
        raise Failure(operation=case.operation.label, title="Fits the description, refused as malformed",
                      message=response.text[:600])  # fmt: skip
    return None


def walk(
    app: FastAPI, key: str, examples: int, seed: int, seconds: int | None = None, phases: Sequence[str] = PHASES
) -> Walk:
    """Goes through the phases (examples, edges of every parameter, random values, sequences of operations) with the
    token ``key``; ``examples`` are the random requests for each operation."""
    app.dependency_overrides[visit] = _lasting(_behind(app, key), key)
    schema = schemathesis.openapi.from_asgi(DOCUMENT, app, config=_config(key, examples, seed, seconds, phases))
    statuses: Counter[int] = Counter()
    faults: dict[tuple[str, str, str], Fault] = {}
    broken: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            statuses.update(one.response.status_code for one in event.recorder.interactions.values() if one.response)
            for fault in _faults(event):
                faults.setdefault((fault.operation, fault.kind, fault.told[:80]), fault)
        elif isinstance(event, events.PhaseFinished):
            _let_jobs_end(app)
        elif isinstance(event, events.NonFatalError):
            broken.append(f"{event.label}: {event.info.format()}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return Walk(statuses.total(), tuple(sorted(statuses.items())), tuple(faults.values()), tuple(broken))


def _let_jobs_end(app: FastAPI) -> None:
    """Python 3.11 raises SystemError where two threads build syntax trees at once; jobs and the next phase would."""
    jobs = app.state.office.jobs
    while not all(job.over for job in jobs.latest()):
        time.sleep(0.1)


def _behind(app: FastAPI, key: str) -> Visit:
    """Who comes with ``key``."""
    return Visit(behind_token(app.state.office.engine, key), None, "-")


def _lasting(as_it_was: Visit, key: str) -> Callable[[Request], Awaitable[Visit]]:
    """Signing in as ever, but the walker stays the walker although one of its requests may take its own rights."""

    async def asking(request: Request) -> Visit:
        if request.headers.get("authorization") == f"Bearer {key}":
            return as_it_was
        return await visit(request)

    return asking


def _faults(event: events.ScenarioFinished) -> Iterator[Fault]:
    recorder = event.recorder
    for id, checks in recorder.checks.items():
        for one in checks:
            if one.failure_info is not None:
                failure = one.failure_info.failure
                told = f"{failure.title}: {failure.message}"
                yield Fault(recorder.cases[id].value.operation.label, one.name, told, one.failure_info.code_sample)


def _config(key: str, examples: int, seed: int, seconds: int | None, phases: Sequence[str]) -> SchemathesisConfig:
    values: dict[str, Any] = {
        "seed": seed,
        "continue-on-failure": True,
        "workers": 1,
        "cache": {"enabled": False},
        "phases": {name: {"enabled": name in phases} for name in PHASES},
        "generation": {"max-examples": examples, "no-shrink": True},
        "checks": {"positive_data_acceptance": {"expected-statuses": list(_ACCEPTED)}},
        # Whatever bytes a part holds are a file: no type can be violated there.
        "operations": [
            {"include-path": path, "checks": {"negative_data_rejection": {"enabled": False}}} for path in _UPLOADS
        ],
        "auth": {"openapi": {"token": {"bearer": key}}},
    }
    return SchemathesisConfig.from_dict(values | ({"max-time": seconds} if seconds else {}))


def furnished(folder: Path, encoder: str = "tiny") -> tuple[Office, str]:
    """A workplace with the sample, and a token of one who may do everything."""
    values = {"DAFU_WORKSPACE": str(folder / "workspace"), "DAFU_CACHE": str(folder / "cache")}
    office, _ = furnish(read_settings(None, values | {"DAFU_ENCODER": encoder, "DAFU_RULES": "none"}))
    new = NewUser("walker", "核对", "澜州市住房和城乡建设局", ALL_ROLES, "lanzhou-Bridge-7", entitled=True)
    return office, make_token(office.engine, add(office.engine, new, "root"), "核对", 1, reads_only=False)


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--minutes", type=float, default=20)
    reader.add_argument("--examples", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office, key = furnished(Path(folder))
        found = walk(create_app(office), key, given.examples, given.seed, int(given.minutes * 60))
        office.jobs.close()
        office.workbench.close()
    for fault in found.faults:
        print(f"{fault.operation}  [{fault.kind}]\n  {fault.told}\n  {fault.request}\n")
    for line in found.broken:
        print("BROKEN", line)
    print(f"{found.requests} requests, answers {dict(found.statuses)}, {len(found.faults)} faults")
    return 1 if found.faults or found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
