"""The proposers, letters and roles of which the golden frames are written."""

from collections.abc import Iterator

from corpus.document import Case, Document, ItemKind, Proposer, Session, UnitReply
from drafting.draft import Draft, HandlingRole, Source
from drafting.fill import fill
from drafting.frame import EarlierReply, Frame, settle_letter, settle_ways
from drafting.jurisdiction_register import Jurisdictions, jurisdictions
from drafting.matter import Matter, Opinion

ONE = {"提案": (Proposer("沈若兰", "委员"),), "建议": (Proposer("彭家骏", "代表"),)}
JOINT = {
    "提案": (Proposer("陈雁秋", "委员", True), Proposer("何志鹏", "委员"), Proposer("罗敏", "委员")),
    "建议": (Proposer("彭家骏", "代表", True), Proposer("温秀梅", "代表")),
}
PARTY = (Proposer("民革澜州市委会", "党派"),)
BODIES = {
    "党派": PARTY,
    "团体": (Proposer("市工商联", "团体"),),
    "界别": (Proposer("共青团和青联界", "界别"),),
    "小组": (Proposer("临岚区委员小组", "小组"),),
    "专委会": (Proposer("市政协经济委员会", "专委会"),),
    "党派和委员": (*PARTY, Proposer("沈若兰", "委员")),
}
DELEGATION = (Proposer("望澜区代表团", "代表团"),)
LETTERS: tuple[tuple[str | None, HandlingRole], ...] = (
    (None, "独办"), (None, "主办"), (None, "分办"), (None, "会办"), ("二次答复", "主办"), ("延期说明", "独办"),
)  # fmt: skip


def matter_for(
    kind: ItemKind,
    proposers: tuple[Proposer, ...],
    role: HandlingRole,
    letter: str | None = None,
    *,
    region: str = "澜州市",
    level: str = "市",
    issuer: str = "澜州市住房和城乡建设局",
    places: Jurisdictions | None = None,
    earlier: EarlierReply | None = None,
) -> Matter:
    """A case of 2026 with two co-handlers, one of whom was heard where the role is 主办."""
    body = "政协" if kind == "提案" else "人大"
    session = f"{region}政协八届五次会议" if kind == "提案" else f"{region}十五届人大六次会议"
    title = f"关于加装电梯的{kind}"
    case = Case(
        "20260105", kind, title, Session(level, region, "政协" if body == "政协" else "人大", 8, 5), session,
        proposers, (), ("市住房和城乡建设局",), ("市财政局", "市市场监督管理局"),
    )  # fmt: skip
    heard = UnitReply("市财政局", "opinion", None, 0, 0, ())
    opinions = (Opinion("opinion:1", "市财政局", Document("", "opinion"), heard, None),) if role == "主办" else ()
    ways = settle_ways(case, issuer, 2026, places or jurisdictions())
    frame = Frame(settle_letter(letter, role), ways, earlier, None, None, "2026-03-02")
    return Matter("", case, title, role, issuer, opinions, session, (), "2026-05-20", "2026-05-20", frame)


EARLIER = EarlierReply("澜住建函〔2025〕47号", "2025-05-10", (Source("d1", None, 0, 2, "示例"),))


def frames() -> Iterator[tuple[str, Draft]]:
    """Every combination with its name."""
    for letter, role in LETTERS:
        earlier = EARLIER if letter == "二次答复" else None
        told = letter or ("会办意见" if role == "会办" else "答复")
        sets: dict[str, tuple[str, tuple[Proposer, ...]]] = {f"{k}·个人": (k, ONE[k]) for k in ("提案", "建议")}
        sets |= {f"{kind}·联名": (kind, JOINT[kind]) for kind in ("提案", "建议")}
        sets |= {f"提案·{name}": ("提案", proposers) for name, proposers in BODIES.items()}
        sets |= {"建议·代表团": ("建议", DELEGATION)}
        for name, (kind, proposers) in sets.items():
            item: ItemKind = "提案" if kind == "提案" else "建议"
            yield f"{told}·{role}·{name}", fill(matter_for(item, proposers, role, letter, earlier=earlier), ())


def shown(draft: Draft) -> str:
    """The frame as lines: what a reader of the golden file judges."""
    parts = (
        draft.printed_class, draft.doc_number, draft.title, f"{draft.addressee}：",
        *(p.text for p in draft.opening), *(p.text for p in draft.closing),
        f"公开方式：{draft.disclosure}", f"抄送：{draft.copies}" if draft.copies else "",
    )  # fmt: skip
    return "\n".join(part for part in parts if part)


def golden() -> str:
    return "\n\n".join(f"## {name}\n{shown(draft)}" for name, draft in frames()) + "\n"
