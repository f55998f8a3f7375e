import pytest

from corpus.references import find_references
from corpus.structure.fields import addressees, class_mark, contacts, copies, disclosure, own_number
from corpus.structure.lines import Line, lines


def rows(text: str) -> list[Line]:
    return list(lines(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开方式：主动公开", "主动公开"),
        ("公开方式:依申请公开", "依申请公开"),
        ("**公开方式：**不予公开", "不予公开"),
        ("公 开 方 式：主动公开", "主动公开"),
        ("信息公开选项：依申请公开", "依申请公开"),
        ("（此件公开发布）", "主动公开"),
        ("(此件依申请公开)", "依申请公开"),
        ("（此件不公开）", "不予公开"),
        ("是否公开：是", "主动公开"),
        ("（是否公开：不公开）", "不予公开"),
        ("核对是否公开：是的话应当登记。", None),
        ("应当主动公开政府信息。", None),
        ("", None),
    ],
)
def test_disclosure(text: str, expected: str | None) -> None:
    assert disclosure(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抄送：市政协提案委，市政府办公室。", ["市政协提案委", "市政府办公室"]),
        ("抄 送:省府办公厅", ["省府办公厅"]),
        ("抄报：市政府；市人大常委会办公室。\n", ["市政府", "市人大常委会办公室"]),
        ("**抄送：**市财政局、公安局。", ["市财政局", "市公安局"]),
        (
            "抄送：市政协提案委员会，市政府办公室，\n市财政局。\n澜州市教育局办公室\n",
            ["市政协提案委员会", "市政府办公室", "市财政局"],
        ),
        ("抄送：市政协提案委\n【说明】\n", ["市政协提案委"]),
        ("抄送：市政协提案委\n2024年6月1日印发\n", ["市政协提案委"]),
        ("请各单位抄送：有关部门", []),
    ],
)
def test_copies(text: str, expected: list[str]) -> None:
    assert list(copies(rows(text))) == expected


@pytest.mark.parametrize(
    ("text", "name", "phones"),
    [
        ("（联系人：王某，联系电话：0700—8612345）", "王某", ("0700—8612345",)),
        ("(联系人:赵某某,电话:0700-8612345、13900000000)", "赵某某", ("0700-8612345", "13900000000")),
        ("联 系 人：李某　联系电话：8612345", "李某", ("8612345",)),
        ("联系人：王某同志，电话：8612345", "王某", ("8612345",)),
        ("联系人及电话：王某，8612345", "王某", ("8612345",)),
        ("经办人：王某 联系方式：(0700)8612345", "王某", ("(0700)8612345",)),
        ("联系人：王某", "王某", ()),
        ("联系人：王某，电话：12", "王某", ()),
    ],
)
def test_contacts(text: str, name: str, phones: tuple[str, ...]) -> None:
    (contact,) = contacts(f"前文。\n{text}\n后文")
    assert (contact.name, contact.phones) == (name, phones)
    span = f"前文。\n{text}\n后文"[contact.start : contact.end]
    assert name in span and all(phone in span for phone in phones)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\n澜州市教育局", "A"),
        ("　　　　B类\n澜州市教育局", "B"),
        ("分类：C\n", "C"),
        ("办理结果：B类\n", "B"),
        ("（A类）\n", "A"),
        ("类别标记：Ｄ\n", "D"),
        ("澜州市教育局\n澜教函〔2024〕1号\n标题\n某委员：\nA\n", None),
        ("A类企业名单\n", None),
        ("", None),
    ],
)
def test_class_mark(text: str, expected: str | None) -> None:
    assert class_mark(rows(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("澜州市教育局\n澜教函〔2024〕8号\n标题", "澜教函〔2024〕8号"),
        ("**澜教函[2024]8号**", "澜教函〔2024〕8号"),
        ("澜教函〔2024〕8号　签发人：王某", "澜教函〔2024〕8号"),
        ("发文字号：澜教函〔2024〕8号", "澜教函〔2024〕8号"),
        ("根据澜教函〔2024〕8号要求", None),
        ("", None),
    ],
)
def test_own_number(text: str, expected: str | None) -> None:
    found = own_number(rows(text), find_references(text))
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周某某委员：\n您提出的", ["周某某委员"]),
        ("尊敬的周某某委员：\n您", ["周某某委员"]),
        ("**市质监局:**\n提案收悉", ["市质监局"]),
        ("澜府〔2024〕1号\n各县（区）人民政府，市政府各部门：\n", ["各县（区）人民政府", "市政府各部门"]),
        ("您提出的提案收悉。现答复如下：\n一、", []),
        ("附件：\n", []),
    ],
)
def test_addressees(text: str, expected: list[str]) -> None:
    assert list(addressees(rows(text))) == expected


@pytest.mark.parametrize(
    ("text", "name", "phones"),
    [
        ("联系单位及电话：市教育局基础教育科 0700-8612345", "市教育局基础教育科", ("0700-8612345",)),
        ("联系电话：0700-8612345", None, ("0700-8612345",)),
    ],
)
def test_contacts_without_a_person(text: str, name: str | None, phones: tuple[str, ...]) -> None:
    (contact,) = contacts(text)
    assert (contact.name, contact.phones) == (name, phones)


def test_a_telephone_beside_a_person_is_told_once() -> None:
    assert len(contacts("（联系人：王某，联系电话：0700-8612345）")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("澜州市人民政府令\n第36号\n", "澜州市人民政府令第36号"),
        ("停车规定\n（2023年2月25日澜州市人民政府令第7号公布）\n", "澜州市人民政府令第7号"),
        ("停车规定\n（2023年2月25日澜州市人民政府令第7号修订）\n", None),
    ],
)
def test_the_number_of_a_decree(text: str, expected: str | None) -> None:
    found = own_number(rows(text), find_references(text))
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("内部资料 注意保存\n关于某事的情况\n正文。", "内部"),
        ("（内部文件，不得外传）\n某市某局文件", "内部"),
        ("★内部★\n某市某局文件\n公开方式：主动公开", "内部"),
        ("机密★3年\n特急\n某市某局文件", "不予公开"),
        ("秘密\n某市某局文件", "不予公开"),
        ("加强内部资料管理的通知\n正文。", None),
        ("某市某局\n" * 20 + "内部资料", None),
        ("秘密级文件管理办法\n公开方式：主动公开", "主动公开"),
    ],
)
def test_a_mark_in_the_head_protects(text: str, expected: str | None) -> None:
    assert disclosure(text) == expected
