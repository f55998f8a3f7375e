"""Rules as they are asked for: whether one stands on a day, its articles, and what is decided on a fact."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from corpus.errors import NotFound
from corpus.grammar.articles import article_anchor, article_number
from corpus.rulebook.catalogue import Catalogue, KnownFact, Rule
from corpus.rulebook.catalogue_rows import holds, told_by
from corpus.rulebook.months import is_full_day
from corpus.rulebook.rule_store import keep_decision, open_catalogue
from corpus.rulebook.standing import Standing
from corpus.storage.store import Store
from corpus.storage.stored import StoredPassage
from corpus.title_marks import in_marks

__all__ = ["RuleOn", "article", "article_anchor", "decide", "open_catalogue", "rule_on", "standing_of", "standing_on"]

# Levels that are amended again and again: before the text that is stored there may have been another.
_AMENDED = {"宪法", "法律", "行政法规", "地方性法规", "监察法规", "党内法规"}
_SAID = {"修订中": "正在修订", "征求意见": "正在征求意见", "拟制定": "尚在制定", "建议制定": "只是建议制定"}
_YEAR = re.compile(r"〔(\d{4})〕")
_TAKEN_OVER = ("修订为", "替代")


@dataclass(frozen=True, slots=True)
class RuleOn:
    """A rule on one day. ``rule`` is the version that applied, else the nearest to it, ``None`` where none is known.

    ``why`` says in Chinese what the standing rests on; ``successor`` is what took the rule's place, where stored.
    ``remarks`` are facts that nobody has confirmed (据《…》): a warning, never part of the standing.
    """

    rule: Rule | None
    standing: Standing
    why: str
    successor: Rule | None
    remarks: tuple[str, ...] = ()


def rule_on(store: Store, title_or_number: str, on: str) -> RuleOn:
    """How the rule called ``title_or_number`` stands on the ISO day ``on``; what is unknown is 未知, never a guess."""
    return standing_on(open_catalogue(store), title_or_number, on)


def standing_on(catalogue: Catalogue, name: str, on: str) -> RuleOn:
    """As :func:`rule_on`, for many questions to one catalogue."""
    versions = catalogue.find(name)
    remarks = tuple(_remark(fact) for fact in catalogue.facts_on(name) if fact.state == "待定" and not holds(fact))
    if not versions:
        return RuleOn(None, "未知", "目录中没有这件文件", None, remarks)
    rule = _version(versions, on)
    standing, why = _standing(rule, on)
    successor = _successor(catalogue, rule, versions) if standing != "有效" else None
    return RuleOn(rule, standing, f"{why}（{_source(rule)}）", successor, remarks)


def standing_of(rule: Rule, on: str) -> Standing:
    """How one version stands on the ISO day ``on``, by itself."""
    return _standing(rule, on)[0]


def article(store: Store, title: str, number: str, on: str | None = None) -> StoredPassage | None:
    """The passage of an article as cited, or ``None`` where law or article are not stored.

    ``title`` is the law's full or short title, with or without 《》. ``number`` is written as in 第五条, 五, 5, 第
    一百二十条之一 or 120之一; a paragraph or item after it is passed over. ``on`` is an ISO day and picks the
    version that applied then (see :meth:`Store.law`).
    """
    anchor = article_number(number)
    law = store.law(title, on)
    return store.article(law.id, anchor) if law is not None and anchor is not None else None


def decide(store: Store, id: str, accepted: bool) -> KnownFact:
    """Accept or reject the fact called ``id`` (or a beginning of it that fits no other); gives the fact as it is now.

    Raises :class:`NotFound` where no fact, or more than one, is called so.
    """
    found = [fact for fact in open_catalogue(store).facts if id and fact.id.startswith(id)]
    if len(found) != 1:
        state = "没有找到" if not found else "不止一条"
        raise NotFound(f"{state}编号为“{id}”的线索。可用 dafu rules facts 查看编号。")
    keep_decision(store, found[0].id, accepted, asdict(found[0]))
    return replace(found[0], state="采纳" if accepted else "不采纳")


def _version(versions: Sequence[Rule], on: str) -> Rule:
    """The version that applied; else the next to come into force, the last that ended, or what is only planned."""
    real = [rule for rule in versions if rule.stage is None] or list(versions)
    begun = [rule for rule in real if rule.since is not None and rule.since <= on]
    applied = [rule for rule in begun if rule.valid_to is None or on <= rule.valid_to]
    if applied:
        return max(applied, key=lambda rule: rule.since or "")
    ended = [rule for rule in real if rule.valid_to is not None and rule.valid_to < on]
    if ended:
        return max(ended, key=lambda rule: rule.valid_to or "")
    coming = [rule for rule in real if rule.since is not None and rule.since > on]
    return min(coming, key=lambda rule: rule.since or "") if coming else real[0]


def _standing(rule: Rule, on: str) -> tuple[Standing, str]:
    if rule.stage is not None:
        planned: Standing = "拟制定" if rule.stage == "拟制定" else "征求意见"
        return planned, f"尚未出台（{rule.stage}）"
    if rule.valid_to is not None and rule.valid_to < on:
        return _ended(rule)
    if rule.since is not None and rule.since > on:
        return _not_begun(rule, on)
    if rule.status == "已废止" and rule.valid_to is None:
        return ("已被替代" if rule.replaced_by else "已废止"), f"已废止{_replaced(rule)}，废止日期不明"
    if rule.status == "已修改" and rule.valid_to is None:
        return "未知", "这一文本已被修改，何时起不再适用不明"
    if rule.since is None:
        return _undated(rule, on)
    begun = f"自{rule.valid_from}起施行" if rule.valid_from else f"{rule.issued}公布"
    until = f"，有效期至{rule.valid_to}" if rule.valid_to else "，未见废止或者到期的记载"
    if not is_full_day(rule.since) and not rule.since < on[: len(rule.since)]:
        return "未知", f"只知道{begun}，不能确定这一天是否已经施行"
    return "有效", begun + until


def _undated(rule: Rule, on: str) -> tuple[Standing, str]:
    """A rule whose days are unknown; its number tells the year of issue (GB/T 9704—2012 7.2.5)."""
    year = _YEAR.search(rule.doc_number or "")
    if year is None or year[1] >= on[:4]:
        return "未知", "施行日期不明" if rule.valid_to else "施行日期和有效期都不明"
    until = f"，有效期至{rule.valid_to}" if rule.valid_to else "，未见废止或者到期的记载"
    return "有效", f"文号为{year[1]}年，施行日期不明{until}"


def _ended(rule: Rule) -> tuple[Standing, str]:
    if rule.replaced_by:
        return "已被替代", f"已于{rule.valid_to}后失去效力{_replaced(rule)}"
    if rule.status in ("已废止", "已修改"):
        return ("已废止" if rule.status == "已废止" else "已失效"), f"这一文本适用到{rule.valid_to}为止，{rule.status}"
    return "已失效", f"有效期至{rule.valid_to}，已到期"


def _not_begun(rule: Rule, on: str) -> tuple[Standing, str]:
    made_before = rule.issued is not None and rule.issued <= on
    if rule.level in _AMENDED and not made_before:
        return "未知", f"目录中最早的文本是{rule.issued or rule.since}公布的，这一天适用的文本不在目录中"
    return "尚未施行", f"自{rule.since}起施行" if rule.valid_from else f"{rule.issued}才公布"


def _replaced(rule: Rule) -> str:
    if not rule.replaced_by:
        return ""
    name = rule.replaced_by if rule.replaced_by.endswith("号") else in_marks(rule.replaced_by)
    return f"，由{name}替代"


def _source(rule: Rule) -> str:
    kept = {"pack": "国家法律数据", "ingested": "依据文件本身"}.get(rule.origin)
    return kept + rule.source.partition("；")[1] + rule.source.partition("；")[2] if kept else rule.source


def _successor(catalogue: Catalogue, rule: Rule, versions: Sequence[Rule]) -> Rule | None:
    """What took the rule's place: the rule it names, else the next version of the same."""
    if rule.replaced_by:
        return next(iter(catalogue.find(rule.replaced_by)), None)
    later = [one for one in versions if one.stage is None and (one.since or "") > (rule.valid_to or rule.since or "")]
    return min(later, key=lambda one: one.since or "", default=None) if rule.valid_to else None


def _remark(fact: KnownFact) -> str:
    day = f"已于{fact.day}" if fact.day else ""
    said = f"{fact.kind}{fact.value or '另一文件'}" if fact.kind in _TAKEN_OVER else _SAID.get(fact.kind, fact.kind)
    return f"{told_by(fact)}：{day}{said}（尚未确认）"
