"""Who keeps a store, told from its place alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.data_folders import ServerAddress, StorePlace
from app.server import sharing
from app.server.sharing import Keeper, Sharing
from tests.make import NOON

MAIN = ServerAddress("127.0.0.1", "dealer_desk", "pc_main", port=5432)


@pytest.mark.parametrize(
    ("place", "keeper"),
    [
        (Path("/data/store.db"), Keeper.FILE),
        (MAIN, Keeper.MAIN_PC),
        (replace(MAIN, host="192.0.2.7", user="pc_0123456789ab"), Keeper.OTHER_PC),
        (replace(MAIN, host="db.local", user="dealer"), Keeper.SERVER),
    ],
)
def test_the_place_tells_who_keeps_the_store(place: StorePlace, keeper: Keeper) -> None:
    assert sharing.keeper_of(place) is keeper


def test_where_nothing_is_served_no_pc_is_listed(tmp_path: Path) -> None:
    found = sharing.look(replace(MAIN, folder=tmp_path), {}, at=NOON)
    assert found == Sharing(Keeper.MAIN_PC)
    assert list(tmp_path.iterdir()) == []
