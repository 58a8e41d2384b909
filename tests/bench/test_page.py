"""Each part of docs/performance.md is written by what measures it, and leaves the others as they were."""

from pathlib import Path

from tests.bench.page import write_part


def test_a_part_takes_the_place_of_its_former_self_and_of_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Performance\n\nOld.\n")
    write_part("Growth", "First.", page)
    write_part("Bulk", "Many.", page)
    write_part("Growth", "Second.", page)
    write_part("", "# Performance\n\nNew.", page)
    assert page.read_text() == "# Performance\n\nNew.\n\n## Growth\n\nSecond.\n\n## Bulk\n\nMany.\n"
