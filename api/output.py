"""What the command line prints: results on standard output, everything else on standard error."""

import json
import sys


def print_json(value: object) -> None:
    """One JSON value and a line feed; characters as they are, never as escapes."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def show(*lines: str) -> None:
    """A result for a person."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def note(*lines: str) -> None:
    """A message beside the result: progress in words, hints, warnings."""
    sys.stdout.flush()
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.flush()


def use_utf8() -> None:
    """JSON is UTF-8 wherever it goes, and a name that is no valid text must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
