"""The script makes the store that the revisions make, with a history of its own."""

import hmac
import shutil
from pathlib import Path
from typing import Any

import pytest

from db import engine as engines
from db import file_copy, new_store, schema_version, upgrade

pytestmark = pytest.mark.sqlite_only("a server makes its store by the revisions")
MIGRATIONS = Path(upgrade.__file__).parent / "migrations"


def _rows(raw: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables that can be read; those of the history without its secret."""
    names = raw.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    found = {name: raw.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names}
    return found | {"audit_chain": [row[3:] for row in found["audit_chain"]]}


@pytest.fixture(scope="module")
def by_revisions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("revisions") / "store.db"
    upgrade.make_by_revisions(path).dispose()
    return path


def test_the_script_is_that_of_the_revisions_here(by_revisions: Path, tmp_path: Path) -> None:
    """Else: `make schema`."""
    shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    with engines.reading_only(by_revisions) as raw:
        new_store.write(raw, tmp_path / "migrations")
    written = (tmp_path / "migrations" / new_store.SCRIPT).read_text("utf-8")
    assert written == (MIGRATIONS / new_store.SCRIPT).read_text("utf-8")


def test_a_store_by_the_script_is_one_by_the_revisions(by_revisions: Path, tmp_path: Path) -> None:
    by_script = tmp_path / "store.db"
    upgrade.prepare(by_script).dispose()
    assert engines.inspect(by_script) == engines.inspect(by_revisions) == schema_version.SCHEMA
    with engines.reading_only(by_script) as new, engines.reading_only(by_revisions) as old:
        assert file_copy.things(new) == file_copy.things(old)
        assert _rows(new) == _rows(old)


def test_each_history_has_a_key_of_its_own(tmp_path: Path) -> None:
    kept = []
    for name in ("one.db", "two.db"):
        upgrade.prepare(tmp_path / name).dispose()
        with engines.reading_only(tmp_path / name) as raw:
            kept += raw.execute("SELECT audit_key, audit_start FROM audit_chain").fetchall()
    assert len({key for key, _start in kept}) == 2
    for key, start in kept:
        assert hmac.new(bytes.fromhex(key), digestmod="sha256").hexdigest()[:32] == start


def test_of_other_revisions_the_script_is_not_used(tmp_path: Path) -> None:
    shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (tmp_path / "migrations" / "versions" / "9999_later.py").write_text("")
    raw = engines.sqlcipher3.dbapi2.connect(":memory:")
    assert not new_store.make(raw, tmp_path / "migrations")
    assert raw.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert new_store.make(raw, MIGRATIONS)
    raw.close()
