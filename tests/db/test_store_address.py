"""An address is understood or refused; it never becomes a file, and its password is never shown."""

import pickle
import traceback
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text

from db import engine as engines
from db import upgrade
from db.failures import Cause, Trouble
from db.store_address import ServerAddress, hide_password, parse, text_of

SECRET = "s3cret-Wort"
REFUSED = [
    f"mysql://u:{SECRET}@host/db",
    f"http://u:{SECRET}@host/db",
    f"file:{SECRET}.db",
    f"memory:{SECRET}",
    f"postgresql:{SECRET}",
    f"postgresql:/u:{SECRET}@host/db",
    f"postgresql://u:{SECRET}@host",
    f"postgresql://u:{SECRET}@host/",
    f"postgresql://u:{SECRET}@host:port/db",
    f"postgresql://u:{SECRET}@host:99999/db",
    f"postgresql://u:a/{SECRET}@host/db",
    f"postgresql://u:1/{SECRET}@host/db",
    f"postgresql://u:1?{SECRET}@host/db",
    f"postgresql://u:a#{SECRET}@host/db",
    f"postgresql://u:1#{SECRET}@host/db",
    f"postgresql://u:{SECRET}@[host/db",
    f"postgresql://u:{SECRET}@host/db?options=-c%20x",
    f"postgresql://u:{SECRET}@host/db?password={SECRET}",
    f"postgresql+asyncpg://u:{SECRET}@host/db",
    f"sqlite:{SECRET}",
    f"sqlite://{SECRET}/x",
    "sqlite:///:memory:",
    "sqlite://",
]


@pytest.mark.parametrize("address", REFUSED)
def test_any_other_scheme_is_refused_and_names_nothing_of_it(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Trouble) as trouble:
        parse(address)
    assert trouble.value.cause is Cause.ADDRESS
    assert trouble.value.where == address.partition(":")[0] + ":"
    assert SECRET not in "".join(traceback.format_exception(trouble.value))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://u@main-pc/dealer", "main-pc:5432/dealer"),
        (f"postgres://u:{SECRET}@main-pc:6000/dealer", "main-pc:6000/dealer"),
        (f"POSTGRESQL://u:{SECRET}@10.0.0.8/dealer?sslmode=verify-full", "10.0.0.8:5432/dealer"),
        ("postgresql://u@[fe80::1]:5433/dealer", "[fe80::1]:5433/dealer"),
        ("postgresql://u@/dealer?host=/run/pg", "/run/pg:5432/dealer"),
        ("postgresql://u@host/%E9%97%A8%E5%BA%97", "host:5432/门店"),
    ],
)
def test_a_server_is_read_and_told_without_its_login(address: str, told: str) -> None:
    place = parse(address)
    assert isinstance(place, ServerAddress)
    assert str(place) == told and place.user == "u"
    assert SECRET not in repr(place) + str(place) + f"{place!r:s}"


def test_a_password_may_hold_any_sign_that_is_escaped() -> None:
    place = parse("postgresql://u%40h:a%2Fb%3Fc%23d%40e%3Af@host/db")
    assert isinstance(place, ServerAddress)
    assert (place.user, place.password) == ("u@h", "a/b?c#d@e:f")
    assert pickle.loads(pickle.dumps(place)) == place, "another process is given the whole of it"


@pytest.mark.parametrize(
    "name",
    [
        "a?mode=ro.db",
        "100%.db",
        "a#b.db",
        "50%25.db",
        "空 格.db",
        "a&b=c.db",
        "a'b\"c.db",
        "x:y.db",
    ],
)
@pytest.mark.parametrize("prefix", ["", "sqlite:///"])
def test_a_path_opens_exactly_the_file_named(tmp_path: Path, name: str, prefix: str) -> None:
    place = parse(f"{prefix}{tmp_path}/{name}")
    assert place == tmp_path / name
    upgrade.prepare(place).dispose()
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert engines.inspect(place) > 0
    engine = engines.open_store(place)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    engine.dispose()
    raw = driver.connect(str(tmp_path / name))
    assert raw.execute("SELECT count(*) FROM alembic_version").fetchone() == (0,)
    raw.close()


def test_a_relative_path_and_a_drive_are_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse("store.db") == tmp_path / "store.db"
    assert parse("./a:b.db") == tmp_path / "a:b.db"
    assert parse(":memory:") == tmp_path / ":memory:"
    assert parse("sqlite:///store.db") == tmp_path / "store.db"
    assert isinstance(parse(r"C:\Daten\store.db"), Path)


@pytest.mark.parametrize(
    "said",
    [
        f"invalid choice: 'postgresql://u:{SECRET}@host/db'",
        f"postgresql://u:pa/{SECRET}@host/db and postgres://v:{SECRET}@other/db",
        f"host=h password={SECRET} dbname=d",
        f"postgresql://u@h/d?password={SECRET}&x=1",
    ],
)
def test_what_others_have_worded_loses_its_password(said: str) -> None:
    assert SECRET not in hide_password(said)
    assert hide_password("at 10:30, host:5432/db, a@b.cn") == "at 10:30, host:5432/db, a@b.cn"


@pytest.mark.parametrize(
    "written",
    [
        "postgresql://u@host:5433/d",
        "postgresql://host:5432/d?sslmode=require",
        "postgresql://%C3%BC%40x@[::1]:5432/a%3Fb",
        "postgresql://u@:5432/d?host=%2FTmp%2FSock",
    ],
)
def test_an_address_is_written_as_it_is_read(written: str) -> None:
    place = parse(written.replace("@", ":geheim@", 1))
    assert isinstance(place, ServerAddress)
    assert text_of(place) == written
