"""Two units under one directory, that hand each other releases of their catalogues."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from registry.catalogue.loader import PROGRAMMES
from registry.custody.bags import FLOOR_COST
from registry.domain.people import Tier
from registry.services.directories import install_directory, unit_card
from registry.services.trust_list import card_bytes, describe_file, make_directory, make_root, sign_with_root
from tests.homes import ADMIN, GARETH, Answer, TestHome, make_home

WALK = {
    "id": "WALK",
    "title": "Walking and talking",
    "aliases": ["Walk and talk"],
    "activity": "Walks in a small group",
    "kind": "treatment",
    "form": "programme",
    "needs": ["staying-well"],
    "editions": [
        {
            "id": "WALK/2026",
            "shapes": [{"id": "group", "title": "Group", "group": {"least": 12, "most": 12}}],
            "modules": [
                {"id": "out", "title": "Out and about", "required": "yes"},
                {"id": "back", "title": "Looking back", "required": "yes"},
            ],
            "completion": {
                "text": "All walks and a last talk.",
                "judgedBy": "an occupational therapist",
                "needsAllRequiredModules": True,
                "needsExpectedDose": True,
            },
        }
    ],
    "facts": {"title": {"source": "Ashmere's own manual, 2026", "confidence": "local"}},
}


class Units(NamedTuple):
    """Two units under one directory, and a folder for what goes between them."""

    ashmere: TestHome
    thornfield: TestHome
    folder: Path


def found(folder: Path) -> Units:
    homes = make_home(folder / "ashmere"), make_home(folder / "thornfield", name="Thornfield", tier=Tier.MEDIUM)
    cards = []
    for home in homes:
        with home.sit(ADMIN) as sitting:
            cards.append(card_bytes(unit_card(sitting)))
    root = make_root(folder / "root.bag", "a root keeps a long secret", cost=FLOOR_COST)
    now = datetime.now(UTC).replace(microsecond=0)
    unsigned = make_directory(
        name="North",
        cards=cards,
        root_keys=(root,),
        threshold=1,
        valid_from=now,
        valid_until=now + timedelta(days=30),
    )
    signed = sign_with_root(unsigned, folder / "root.bag", "a root keeps a long secret", now=now)
    for home in homes:
        with home.sit(ADMIN) as sitting:
            install_directory(sitting, signed, roots_words=describe_file(signed).roots)
        person = ("participant", "add", "--surname", "Okafor", "--given", "Daniel", "--born", "4/5/1988")
        assert home.type(*person, "--nhs", "999 000 0018").code == 0
    return Units(*homes, folder)


def write(folder: Path, name: str, content: Any) -> str:
    (folder / name).write_text(json.dumps(content), "utf-8")
    return str(folder / name)


def add_walk(units: Units, home: TestHome | None = None, *more: str, **changes: Any) -> Answer:
    file = write(units.folder, "walk.json", {**WALK, **changes})
    return (home or units.ashmere).type("catalogue", "add", file, *more, user=GARETH)


def release(units: Units, name: str, *more: str) -> Path:
    made = units.ashmere.type("catalogue", "release", "-o", str(units.folder / name), *more, user=GARETH)
    assert made.code == 0, made.err
    return units.folder / name


def imported(units: Units, file: Path, *more: str) -> Answer:
    return units.thornfield.type("catalogue", "import", str(file), *more, user=GARETH)


def folder_of(units: Units, name: str, **changed: dict[str, Any] | None) -> str:
    """A folder of three shipped programmes as they are, but for what `changed` says; None leaves one out."""
    made = units.folder / name
    made.mkdir()
    for programme in ("RESOLVE", "BC-MI", "IOW"):
        plain = json.loads((PROGRAMMES / f"{programme}.json").read_bytes())
        change = changed.get(programme.replace("-", "_"), {})
        if change is not None:
            write(made, f"{programme}.json", {**plain, **change})
    return str(made)
