"""Where the command `throughcare` begins: the one answer that needs no command line, else the command line."""

import sys


def main() -> None:
    """Say the version, or run the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:
        # Without the parser, whose import alone takes most of the time there is.
        say_version()
        return
    from registry.cli.main import main as run

    run()


def say_version() -> None:
    """Write the version that is installed."""
    from importlib.metadata import version

    from registry.cli import output

    output.line(f"throughcare {version('throughcare')}")
