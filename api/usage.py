"""Wrong usage of the command line in Chinese: the library's own messages are English."""

import re

from typer.exceptions import TyperException

_NO_COMMAND = re.compile(r"No such command '([^']+)'")
_EXTRA = re.compile(r"unexpected extra argument\(?s?\)? \((.*)\)")
_TOO_LARGE = re.compile(r"less than or equal to (\S+)")
_TOO_SMALL = re.compile(r"greater than or equal to (\S+)")
# By the name of the library's error; {} is the option or argument it is about.
_SAID = {
    "NoSuchOption": "没有 {} 这个选项。",
    "BadOptionUsage": "选项 {} 后面缺少内容。",
    "MissingParameter": "缺少 {}。",
    "BadParameter": "{} 的内容不对。",
}


def explain_usage(error: TyperException) -> str:
    """One Chinese sentence for a usage error, and where the help of the command is."""
    return f"{_sentence(error)}用法见：{_command(error)} --help"


def _sentence(error: TyperException) -> str:
    text, name = error.format_message(), _name(error)
    if match := _NO_COMMAND.search(text):
        return f"没有 {match[1]} 这个命令。"
    if match := _EXTRA.search(text):
        return f"多出了参数：{match[1]}。"
    if match := _TOO_LARGE.search(text):
        return f"{name} 不能大于 {match[1]}。"
    if match := _TOO_SMALL.search(text):
        return f"{name} 不能小于 {match[1]}。"
    if "valid integer" in text:
        return f"{name} 应当是整数。"
    if "Missing command" in text:
        return "没有写命令。"
    said = _SAID.get(type(error).__name__)
    return said.format(name) if said else f"{text} "


def _name(error: TyperException) -> str:
    """The option as it is typed, or the argument as the help names it."""
    if option := getattr(error, "option_name", None):
        return str(option)
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    name = str(parameter.opts[0])
    return name if name.startswith("-") else str(parameter.metavar or name)


def _command(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "dafu"
