"""`make vectors`: writes every file below `tests/vectors`, takes away what is no longer made, and writes anew what the
documents say of them.
"""

from pathlib import Path

from tests.vector_maker import examples, table
from tests.vector_maker.catalogue import build

VECTORS = Path(__file__).parent.parent / "vectors"


def main() -> None:
    """Write the files."""
    files = build()
    for path in sorted(VECTORS.rglob("*")):
        if path.is_file() and path.relative_to(VECTORS).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = VECTORS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    table.PAGE.write_text(table.make_table(), "utf-8")
    examples.PAGE.write_text(examples.worked_out(examples.PAGE.read_text("utf-8"), files), "utf-8")


if __name__ == "__main__":
    main()
