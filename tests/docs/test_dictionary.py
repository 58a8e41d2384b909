"""The data dictionary is the schema and nothing else."""

from schemas import load_schema
from tests.docs.dictionary import PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make dictionary`"


def test_every_column_has_a_title_a_description_a_source_and_what_is_allowed() -> None:
    for name, table in load_schema("dataset", "1.0")["$defs"].items():
        if name == "release":
            continue
        assert table["required"] == list(table["properties"]), name
        for column, said in table["properties"].items():
            assert said["title"], column
            assert said["description"].endswith("."), column
            assert said["source"], column
            assert said["type"] == "string", column
            assert ("enum" in said) != ("pattern" in said), column
