"""The program's start: ``dafu``. Light on purpose: nothing heavy is imported before a command needs it."""

import sys


def main() -> None:
    """Runs the command line and leaves with its exit code."""
    from api.packages import explain, foreign_packages

    # Before anything of the project is imported: a foreign package of the same name must be told, not run.
    if foreign := foreign_packages():
        sys.stderr.write(explain(foreign) + "\n")
        sys.exit(1)
    from api.command_line import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
