"""The result of a search as lines for a person."""

from collections.abc import Iterator

from api.document_view import KINDS
from api.hit_view import hit_lines
from corpus.title_marks import in_marks
from retrieval.facets import facet_names, facet_settings
from retrieval.result import SearchResult, weak_settings
from retrieval.topics import Charge

_INCOMPLETE = "提示：向量索引还没有建完，语义检索的结果不全。再次运行同一条 dafu ingest 命令可继续建立。"


def search_lines(found: SearchResult) -> Iterator[str]:
    """Remarks, who is in charge where that was asked, the hits, and the counts; each hit ends with a blank line."""
    yield from found.remarks
    for charge in found.charges:
        yield from charge_lines(charge)
    if found.weak:
        yield from (weak_settings()[1], "")
    for number, hit in enumerate(found.hits, 1):
        yield from (*hit_lines(number, hit), "")
    yield from facet_lines(found)


def search_notes(found: SearchResult) -> Iterator[str]:
    """What is to be said beside the result: that nothing was found, that vectors are missing."""
    if not found.hits:
        yield "没有找到。可以换一个说法，或者放宽筛选条件。"
    if found.incomplete:
        yield _INCOMPLETE


def charge_lines(charge: Charge) -> Iterator[str]:
    """Who leads and who takes part in what, and where that is laid down."""
    duty = charge.duty
    yield f"【{' '.join(duty.task.split())}】"
    if duty.leads:
        yield f"   牵头：{'、'.join(duty.leads)}"
    if duty.participants:
        yield f"   参与：{'、'.join(duty.participants)}"
    if duty.deadline:
        yield f"   时限：{duty.deadline}"
    yield f"   依据：{in_marks(charge.title or charge.document)}　查看：dafu show {charge.document}"
    yield ""


def facet_lines(found: SearchResult) -> Iterator[str]:
    """One line a fact: its most frequent values with their counts."""
    shown = facet_settings()["match"]["shown"]
    for name, label in facet_names().items():
        counts = found.facets.get(name, ())
        if counts:
            listed = "，".join(f"{KINDS.get(one.value, one.value)} {one.documents}" for one in counts[:shown])
            yield f"{label}：{listed}{'……' if len(counts) > shown else ''}（件）"
