"""Titles in their marks (书名号)."""

_INNER = str.maketrans("《》", "〈〉")


def in_marks(title: str) -> str:
    """``title`` in 《》, with single marks inside (GB/T 15834—2011, 4.15.3.3): 《关于印发〈停车办法〉的通知》."""
    return f"《{title.translate(_INNER)}》"
