"""The page that says who may do what is the matrix and the services, and nothing else."""

from tests.docs.permissions import PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make permissions`"
