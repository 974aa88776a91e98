"""What happens to the store's file while the program has it open stops saving, and nothing else.

Nothing is made in its place, nothing is mixed, and with the right file back the work goes on.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from app.admin import backup
from app.desks import DESKS
from app.errors import Cause, Trouble
from app.failure_texts import tell
from app.records import Records
from db import engine as engines
from db import file_mark
from db.pre_open_read import read_before_open
from tests.make import NOON
from tests.reliability import soundness
from tests.reliability.acting import PROGRAMS, Desk, work_until_killed

pytestmark = pytest.mark.sqlite_only("a file that is deleted, renamed or replaced")

LOG, INDEX = "-wal", "-shm"


@dataclass
class Stage:
    """A store that is open, another dealer's that is open too, and a backup of the first."""

    path: Path
    other: Path
    backup: Path
    desk: Desk

    def beside(self, end: str = "", *, other: bool = False) -> Path:
        path = self.other if other else self.path
        return path.with_name(path.name + end)

    def contents(self) -> dict[str, bytes]:
        """Every file beside the store but the notes of the program about it."""
        return {
            one.name: one.read_bytes()
            for one in self.path.parent.iterdir()
            if not one.name.endswith(("-mark", "-turn", INDEX))
        }


@pytest.fixture
def stage(store: Path, tmp_path: Path) -> Iterator[Stage]:
    other = tmp_path / "other" / "store.db"
    other.parent.mkdir()
    shutil.copy(store, other)
    _begin_again(other)
    theirs = Desk(Records(engines.open_store(other), DESKS), 7)
    desk = Desk(Records(engines.open_store(store), DESKS), 1)
    theirs.visit()
    for _ in range(3):
        desk.visit()
    desk.records.others_changed()
    made = backup.back_up(desk.records, tmp_path / "backups", at=NOON)
    yield Stage(store, other, made.path, desk)
    desk.records.close()
    theirs.records.close()


def _begin_again(path: Path) -> None:
    """The two stores come from one template: this one gets a beginning of its own."""
    with closing(driver.connect(str(path), isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET gesture = 'other' || id")


def _deleted(stage: Stage) -> None:
    stage.path.unlink()


def _renamed(stage: Stage) -> None:
    stage.path.rename(stage.beside("-old"))


def _replaced(stage: Stage) -> None:
    os.replace(stage.other, stage.path)


def _copied_over(stage: Stage) -> None:
    shutil.copyfile(stage.other, stage.path)


def _restored_over(stage: Stage) -> None:
    shutil.copyfile(stage.backup, stage.path)


def _emptied(stage: Stage) -> None:
    stage.path.write_bytes(b"")


def _log_replaced(stage: Stage) -> None:
    new = stage.beside(".new")
    shutil.copyfile(stage.beside(LOG, other=True), new)
    new.replace(stage.beside(LOG))


def _log_copied_over(stage: Stage) -> None:
    shutil.copyfile(stage.beside(LOG, other=True), stage.beside(LOG))


def _log_deleted(stage: Stage) -> None:
    stage.beside(LOG).unlink()


FAULTS = (
    (_deleted, Cause.GONE),
    (_renamed, Cause.GONE),
    (_replaced, Cause.REPLACED),
    (_copied_over, Cause.REPLACED),
    (_restored_over, Cause.REPLACED),
    (_emptied, Cause.REPLACED),
    (_log_replaced, Cause.FOREIGN_LOG),
    (_log_copied_over, Cause.FOREIGN_LOG),
    (_log_deleted, Cause.FOREIGN_LOG),
)


@pytest.mark.parametrize(("fault", "cause"), FAULTS)
def test_saving_stops_and_nothing_is_made_or_mixed(
    stage: Stage, tmp_path: Path, fault: Callable[[Stage], None], cause: Cause
) -> None:
    fault(stage)
    before = stage.contents()
    for gesture in (
        stage.desk.visit,
        stage.desk.records.others_changed,
        lambda: backup.back_up(stage.desk.records, tmp_path / "later", at=NOON),
        stage.desk.visit,
    ):
        with pytest.raises(Trouble) as told:
            gesture()
        named = stage.beside(LOG if cause is Cause.FOREIGN_LOG else "")
        assert (told.value.cause, told.value.where) == (cause, str(named))
        assert str(named) in tell(told.value).happened
    assert stage.contents() == before
    assert not (tmp_path / "later").exists()


@pytest.mark.parametrize("fault", [_copied_over, _restored_over, _log_copied_over])
def test_closing_writes_no_log_into_a_file_that_it_is_not_for(
    stage: Stage, fault: Callable[[Stage], None]
) -> None:
    fault(stage)
    before = stage.path.read_bytes()
    with pytest.raises(Trouble):
        stage.desk.visit()
    stage.desk.records.close()
    assert stage.path.read_bytes() == before


def test_what_was_saved_before_the_log_was_deleted_is_there_after_closing(stage: Stage) -> None:
    visits = soundness.ids(stage.path, "visit")
    _log_deleted(stage)
    with pytest.raises(Trouble):
        stage.desk.visit()
    stage.desk.records.close()
    assert soundness.ids(stage.path, "visit") == visits


@pytest.mark.parametrize("fault", [_renamed, _replaced])
def test_with_the_right_file_back_the_work_goes_on(
    stage: Stage, fault: Callable[[Stage], None]
) -> None:
    os.link(stage.path, stage.beside("-kept"))
    fault(stage)
    with pytest.raises(Trouble):
        stage.desk.visit()
    stage.beside("-kept").replace(stage.path)
    saved = stage.desk.visit()
    stage.desk.records.close()
    assert saved in soundness.ids(stage.path, "visit")
    assert soundness.faults(stage.path) == []


def test_a_lost_connection_makes_no_new_store(stage: Stage) -> None:
    """Every connection is closed after an error of the disk; the next one may not make a file."""
    stage.path.unlink()
    stage.desk.records.engine.dispose()
    with pytest.raises(Trouble) as told:
        stage.desk.records.others_changed()
    assert told.value.cause is Cause.GONE
    with pytest.raises(Trouble), stage.desk.records.read() as session:
        session.connection()
    assert not stage.path.exists()


@pytest.mark.parametrize("fault", [_replaced, _copied_over, _restored_over])
def test_a_lost_connection_is_not_made_to_another_store(
    stage: Stage, fault: Callable[[Stage], None]
) -> None:
    stage.desk.records.close()
    fault(stage)
    before = stage.contents()
    with pytest.raises(Trouble) as told:
        stage.desk.visit()
    assert told.value.cause is Cause.REPLACED
    assert stage.contents() == before


def test_a_closed_file_may_get_another_number_of_the_disk(stage: Stage) -> None:
    stage.desk.records.close()
    shutil.copy(stage.path, stage.beside("-copy"))
    os.replace(stage.beside("-copy"), stage.path)
    assert stage.desk.visit() in soundness.ids(stage.path, "visit")


@pytest.mark.parametrize("noted", [True, False], ids=["noted", "without a note"])
def test_a_store_that_was_given_another_ones_log_is_not_opened(stage: Stage, noted: bool) -> None:
    visits = soundness.ids(stage.path, "visit")
    stage.desk.records.close()
    if not noted:
        stage.beside("-mark").unlink()
    for end in (LOG, INDEX):
        shutil.copyfile(stage.beside(end, other=True), stage.beside(end))
    before = stage.contents()
    with pytest.raises(Trouble) as told:
        stage.desk.visit()
    assert told.value.cause is Cause.FOREIGN_LOG
    with pytest.raises(Trouble) as told:
        engines.inspect(stage.path)
    assert told.value.cause is Cause.FOREIGN_LOG
    assert read_before_open(stage.path) is None
    with pytest.raises(Trouble) as told:
        backup.restore(stage.path, stage.backup, at=NOON)
    assert told.value.cause is Cause.FOREIGN_LOG
    assert stage.contents() == before
    for end in (LOG, INDEX):
        stage.beside(end).unlink()
    assert stage.desk.visit() not in visits
    assert visits < soundness.ids(stage.path, "visit")


def test_the_log_of_a_file_that_was_taken_away_is_not_given_to_its_successor(stage: Stage) -> None:
    """The store is deleted at work and somebody puts the backup there after the program ended."""
    _deleted(stage)
    with pytest.raises(Trouble):
        stage.desk.records.others_changed()
    stage.desk.records.close()
    shutil.copyfile(stage.backup, stage.path)
    assert stage.beside(LOG).exists()
    with pytest.raises(Trouble) as told:
        engines.inspect(stage.path)
    assert told.value.cause is Cause.FOREIGN_LOG
    stage.beside(LOG).rename(stage.beside("-away"))
    assert soundness.faults(stage.path) == []


def test_the_own_log_of_a_killed_program_is_taken(stage: Stage) -> None:
    """With the note, without it, and with the files carried to another disk."""
    program, log = _killed(stage)
    confirmed = {int(line.split()[1]) for line in log if line.startswith("visit")}
    for where in (stage.path, stage.path.parent.with_name("carried") / "store.db"):
        if where != stage.path:
            shutil.copytree(stage.path.parent, where.parent)
        assert file_mark.log_salt(where) is not None
        file_mark.refuse_foreign_log(where)
    where.with_name("store.db-mark").unlink()
    file_mark.refuse_foreign_log(where)
    assert confirmed <= soundness.ids(where, "visit")
    assert not program.is_alive()


def _killed(stage: Stage) -> tuple[Any, list[str]]:
    stage.desk.records.close()
    told = stage.path.parent / "said"
    program = PROGRAMS.Process(
        target=work_until_killed, args=(stage.path, 3, str(told)), daemon=True
    )
    program.start()
    while not told.exists() or told.read_bytes().count(b"\n") < 6:
        assert program.is_alive()
    program.kill()
    program.join()
    return program, told.read_text().splitlines()[:6]


@pytest.mark.parametrize("programs", [3])
def test_programs_that_open_and_close_one_store_alarm_nobody(store: Path, programs: int) -> None:
    """The log is made anew whenever the last one leaves, and goes on while anybody is there."""
    start, results = PROGRAMS.Barrier(programs), PROGRAMS.Queue()
    running = [
        PROGRAMS.Process(target=_come_and_go, args=(str(store), place, start, results))
        for place in range(programs)
    ]
    for program in running:
        program.start()
    assert [results.get(timeout=100) for _ in running] == ["done"] * programs
    for program in running:
        program.join(20)
    assert soundness.faults(store) == []


def test_a_log_made_anew_during_the_look_is_no_foreign_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last program left and another came between the look at the log and at the note."""
    stage.desk.visit()
    now = file_mark.log_salt(stage.path)
    assert now is not None
    before = (now + (1 << 31)) % (1 << 32)
    looks = iter([before])
    monkeypatch.setattr(file_mark, "log_salt", lambda _path: next(looks, now))
    file_mark.refuse_foreign_log(stage.path)
    assert next(looks, None) is None
    monkeypatch.setattr(file_mark, "log_salt", lambda _path: before)
    with pytest.raises(Trouble, match="foreign_log"):
        file_mark.refuse_foreign_log(stage.path)


def _come_and_go(path: str, place: int, start: Any, results: Any) -> None:
    desk = Desk(Records(engines.open_store(Path(path)), DESKS), place)
    start.wait(60)
    try:
        for number in range(24):
            desk.visit()
            desk.records.others_changed()
            if number % 2:
                desk.records.close()
        results.put("done")
    except Trouble as trouble:
        results.put(str(trouble))
    desk.records.close()
