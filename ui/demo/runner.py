"""Plays the demo day, prints each step, and stops at the step that failed."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import data_folders
from app.admin import backup, stores
from app.data_folders import StorePlace
from app.desks import DESKS
from app.text import N_, _
from ui.demo import (
    cars,
    closing,
    discount,
    files,
    opening,
    prospects,
    quotes,
    sale,
    second_order,
    service,
    showroom,
    stock,
)
from ui.demo.day import Clock, DemoDay, DemoStep
from ui.demo.ui_driver import UiDriver
from ui.main import Program, Start
from ui.shell.startup.backend import Backend

STEPS: tuple[DemoStep, ...] = tuple(
    sorted(
        (
            *opening.STEPS,
            *showroom.STEPS,
            *cars.STEPS,
            *stock.STEPS,
            *quotes.STEPS,
            *prospects.STEPS,
            *service.STEPS,
            *second_order.STEPS,
            *discount.STEPS,
            *sale.STEPS,
            *files.STEPS,
            *closing.STEPS,
        ),
        key=lambda step: step.at,
    )
)
OPENS = datetime(2026, 11, 21, 8, 0)
SIZE = (1366, 768)
FAULT = 1
REFUSED = 2
TAKEN = N_("There is already a store in {folder}. The demo day needs a folder of its own.")


def run(
    data: Path,
    out: Path,
    *,
    store: StorePlace | None = None,
    say: Callable[[str], object] = print,
) -> int:
    """Plays every step with a new store: the one named, or a file in `data`.

    Papers and pictures go to `out`. 0 only if all of it was seen to happen.
    """
    store = store or data_folders.store_place(data)
    if not stores.is_new(store):
        say(_(TAKEN).format(folder=data))
        return REFUSED
    out.mkdir(parents=True, exist_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    # looked at by nobody: the same pixels with and without a screen
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Dealer Desk")
    app.setQuitOnLastWindowClosed(False)
    clock = Clock(OPENS.astimezone())
    program = _start(store, clock, config=data / "config")
    driver = UiDriver(program.window, program.work)
    try:
        return _play(DemoDay(program, driver, clock, data, out), say)
    finally:
        program.window.hide()
        program.end()


def _start(store: StorePlace, clock: Clock, *, config: Path) -> Program:
    house = Backend(partial(stores.open_store, desks=DESKS), practise=lambda _records, _at: None)
    program = Program(Start(store, house, config=config, clock=clock))
    program.window.resize(*SIZE)
    program.window.activateWindow()
    program.go_on()
    return program


def _play(day: DemoDay, say: Callable[[str], object]) -> int:
    here = backup.is_made_here(day.program.store)
    steps = [step for step in STEPS if here or not step.needs_file]
    # in the language of whoever looks on: the play itself changes it
    names = [_(step.name) for step in steps]
    summary = _("{count} of {all} steps in {seconds} s. Papers and pictures: {folder}")
    failure = _("It went wrong here: {step}")
    begun = time.perf_counter()
    for number, (step, name) in enumerate(zip(steps, names, strict=True), 1):
        started = time.perf_counter()
        if trouble := _trouble(day, step):
            say("\n".join((*trouble, failure.format(step=f"{step.at} {name}"))))
            return FAULT
        say(f"{number:3}  {step.at}  {(time.perf_counter() - started) * 1000:6.0f} ms  {name}")
    count, seconds = len(steps), f"{time.perf_counter() - begun:.1f}"
    say(summary.format(count=count, all=count, seconds=seconds, folder=day.out))
    return 0


def _trouble(day: DemoDay, step: DemoStep) -> list[str]:
    """Plays one step; returns what went wrong, or nothing.

    A picture of the window is kept in that case.
    """
    day.clock.go_to(step.at)
    try:
        step.play(day)
        day.see(not _faults(day.data), "the program reported no fault")
    except Exception:  # whatever stops the play is told with its step
        day.program.window.grab().save(str(day.out / "failed.png"))
        return [*_faults(day.data), traceback.format_exc()]
    return []


def _faults(data: Path) -> list[str]:
    """What the program reported of itself meanwhile.

    A fault behind the window is a fault of the day.
    """
    reports = sorted((data / "reports").glob("*.txt"))
    return [
        report.read_text(encoding="utf-8")
        for report in reports
        if report.name != "native.txt" and "-qt-" not in report.name
    ]
