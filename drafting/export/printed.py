"""The elements around the body as they are printed (GB/T 9704—2012, clauses 7.3 and 7.4)."""

from drafting.draft import Draft


def printed_addressee(draft: Draft) -> str:
    """Flush left, with a full-width colon (7.3.2)."""
    return draft.addressee.rstrip("：:") + "："


def printed_contact(draft: Draft) -> str:
    """A note in round brackets under the date (7.3.6); empty where the letter has none."""
    contact = draft.contact.strip().removeprefix("（").removesuffix("）")
    return f"（{contact}）" if contact else ""


def printed_disclosure(draft: Draft) -> str:
    return f"公开方式：{draft.disclosure.removeprefix('公开方式：')}" if draft.disclosure else ""


def printed_copies(draft: Draft) -> str:
    """抄送 ends with a full stop (7.4.2); empty where nobody gets a copy."""
    copies = draft.copies.strip().removeprefix("抄送：").rstrip("。")
    return f"抄送：{copies}。" if copies else ""


def printed_attachments(draft: Draft) -> tuple[str, ...]:
    """附件：1.… without a mark at the end; a single one is not numbered (7.3.4)."""
    if len(draft.attachments) < 2:
        return tuple(f"附件：{name}" for name in draft.attachments)
    first, *rest = draft.attachments
    # Later names stand under the first: three full-width blanks are as wide as 附件：.
    return (f"附件：1.{first}", *(f"　　　{n}.{name}" for n, name in enumerate(rest, 2)))


def printed_by(draft: Draft) -> str:
    """印发机关 on the left and 印发日期 on the right, parted by a tab (7.4.3); the letter's own where none is set."""
    return f"{draft.print_unit or draft.issuer}\t{draft.print_date or draft.date}印发"
