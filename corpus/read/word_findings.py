"""What the reader of Word files left out or resolved, told to the officer in the end."""

from dataclasses import dataclass, field

_MOST_PLACES = 5  # paragraphs named in one notice


@dataclass(slots=True)
class Findings:
    """Collected while the file is read; ``pictures`` and ``embedded`` hold paragraphs of the body from 0."""

    tracked: bool = False
    hidden: bool = False
    contents: bool = False
    macros: bool = False
    heading_pictures: bool = False
    comments: int = 0
    pictures: list[int] = field(default_factory=list)
    embedded: list[int] = field(default_factory=list)

    def notices(self) -> tuple[str, ...]:
        """Chinese sentences, ready to show."""
        told = (
            (self.tracked, "文件带有修订痕迹，已按全部接受修订后的文字读取。"),
            (self.comments > 0, f"文件有 {self.comments} 处批注，批注内容未读取。"),
            (self.hidden, "文件有隐藏文字，未读取。"),
            (self.contents, "文件的自动目录未读取，各级标题见正文。"),
            (bool(self.pictures), f"{_places(self.pictures)}有图片或图表，未读取其中文字。"),
            (self.heading_pictures, "页眉或页脚有图片，未读取其中文字。"),
            (bool(self.embedded), f"{_places(self.embedded)}嵌入了另一个文件，其内容未读取；需要的请单独导入。"),
            (self.macros, "文件带有宏，没有运行，只读取了文字。"),
        )
        return tuple(notice for is_so, notice in told if is_so)


def _places(paragraphs: list[int]) -> str:
    numbers = sorted({at + 1 for at in paragraphs})
    named = "、".join(map(str, numbers[:_MOST_PLACES]))
    return f"第 {named} 段" + (f"等 {len(numbers)} 处" if len(numbers) > _MOST_PLACES else "")
