"""R28: the right kind of document: to whom it goes, who signs it, how it ends."""

import re
from collections.abc import Iterator

from corpus.offices.organs import find_organs, inner_office
from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.elements import elements_data, endings
from drafting.checks.known import first
from drafting.checks.letter import Letter, Piece
from drafting.checks.offence import offence
from drafting.finding import Finding

_RULE = "R28"
_PERSON = re.compile(r"(?:委员|代表)[：:]?$")
_INNER = re.compile(
    r"(?:局|委|委员会|厅|院|中心|部)[\u4e00-\u9fff]{0,12}(?:科|处|股|室|大队|中队)$|^[\u4e00-\u9fff]{2,8}(?:科|股)$"
)
_OFFICE_OF_GOVERNMENT = re.compile(
    r"(?:政府|党委|[省市区县]委|人大|政协|常委会|委员会)(?:办公(?:室|厅))$|^[\u4e00-\u9fff]{2,12}办公室$"
)
# A commission of the government is a department: its office signs no letter (a party commission's office does).
_OFFICE_OF_DEPARTMENT = re.compile(
    r"(?:发展和?改革|卫生健康|住房和?城乡建设|国有资产监督管理|教育|农业农村|交通运输?|经济和?信息化|民族宗教事务|科学技术|商务|水务"
    r"|规划和自然资源|城市管理|体育)委(?:员会)?办公室$"
)
_OPINION_TITLE = re.compile(r"[会协汇]办意见")
_ANSWERS = re.compile(r"专此答复|特此答复|谨此答复")
_FOR_REFERENCE = re.compile(r"以上意见[^。]{0,6}(?:供|请)[^。]{0,8}(?:参考|参阅|研处|酌处)")
_ONLY_HELPS = re.compile(r"由我(?:局|委|厅|办|单位)(?:参与|协助|配合|会同)办理|由我(?:局|委|厅|办|单位)[会协汇]办")
_TO_MEMBER = re.compile(r"感谢您|您提出|您的(?:提案|建议)")


def right_kind(letter: Letter, dossier: Dossier) -> Offenders:
    """An opinion goes to the lead unit, a unit signs and no office within it, no ending of another kind."""
    yield from _addressed(letter, dossier)
    yield from _signed(letter)
    yield from _endings(letter)
    yield from _others_ending(letter)
    title = first(letter, "title")
    name = letter.document.title or ""
    if title is None and (match := re.search(elements_data()["title"]["foreign"], name)):
        at = letter.text.find(name)
        span = (at + match.start(), at + match.end()) if at >= 0 else None
        yield offence(letter, _RULE, "B", f"文种不对：答复用函，不用{match.group()[1:]}。", span)


def _addressed(letter: Letter, dossier: Dossier) -> Iterator[Finding]:
    line, title = first(letter, "addressee"), first(letter, "title")
    says_opinion = title is not None and _OPINION_TITLE.search(title.text) is not None
    helps = dossier.role == "会办" or says_opinion
    if helps and line is not None and _PERSON.search(line.text) and not letter.is_open(line.start, line.end):
        message = "会办意见写给主办单位，不直接写给提出者。"
        yield offence(letter, _RULE, "B", message, (line.start, line.end), expected="主办单位：")
    opening = first(letter, "opening")
    to_member = line is not None and _PERSON.search(line.text)
    if opening is not None and to_member and (match := _ONLY_HELPS.search(opening.text)):
        span = (opening.start + match.start(), opening.start + match.end())
        yield offence(letter, _RULE, "W", "写的是参与办理，却直接答复提出者：答复由主办单位作出。", span)
    if says_opinion and title is not None and dossier.role not in (None, "会办"):
        yield offence(
            letter, _RULE, "B", f"{dossier.role}单位出具的是答复，不是会办意见。", (title.start, title.end)
        )  # fmt: skip
    if dossier.role == "会办" and title is not None and not says_opinion and "答复" in title.text:
        yield offence(
            letter, _RULE, "B", "会办单位出具会办意见，不出具答复。", (title.start, title.end)
        )  # fmt: skip
    if letter.kind == "opinion" and (line is None or not _PERSON.search(line.text)):
        for match in _TO_MEMBER.finditer(letter.text, *letter.body):
            yield offence(letter, _RULE, "W", "会办意见不用对提出者说话的口气。", match.span())


def _signed(letter: Letter) -> Iterator[Finding]:
    for piece in letter.of_kind("signature", "head"):
        name = "".join(piece.text.split())
        if letter.is_open(piece.start, piece.end) or not _is_inner(piece, name):
            continue
        yield offence(
            letter, _RULE, "B", f"由承办单位署名，不由内设机构“{name}”署名。", (piece.start, piece.end)
        )  # fmt: skip


def _is_inner(piece: Piece, name: str) -> bool:
    if piece.kind == "head" and not name.endswith(("科", "处", "股", "办公室")):
        return False
    if _OFFICE_OF_DEPARTMENT.search(name):
        return True
    if _OFFICE_OF_GOVERNMENT.search(name) and not re.search(r"(?:局|厅|院|中心)办公室$", name):
        return False
    organs = list(find_organs(name))
    if organs and organs[-1].end == len(name):
        return False
    behind = organs and organs[-1].end < len(name) and inner_office(name, organs[-1].end)
    return bool(behind) or _INNER.search(name) is not None


def _endings(letter: Letter) -> Iterator[Finding]:
    tail = letter.statements[len(letter.statements) // 2].start if letter.statements else len(letter.text)
    for entry in elements_data()["foreign"]:
        for match in re.compile(entry["pattern"], re.MULTILINE).finditer(letter.text, tail):
            if letter.is_open(*match.span()) or not _begins(letter.text, match.start()):
                continue
            right = entry["opinion" if letter.kind == "opinion" else "right"]
            why = entry["why"].format(match.group()[2:4])
            yield offence(
                letter, _RULE, "B", f"结语不当：{why}，答复用“专此答复。”。", match.span(), expected=right,
                replacement=right if "\n" not in match.group() else None,
            )  # fmt: skip


def _others_ending(letter: Letter) -> Iterator[Finding]:
    """An opinion's ending in a reply, a reply's in an opinion."""
    opinion = letter.kind == "opinion"
    for statement in endings(letter):
        if (_ANSWERS if opinion else _FOR_REFERENCE).match(statement.text):
            right = "专此函复。" if opinion else "专此答复。"
            name = "会办意见" if opinion else "答复"
            yield offence(
                letter, _RULE, "W", f"{name}不用这样的结语。", (statement.start, statement.end), replacement=right
            )  # fmt: skip


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at ``at``."""
    before = text[:at].rstrip(" \u3000\xa0")
    return not before or before[-1] in "。！？\n"


CHECKS = (Check(_RULE, right_kind),)
