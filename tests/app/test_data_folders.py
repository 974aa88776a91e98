"""Where the store lies is answered once.

The argument, then the environment, then this PC's setting, then the ordinary place.
"""

import json
from pathlib import Path

import pytest

from app import data_folders
from app.errors import Cause, Trouble
from db.store_address import ServerAddress


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(data_folders.VARIABLE, raising=False)


def test_the_nearest_answer_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folders.store_place() == tmp_path / "data" / "DealerDesk" / "store.db"
    data_folders.workstation_folder().mkdir(parents=True)
    (data_folders.workstation_folder() / "workstation.json").write_text(
        json.dumps({"database": "/srv/named.db"}), encoding="utf-8"
    )
    assert data_folders.store_place() == Path("/srv/named.db")
    monkeypatch.setenv(data_folders.VARIABLE, "/srv/chosen.db")
    assert data_folders.store_place() == Path("/srv/chosen.db")
    assert data_folders.store_place(tmp_path) == tmp_path / "store.db"
    assert data_folders.store_place(tmp_path, "/srv/said.db") == Path("/srv/said.db")


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"database": 7}'])
def test_a_torn_setting_is_none(torn: str) -> None:
    data_folders.workstation_folder().mkdir(parents=True)
    (data_folders.workstation_folder() / "workstation.json").write_text(torn, encoding="utf-8")
    assert data_folders.workstation_setting("database") == ""


def test_what_belongs_to_a_server_stays_in_a_folder_of_this_pc(tmp_path: Path) -> None:
    place = data_folders.store_place(None, "postgresql://u:secret@main-pc/dealer")
    assert isinstance(place, ServerAddress)
    folder = data_folders.local_folder(place)
    assert folder == tmp_path / "data" / "DealerDesk" / "server-main-pc_5432_dealer"
    assert data_folders.practice_file(place) == folder / "practice.db"
    assert data_folders.lock_file(place).parent == folder
    assert not data_folders.is_missing(place) and not data_folders.is_practice(place)
    chosen = data_folders.store_place(tmp_path / "here", "postgresql://u:secret@main-pc/dealer")
    assert data_folders.local_folder(chosen) == tmp_path / "here"
    assert not (tmp_path / "data").exists()


def test_an_address_in_the_environment_or_the_settings_never_becomes_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(data_folders.VARIABLE, "postgresql://u:secret@main-pc/dealer")
    assert str(data_folders.store_place()) == "main-pc:5432/dealer"
    monkeypatch.setenv(data_folders.VARIABLE, "mysql://u:secret@main-pc/dealer")
    with pytest.raises(Trouble) as trouble:
        data_folders.store_place()
    assert (trouble.value.cause, trouble.value.where) == (Cause.ADDRESS, "mysql:")


def test_the_server_that_a_folder_names_comes_before_its_file(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    assert data_folders.store_place(tmp_path) == tmp_path / "store.db"
    (tmp_path / "store.server").write_text("postgresql://pc_1@10.0.0.5:5433/shop\n", "utf-8")
    place = data_folders.store_place(tmp_path)
    assert isinstance(place, ServerAddress)
    assert (str(place), place.user, place.folder) == ("10.0.0.5:5433/shop", "pc_1", tmp_path)
    assert place.options == ()
    for name in ("store.login", "store.crt"):
        (tmp_path / name).touch()
    place = data_folders.store_place(tmp_path)
    assert isinstance(place, ServerAddress)
    assert dict(place.options) == {
        "passfile": str(tmp_path / "store.login"),
        "sslmode": "verify-ca",
        "sslrootcert": str(tmp_path / "store.crt"),
    }
    assert data_folders.store_place(tmp_path, str(tmp_path / "other.db")) == tmp_path / "other.db"
    (tmp_path / "store.server").write_text("shop", "utf-8")
    with pytest.raises(Trouble) as trouble:
        data_folders.store_place(tmp_path)
    assert trouble.value.cause is Cause.ADDRESS
