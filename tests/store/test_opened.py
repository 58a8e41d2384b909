"""The checks of an open database."""

import shutil
from pathlib import Path

import pytest

from registry.domain.errors import StorageFailed
from registry.store.engine import DATABASE_NAME
from registry.store.opened import Store
from tests.homes import file_only

pytestmark = file_only
KEY = bytes(range(32))
PAGE, FRAME_HEAD, LOG_HEAD = 4_096, 24, 32


def test_a_page_that_a_power_cut_tore_is_taken_from_the_log(tmp_path: Path) -> None:
    """Only the file's own pages are looked at: what the log has whole goes into them first."""
    path = tmp_path / DATABASE_NAME
    store = Store.make(path, KEY)
    store.finish()
    store = Store.open(path, KEY)
    with store.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE more (id INTEGER PRIMARY KEY)")
    left = tmp_path / "left"
    left.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(tmp_path / f"{DATABASE_NAME}{suffix}", left)
    store.close()
    log, torn = (left / f"{DATABASE_NAME}-wal").read_bytes(), bytearray((left / DATABASE_NAME).read_bytes())
    pages = [int.from_bytes(log[at : at + 4]) for at in range(LOG_HEAD, len(log), FRAME_HEAD + PAGE)]
    written = next(page for page in pages if page * PAGE <= len(torn))
    torn[(written - 1) * PAGE + 2_048 : written * PAGE] = bytes(2_048)
    (left / DATABASE_NAME).write_bytes(torn)
    cut = Store.open(left / DATABASE_NAME, KEY)
    assert cut.integrity() == ()
    cut.close()
    # Without the log the same page is damage, and told.
    (left / DATABASE_NAME).write_bytes(torn)
    with pytest.raises(StorageFailed, match="damaged"):
        Store.open(left / DATABASE_NAME, KEY).integrity()
