"""The help of the command line in Chinese: headings, usage line and the help option's own line."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

_TITLES = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
}


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.replace("[OPTIONS]", "[选项]") for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _use_chinese_titles()
        super().format_help(ctx, formatter)


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, "命令 [选项]…", prefix="用法：")

    def get_help_option(self, ctx: Any) -> Any:
        return _in_chinese(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _use_chinese_titles()
        super().format_help(ctx, formatter)


def _in_chinese(option: Any) -> Any:
    if option is not None:
        option.help = "显示这份帮助。"
    return option


def _use_chinese_titles() -> None:
    # The library keeps its headings in module constants and has no setting for them.
    from typer import rich_utils

    for name, title in _TITLES.items():
        setattr(rich_utils, name, title)
