"""Whoever signs in next ends the clocks of an earlier day, on any PC."""

from datetime import timedelta
from typing import Any

from app.workbench import commands
from db.clock_words import ClockEnd
from db.vocabulary import Role
from tests.make import NOON
from ui.desks import DESKS
from ui.workbench.forgotten_watch import ForgottenWatch


def test_a_clock_of_yesterday_is_ended_at_sign_in(shop: Any, make_shell: Any, settled: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"], at=NOON - timedelta(days=1))
    shell = make_shell(shop.records, Role.RECEPTION)
    watch = ForgottenWatch(shell, shell.notices)
    settled(shell)
    settled(shell)
    assert shop.job_clocks()[0].ended_as is ClockEnd.FORGOTTEN
    watch.look()
    settled(shell)
    assert len(shop.job_clocks()) == 1


def test_a_clock_of_today_runs_on(shop: Any, make_shell: Any, settled: Any) -> None:
    shop.act(commands.start, shop.jobs["brakes"], at=NOON - timedelta(hours=2))
    shell = make_shell(shop.records, Role.RECEPTION)
    ForgottenWatch(shell, shell.notices)
    settled(shell)
    assert shop.job_clocks()[0].ended_at is None


def test_every_role_that_works_with_customers_or_cars_has_the_watch() -> None:
    watching = [desk for desk in DESKS if desk.watch_class() is ForgottenWatch]
    roles = {role for desk in watching for role in desk.roles}
    assert roles >= set(Role) - {Role.MANAGER, Role.ADMINISTRATOR}
