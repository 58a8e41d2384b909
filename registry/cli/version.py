"""The version that is installed."""

from registry.cli import output


def say_version() -> None:
    """Write the version that is installed."""
    from importlib.metadata import version

    output.line(f"throughcare {version('throughcare')}")
