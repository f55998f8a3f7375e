"""Count what a draft states without a source. Takes the JSON of ``dafu draft`` and the texts it may rest on.

    python -m bench.faithfulness DRAFT.json --case CASE.txt [--opinion FILE …] --workspace DIR

The measure is independent of the drafter: it knows nothing of how a sentence came about and reads the letter with
patterns of its own, wider than the drafter's grammar (any number, any word that ends like the name of an office).
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OPEN = re.compile(r"【待核实：[^】]*】")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[【（(]\d{4}[〕\]】）)]\d+号")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
_ORGAN = re.compile(r"[\u4e00-\u9fff]{2}(?:局|厅|委员会|办公室|办公厅|支队|总局|公司|协会|人民政府)(?![部势面限])")
_OWN = re.compile(r"[我该贵各有关]{1,2}(?:局|厅|委|办|单位)$")
# Who is named with a title or an honorific: 张三委员, 李四局长.
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋"
    "田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖"
    "武康贺严尹钱施牛洪龚"
)
_NAME = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:委员|代表|同志|局长|主任|市长|书记|先生|女士)(?!会)"
)
_ASSERTS = ("fact", "rule", "plan", "quote")
# Of what a sentence asserts, this much must stand in its sources, in runs of two characters and more. What is left is
# how it is led in (根据…，下一步，据…反馈，) and what changes with the person (我局 → 该局).
_COVERED = 0.75
_LEAD = re.compile(r"^(?:下一步，|同时，|据[^，]{2,20}反馈，|该[局委厅办](?:同时|还)?(?:提出|反馈)，|该[局委厅办])+")


@dataclass(frozen=True, slots=True)
class Violation:
    """``kind``: sourceless, misquoted, sentence (its words stand in no source), number, date, doc_number, organ or
    name."""

    kind: str
    what: str
    sentence: str


def folded(text: str) -> str:
    """One width, one kind of bracket, no blanks: what may differ in print without differing in fact."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\[【(﹝]", "〔", re.sub(r"[\]】)﹞]", "〕", plain))


def violations(
    record: Mapping[str, Any],
    case: str,
    opinions: Sequence[str],
    document: Callable[[str], str],
    granted: Sequence[str] = (),
) -> list[Violation]:
    """Everything in the letter that no source supports; an empty list means a faithful draft.

    ``document`` gives the text of a stored document by id; ``granted`` are words that were handed in with the
    command (the issuer, the date). What the place's rules give to the frame (copies, number) the record names itself.
    """
    texts = {"case": case, **{f"opinion:{n}": text for n, text in enumerate(opinions, 1)}}

    def text_of(key: str) -> str:
        if key not in texts:
            texts[key] = document(key)
        return texts[key]

    found: list[Violation] = []
    frame = record.get("basis", [])
    for part in frame:
        source = part["source"]
        if source and text_of(source["document"])[source["start"] : source["end"]] != source["quote"]:
            found.append(Violation("misquoted", source["quote"], part["text"]))
    base = "".join(map(folded, (case, *opinions, *granted, *(part["text"] for part in frame))))
    sentences = [*record["opening"], *(s for part in record["sections"] for s in part["sentences"]), *record["closing"]]
    for sentence in sentences:
        found += _sentence(sentence, base, text_of)
    known = base + "".join(folded(source["quote"]) for s in sentences for source in s["sources"])
    rest = record["text"]
    for sentence in sentences:
        rest = rest.replace(sentence["text"], "", 1)
    return found + _unsupported(rest, known)


def _sentence(sentence: Mapping[str, Any], base: str, text_of: Callable[[str], str]) -> list[Violation]:
    text, sources = sentence["text"], sentence["sources"]
    if sentence.get("by") == "officer":
        return []
    found = []
    if sentence["role"] in _ASSERTS and not sources:
        found.append(Violation("sourceless", sentence["role"], text))
    for source in sources:
        if text_of(source["document"])[source["start"] : source["end"]] != source["quote"]:
            found.append(Violation("misquoted", source["quote"], text))
    quotes = [folded(source["quote"]) for source in sources]
    titles = [folded(f"《{source['title']}》") for source in sources if source.get("title")]
    if sentence["role"] in _ASSERTS and sources and covered(text, [*quotes, *titles]) < _COVERED:
        found.append(Violation("sentence", sentence["role"], text))
    return found + _unsupported(text, base + "".join(quotes))


def covered(sentence: str, quotes: Sequence[str]) -> float:
    """Share of the sentence's characters, without its lead-in and its open places, that stand in one of ``quotes``
    together with a neighbour (0…1)."""
    text = folded(_LEAD.sub("", _OPEN.sub("", sentence)))
    pairs = {quote[at : at + 2] for quote in quotes for at in range(len(quote) - 1)}
    held = [text[at : at + 2] in pairs for at in range(len(text) - 1)]
    kept = sum(1 for at in range(len(text)) if (at and held[at - 1]) or (at < len(held) and held[at]))
    return kept / len(text) if text else 1.0


def _unsupported(text: str, known: str) -> list[Violation]:
    bare = _OPEN.sub("", text)
    plain = folded(bare)
    numbers = set(_NUMBER.findall(known))
    found = [Violation("number", n, text) for n in _NUMBER.findall(plain) if n not in numbers]
    found += [Violation("date", d, text) for d in _DATE.findall(plain) if d not in known]
    found += [Violation("doc_number", n, text) for n in _DOC_NUMBER.findall(bare) if folded(n)[-8:] not in known]
    found += [
        Violation("organ", name, text)
        for name in _ORGAN.findall(bare)
        if folded(name) not in known and not _OWN.search(name)
    ]
    found += [Violation("name", match["name"], text) for match in _NAME.finditer(bare) if match["name"] not in known]
    return found


def main() -> int:
    from api.case_files import parsed_file
    from corpus.storage.store import Store

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("draft", type=Path)
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--opinion", type=Path, action="append", default=[])
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--granted", action="append", default=[])
    given = parser.parse_args()
    store = Store.open(f"sqlite:///{given.workspace / 'dafu.db'}")

    def document(key: str) -> str:
        stored = store.document(key)
        return stored.document.text if stored else ""

    record = json.loads(given.draft.read_text("utf-8"))
    texts = [parsed_file(path).text for path in given.opinion]
    found = violations(record, parsed_file(given.case).text, texts, document, given.granted)
    for one in found:
        print(f"{one.kind}\t{one.what}\t{one.sentence}")
    print(f"{len(found)} unsupported")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
