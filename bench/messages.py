"""Answer real messages of citizens, each from replies that were given before it, and count what has no source.

    python -m bench.messages [--replies ../shared/data/replies.jsonl.gz] [--count 200] [--encoder tiny|default]

The replies are stored as answers of one office, dated as they were given. For each message all replies given on its
day or later are hidden. Nothing here is compared with the real reply: its facts stand nowhere else.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.faithfulness import violations
from corpus.parse import parse
from corpus.source import Source
from corpus.storage.store import Store
from corpus.storage.stored import StoredDocument, document_id
from drafting.archive import Archive
from drafting.citizens import answer_citizen
from drafting.export.json import draft_record
from drafting.service import DraftResult

ISSUER = "市政府办公室"
_REPLIES = Path("../shared/data/replies.jsonl.gz")
_FIRST = 0.1  # the first messages have nothing before them


@dataclass(frozen=True, slots=True)
class Message:
    title: str
    text: str
    asked: str
    reply: str
    answered: str


@dataclass(frozen=True, slots=True)
class Answered:
    message: Message
    result: DraftResult
    unsupported: int
    told: tuple[str, ...]


def read_messages(path: Path) -> list[Message]:
    """Messages with their replies by the day they were asked; ``_x000D_`` of the spreadsheet is a blank."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return sorted((_message(row) for row in rows), key=lambda one: one.asked)


def _message(row: dict[str, Any]) -> Message:
    title, text, reply = (str(row[name]).replace("_x000D_", "\n").strip() for name in ("title", "message", "reply"))
    return Message(title, text, row["ask_time"][:10], reply, row["answer_time"][:10])


def stored_replies(messages: Sequence[Message]) -> Iterator[StoredDocument]:
    """Each reply once, as an answer of :data:`ISSUER`."""
    for message in messages:
        text = f"{ISSUER}关于“{message.title}”的答复\n{message.reply}"
        document = parse(Source(text, (), "text"), "答复.txt")
        kept = replace(document, kind="reply", issuer=ISSUER, date=message.answered, disclosure="主动公开", case=None)
        yield StoredDocument(document_id(text), kept, "ingested", None, "", None)


def answered(message: Message, archive: Archive) -> Answered:
    result = answer_citizen(message.title, message.text, archive, ISSUER, message.answered)
    record = draft_record(result.draft)
    granted = (ISSUER, result.draft.date, result.draft.issuer)
    found = violations(record, f"{message.title}\n{message.text}", [], lambda id: archive.lookup(id).text, granted)
    return Answered(message, result, len(found), tuple(f"{v.kind} {v.what} | {v.sentence[:60]}" for v in found))


def main() -> int:
    from api.bootstrap import open_store, open_workbench
    from api.settings import read_settings

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=Path, default=_REPLIES)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--encoder", default="tiny")
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--show", type=int, default=0, help="letters to print")
    given = parser.parse_args()
    folder = given.workspace or Path(f"/tmp/dafu-messages-{given.encoder}")
    settings = read_settings(folder, {"DAFU_ENCODER": given.encoder})
    messages = read_messages(given.replies)
    store = open_store(settings)
    known = {row.document for row in store.each_passage("ingested")}
    for stored in stored_replies(messages):
        if stored.id not in known:
            store.put(stored)
    workbench = open_workbench(settings)
    dates = _dates(store)
    step = max(1, int(len(messages) * (1 - _FIRST)) // given.count)
    chosen = messages[int(len(messages) * _FIRST) :: step][: given.count]
    began, failed, outcomes = time.process_time(), [], []
    for message in chosen:
        hidden = tuple(id for id, day in dates.items() if day >= message.asked)
        try:
            outcomes.append(answered(message, workbench.archive(None, ISSUER, hidden)))
        except Exception as error:  # a crash is what is counted here
            failed.append(f"{message.title}: {type(error).__name__} {error}")
    print("\n".join(report(outcomes, failed, time.process_time() - began, given.show)))
    return 1 if failed or any(one.unsupported for one in outcomes) else 0


def _dates(store: Store) -> dict[str, str]:
    return {row.document: row.date or "9999" for row in store.each_passage("ingested")}


def report(outcomes: Sequence[Answered], failed: Sequence[str], seconds: float, show: int) -> Iterator[str]:
    roles = Counter(s.role for one in outcomes for part in one.result.draft.sections for s in part.sentences())
    asks = sum(len(one.result.draft.sections) for one in outcomes)
    for one in outcomes[:show]:
        yield one.result.draft.text
    yield from (f"crash: {line}" for line in failed)
    yield from (f"unsupported: {line}" for one in outcomes for line in one.told)
    unsupported = sum(one.unsupported for one in outcomes)
    yield f"messages {len(outcomes) + len(failed)}  crashes {len(failed)}  unsupported {unsupported}"
    yield f"asks {asks}  sentences {dict(roles)}  letters with material {sum(_told(one) for one in outcomes)}"
    yield f"process time a letter {seconds / max(len(outcomes), 1):.3f} s"


def _told(one: Answered) -> bool:
    return any(s.role in ("fact", "rule", "plan", "quote") for p in one.result.draft.sections for s in p.sentences())


if __name__ == "__main__":
    raise SystemExit(main())
