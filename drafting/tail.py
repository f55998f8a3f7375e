"""What stands around the body of a letter (number, class, disclosure, copies, contact), and what each rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.offices.organs import same_organ
from drafting.address import Address
from drafting.class_mark import class_mark
from drafting.draft import Basis, LetterKind, Stance
from drafting.formulas import phrase
from drafting.frame import Frame
from drafting.jurisdiction_values import Recipient
from drafting.matter import Matter
from drafting.wording import unit_name

_CLASSED: tuple[LetterKind, ...] = ("reply", "second_reply")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the frame as printed, with what it rests on."""

    text: str
    basis: tuple[Basis, ...] = ()


def doc_number(matter: Matter, frame: Frame) -> Part:
    """The code of the place's series, else of the issuer's newest stored letter, with the number left open."""
    letter = "opinion" if frame.letter == "opinion" else "reply"
    series = next((one for one in frame.ways.series if one.letter == letter), None)
    if series is not None:
        code, basis = series.code, Basis("doc_number", series.code, series.scope.source)
    elif frame.series is not None:
        code = frame.series.code
        basis = Basis("doc_number", code, "本单位以往发文的文号", frame.series.source)
    else:
        return Part(phrase("placeholder", "doc_number"))
    year = matter.date[:4] if matter.date else phrase("placeholder", "number_year")
    return Part(phrase("placeholder", "number", code=code, year=year), (basis,))


def class_of(
    stances: Sequence[Stance | None], frame: Frame, settled: bool
) -> tuple[str | None, str, tuple[Basis, ...]]:
    """(letter of the class, form it is printed in, basis); no letter for what is not classed and where the place
    classes in words only, a placeholder while it is open."""
    scheme = frame.ways.classes
    if frame.letter not in _CLASSED or (scheme is not None and not scheme.marks):
        return None, "{类}", ()
    mark = class_mark(stances, scheme) if settled else None
    if scheme is None or mark is None:
        return phrase("placeholder", "class_mark"), "{类}", ()
    return mark, scheme.printed, (Basis("class_mark", mark, scheme.scope.source),)


def disclosure(frame: Frame) -> tuple[Part, str]:
    """公开方式 by the place's policy, and the reason where it is not 主动公开."""
    policy = frame.ways.disclosed(frame.letter)
    if policy is None:
        return Part(phrase("placeholder", "disclosure")), ""
    reason = frame.ways.reason(policy.reason) if policy.reason else None
    why = f"{reason.text}（{reason.cite}）" if reason else policy.reason or ""
    return Part(policy.value, (Basis("disclosure", policy.value, policy.scope.source),)), why


def copies(matter: Matter, frame: Frame, consulted: Sequence[str], to: Address) -> Part:
    """抄送 as the place lays down, with the case's co-handlers and the joint proposers who are not addressed."""
    if frame.letter == "opinion":
        return Part("")
    rule = frame.ways.copies
    if rule is None:
        return Part(phrase("placeholder", "copies"))
    names: list[str] = []
    basis: list[Basis] = []
    for recipient in rule.to:
        for name, by_rule in _printed(recipient, matter, consulted, to):
            own = matter.issuer is not None and same_organ(name, matter.issuer)
            if own or name in names:
                continue
            names.append(name)
            if by_rule:
                basis.append(Basis("copies", name, rule.scope.source))
    return Part("，".join(names) or phrase("placeholder", "copies"), tuple(basis))


def _printed(recipient: Recipient, matter: Matter, consulted: Sequence[str], to: Address) -> Iterator[tuple[str, bool]]:
    """The names a recipient stands for, and whether each is the rule's own word."""
    if recipient.name == "{会办单位}":
        heard = [unit_name(unit, matter) for unit in matter.case.co_units]
        more = [name for name in consulted if not any(same_organ(name, other) for other in heard)]
        yield from ((name, False) for name in (*heard, *more))
    elif recipient.name == "{联名人}":
        if to.others:
            yield to.others, False
    elif recipient.generic:
        yield phrase("placeholder", "recipient", name=recipient.name), False
    else:
        yield recipient.name, True


def contact(frame: Frame) -> Part:
    """联系人 as the administrator gave it for the unit; nobody is made up."""
    given = frame.ways.contact
    if given is None:
        return Part(phrase("placeholder", "contact"))
    text = f"联系人：{given.name}，联系电话：{given.phone}"
    return Part(text, (Basis("contact", text, given.scope.source),))
