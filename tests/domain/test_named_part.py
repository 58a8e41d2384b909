"""A part of a course is one of its edition's, however somebody spells it."""

import pytest

from registry.catalogue.loader import load_catalogue
from registry.domain.edition import named_part
from registry.domain.errors import NotFound


def test_a_part_is_known_by_its_id_its_title_and_how_it_begins() -> None:
    catalogue = load_catalogue()
    edition = next(one for one in catalogue.programmes["DBT"].editions if one.components)
    for part in edition.components:
        assert named_part(edition, part.id) == part.id
        assert named_part(edition, part.title.upper()) == part.id
    assert named_part(edition, "individual") == next(one.id for one in edition.components if "ndividual" in one.title)
    for wrong in ("group work", "", "x"):
        with pytest.raises(NotFound, match="has no part"):
            named_part(edition, wrong)


def test_the_words_stand_where_nobody_knows_the_parts() -> None:
    catalogue = load_catalogue()
    edition = next(one for each in catalogue.programmes.values() for one in each.editions if not one.components)
    assert named_part(edition, "skills group") == "skills group"
