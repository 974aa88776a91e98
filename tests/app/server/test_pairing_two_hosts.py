"""A main PC and another one as two hosts with a cable between them: two network namespaces."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import forked
from tests.app.server.main_pc import MainPc

HERE, THERE = "10.213.7.1", "10.213.7.2"


class Hosts:
    """Two hosts; `cable(False)` pulls it out."""

    def __init__(self, name: str) -> None:
        self.here, self.there = f"dd-main-{name}", f"dd-other-{name}"
        self._ends = (f"ddm{name}"[:15], f"ddo{name}"[:15])
        for host in (self.here, self.there):
            ip("netns", "add", host)
        ip("link", "add", self._ends[0], "type", "veth", "peer", "name", self._ends[1])
        for host, end, own, other in (
            (self.here, self._ends[0], HERE, THERE),
            (self.there, self._ends[1], THERE, HERE),
        ):
            ip("link", "set", end, "netns", host)
            ip("-n", host, "addr", "add", f"{own}/24", "dev", end)
            ip("-n", host, "link", "set", "lo", "up")
            ip("-n", host, "link", "set", end, "up")
            ip("-n", host, "route", "add", "default", "via", other)

    def cable(self, there: bool) -> None:
        ip("-n", self.there, "link", "set", self._ends[1], "up" if there else "down")

    def remove(self) -> None:
        for host in (self.here, self.there):
            ip("netns", "del", host)


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    if shutil.which("ip") is None or os.geteuid() != 0:
        pytest.skip("network namespaces are made by root with `ip`")
    try:
        made = Hosts(str(os.getpid()))
    except subprocess.CalledProcessError:
        pytest.skip("network namespaces are not allowed here")
    yield made
    made.remove()


def test_another_host_is_paired_works_and_is_told_when_the_cable_is_out(
    hosts: Hosts, founded_store: Path, tmp_path: Path
) -> None:
    def other(*arguments: object) -> tuple[int, str]:
        more = ("--data", tmp_path / "data", "--language", "en")
        return forked.run(*arguments, *more, host=hosts.there)

    sheet = ("daily-sheet", "--kind", "visits", "--out", tmp_path / "sheet.pdf")
    main_pc = MainPc(founded_store, within=("ip", "netns", "exec", hosts.here))
    try:
        code, said = other("pair", main_pc.code, "--name", "前台2")
        assert code == 0, said
        assert f"{HERE}:{main_pc.port}" in said
        assert other(*sheet)[0] == 0
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
        hosts.cable(False)
        code, said = other(*sheet)
        assert (code, "does not answer" in said) == (3, True)
        hosts.cable(True)
        ip("-n", hosts.there, "route", "replace", "default", "via", HERE)
        assert other(*sheet)[0] == 0
    finally:
        main_pc.remove()
