"""Where the store lies is answered once.

The argument, then the environment, then this PC's setting, then the ordinary place.
"""

import json
from pathlib import Path

import pytest

from app import data_folders


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(data_folders.VARIABLE, raising=False)


def test_the_nearest_answer_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data_folders.store_file() == tmp_path / "data" / "DealerDesk" / "store.db"
    data_folders.workstation_folder().mkdir(parents=True)
    (data_folders.workstation_folder() / "workstation.json").write_text(
        json.dumps({"database": "/srv/named.db"}), encoding="utf-8"
    )
    assert data_folders.store_file() == Path("/srv/named.db")
    monkeypatch.setenv(data_folders.VARIABLE, "/srv/chosen.db")
    assert data_folders.store_file() == Path("/srv/chosen.db")
    assert data_folders.store_file(tmp_path) == tmp_path / "store.db"


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"database": 7}'])
def test_a_torn_setting_is_none(torn: str) -> None:
    data_folders.workstation_folder().mkdir(parents=True)
    (data_folders.workstation_folder() / "workstation.json").write_text(torn, encoding="utf-8")
    assert data_folders.workstation_setting("database") == ""
