"""What long work tells of how far it is."""

import pytest

from registry.domain.long_work import Stopped, in_parts, part_of


def test_a_part_is_told_as_its_share_of_the_whole() -> None:
    told: list[float] = []
    for part in range(3):
        tell = part_of(lambda done, of: told.append(done / of), part, 3)
        tell(0, 4)
        tell(2, 4)
    assert [round(each, 3) for each in told] == [0, 0.167, 0.333, 0.5, 0.667, 0.833]


def test_of_work_in_parts_it_is_said_what_stays() -> None:
    def stop(_done: int, _of: int) -> None:
        raise Stopped

    told: list[tuple[int, int]] = []
    in_parts(lambda done, of: told.append((done, of)), "two stay")(1, 3)
    assert told == [(1, 3)]
    with pytest.raises(Stopped, match=r"^Stopped; two stay\."):
        in_parts(stop, "two stay")(1, 3)
    assert Stopped().message == "Stopped; nothing was written."
