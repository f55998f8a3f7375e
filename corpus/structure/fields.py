"""Fields printed at the head and the tail of a letter or notice: number, addressees, disclosure, copies, contacts.

Positions follow GB/T 9704—2012 7.2 (版头), 7.3 (主体) and 7.4 (版记); the spellings are those seen in practice.
"""

import re
import unicodedata
from typing import cast, get_args

from corpus.document import Contact, Disclosure, Reference
from corpus.offices.unit_lists import units_of
from corpus.structure.lines import Line, unmarked

HEAD_LINES = 14
_HEAD_CHARACTERS = 2000
_DISCLOSURE = re.compile(
    r"(?:公\s?开\s?方\s?式|(?:信息)?公开(?:属性|类别|选项|形式)|是否公开)\s{0,3}[：:]\s{0,3}\**(主动公开|依申请公开|不予公开)"
)
_PUBLIC_NOTE = re.compile(r"[（(]此件(主动公开|依申请公开|不予公开|公开发布|公开|不公开)[)）]")
# The search begins at 否, which is rare; what stands before is looked at afterwards.
_YES_NO = re.compile(
    r"否(?:(?<=是否)|(?<=是\s否))\s?公\s?开\s{0,3}[：:]\s{0,3}(是|否|公开|不公开)(?=[\s）)，,；;。]|$)", re.MULTILINE
)
_BEFORE_LABEL = re.compile(r"(?:^|[\s（(])是\s?$")
_NOTED: dict[str, Disclosure] = {
    "公开发布": "主动公开", "公开": "主动公开", "是": "主动公开", "不公开": "不予公开", "否": "不予公开",
}  # fmt: skip
# 密级 and 内部 marks stand alone in the first lines (GB/T 9704—2012 7.2.2: 机密★3年).
_SECRET = re.compile(r"^(?:绝密|机密|秘密)(?:★\S{0,8})?$")
_INTERNAL = re.compile(
    r"^[（(【\[]?(?:内部(?:资料|文件|材料|参阅|使用|掌握|刊物)|★?内部★?)"
    r"(?:[，,\s]*(?:注意保存|注意保管|妥善保管|请勿外传|不得外传|严禁外传|不得公开))?[）)】\]]?$"
)
_COPIES = re.compile(r"^抄\s{0,2}[送报]\s{0,2}[：:]\**\s*(.*)$")
_MOST_COPY_LINES = 6
_LABEL = re.compile(r"^[（(]?[\u4e00-\u9fff ]{2,8}[：:]|^【|印发$")
_CONTACT = re.compile(
    r"(?:联\s?系\s?人|经\s?办\s?人)(?:及(?:联系)?电话)?\s{0,3}[：:]\s{0,3}"
    r"(?P<name>[\u4e00-\u9fff·]{2,6}?(?=同志|[\s，,；;、（()）]|(?:联系)?电\s?话|手机|联系方式|\d|$))?(?:同志)?"
    r"(?:[\s，,；;、]{0,4}(?:(?:联系)?电\s?话|手机|联系方式)?\s{0,3}[：:]?\s{0,3}"
    r"(?P<phones>[（(]?0?\d{2,4}[）)]?[\d\-—－ 、,，/;；转]{4,60}))?"
)
# Where no person is named: 联系单位及电话：基础教育科 8612345, 联系电话：0700-8612345.
_UNIT_CONTACT = re.compile(
    r"联系(?:单位|部门|处室|科室)(?:及(?:联系)?电话)?\s{0,3}[：:]\s{0,3}(?P<name>[\u4e00-\u9fff]{2,30})[\s，,；;、]{0,4}"
    r"(?:(?:联系)?电\s?话|联系方式)?\s{0,3}[：:]?\s{0,3}(?P<phones>[（(]?0?\d{2,4}[）)]?[\d\-—－ 、,，/;；转]{4,60})"
    r"|(?:联系|咨询)电\s?话\s{0,3}[：:]\s{0,3}(?P<alone>[（(]?0?\d{2,4}[）)]?[\d\-—－ 、,，/;；转]{4,60})"
)
_PHONE_PARTS = re.compile(r"[、,，/;；\s]+")
_FEWEST_DIGITS = 7
_CLASS_LABEL = r"(?:(?:办理结果|答复|办理|答复件)?(?:分类|类别|类型)|办理结果)(?:标记)?"
_CLASS_MARK = re.compile(rf"^[（(]?(?:{_CLASS_LABEL}\s*[：:]?\s*)?([ABCD])\s?类?[）)]?$")
_CLASS_LINES = 4
_OWN_LABELS = ("签发人", "发文字号", "文号")
_NOT_ADDRESSEE = re.compile(r"\d{4}|如下|附件|。|通知|收悉")
_ADDRESSEE_LINES = 6
_DECREE_LINES = 4
_ISSUED = ("公布", "发布", "颁布")


def disclosure(text: str) -> Disclosure | None:
    """公开方式 as printed; （此件公开发布） means 主动公开. A mark 内部资料 or 机密★3年 at the head goes before."""
    if marked := _marked(text):
        return marked
    printed = any(value in text for value in get_args(Disclosure))
    if printed and (match := _DISCLOSURE.search(text)):
        return cast(Disclosure, match[1])
    if match := _PUBLIC_NOTE.search(text):
        return cast(Disclosure, match[1]) if match[1] in get_args(Disclosure) else _NOTED[match[1]]
    for match in _YES_NO.finditer(text):
        if _BEFORE_LABEL.search(text[max(0, match.start() - 3) : match.start()]):
            return _NOTED[match[1]]
    return None


def _marked(text: str) -> Disclosure | None:
    for line in text[:_HEAD_CHARACTERS].splitlines()[:HEAD_LINES]:
        plain = line.replace(" ", "").replace("\u3000", "").strip("*")
        if _SECRET.match(plain):
            return "不予公开"
        if _INTERNAL.match(plain):
            return "内部"
    return None


def copies(all_lines: list[Line]) -> tuple[str, ...]:
    """Units and persons after 抄送：, over further lines until the full stop or the next label."""
    for at, line in enumerate(all_lines):
        match = _COPIES.match(unmarked(line.text)) if "抄" in line.text else None
        if match is None:
            continue
        listed = match[1]
        for following in all_lines[at + 1 : at + _MOST_COPY_LINES]:
            if listed.endswith("。") or _LABEL.search(following.text):
                break
            listed += following.text
        return units_of(listed.partition("。")[0])
    return ()


def contacts(text: str) -> tuple[Contact, ...]:
    """联系人 with their telephone numbers as printed; the unit, or nobody, where only a telephone is given."""
    found: list[Contact] = []
    for match in _CONTACT.finditer(text):
        if contact := _contact(match, match["name"], "phones"):
            found.append(contact)
    for match in _UNIT_CONTACT.finditer(text):
        if any(one.start <= match.start() < one.end for one in found):
            continue
        contact = _contact(match, match["name"], "alone" if match["alone"] else "phones")
        if contact is not None and contact.phones:
            found.append(contact)
    return tuple(sorted(found, key=lambda one: one.start))


def _contact(match: re.Match[str], name: str | None, group: str) -> Contact | None:
    printed = (match[group] or "").rstrip(" 、,，/;；-—－转")
    if sum(char.isdigit() for char in printed) < _FEWEST_DIGITS:
        printed = ""
    if not printed and not name:
        return None
    end = match.start(group) + len(printed) if printed else match.end("name")
    phones = tuple(part for part in _PHONE_PARTS.split(printed) if part)
    return Contact(name, phones, match.start(), end)


def class_mark(head: list[Line]) -> str | None:
    """A, B, C or D in the first lines (domain brief §2.2: top right of the first page)."""
    plain = (unicodedata.normalize("NFKC", unmarked(line.text)) for line in head[:_CLASS_LINES])
    return next((match[1] for line in plain if (match := _CLASS_MARK.match(line))), None)


def own_number(head: list[Line], references: tuple[Reference, ...]) -> Reference | None:
    """The document's own number: one that fills its line in the head (GB/T 9704 7.2.5), else that of a decree."""
    within = [r for r in references if head and r.start < head[-1].end]
    numbers = [r for r in within if r.kind == "doc_number"]
    for line in head:
        for number in numbers:
            if line.start <= number.start < line.end:
                rest = line.text.replace(number.raw, "", 1).strip(" \u3000\xa0（）()*：:")
                if not rest or rest.startswith(_OWN_LABELS) or _CLASS_MARK.match(rest):
                    return number
    return _decree_number(head, [r for r in within if r.kind == "order"])


def _decree_number(head: list[Line], orders: list[Reference]) -> Reference | None:
    """澜州市人民政府令 第36号 alone at the very head, else the decree in the note that says who issued the rule."""
    first, last = {line.start for line in head[:_DECREE_LINES]}, {line.end for line in head[:_DECREE_LINES]}
    alone = (order for order in orders if order.start in first and order.end in last)
    notes = [line for line in head[:_DECREE_LINES] if line.text[0] in "（("]
    noted = (
        order
        for line in notes
        for order in orders
        if line.start < order.start < line.end and line.text[order.end - line.start :].startswith(_ISSUED)
    )
    return next(alone, None) or next(noted, None)


def addressees(after_title: list[Line]) -> tuple[str, ...]:
    """主送机关: the first short line after the title that ends with a colon, parted as it is read."""
    for line in after_title[:_ADDRESSEE_LINES]:
        plain = unmarked(line.text)
        if plain.endswith(("：", ":")) and not _NOT_ADDRESSEE.search(plain):
            return units_of(plain.removeprefix("尊敬的"))
    return ()
