"""What long work tells of how far it is."""

from registry.domain.long_work import part_of


def test_a_part_is_told_as_its_share_of_the_whole() -> None:
    told: list[float] = []
    for part in range(3):
        tell = part_of(lambda done, of: told.append(done / of), part, 3)
        tell(0, 4)
        tell(2, 4)
    assert [round(each, 3) for each in told] == [0, 0.167, 0.333, 0.5, 0.667, 0.833]
