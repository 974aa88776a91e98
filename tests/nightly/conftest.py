"""The long runs: `make nightly`. The suite leaves this folder out.

`--share 0.1` does a tenth of the rounds; the figures of all runs stand at the end.
"""

from collections.abc import Callable

import pytest

from tests.reliability.conftest import furnished_store, place, store

__all__ = ["furnished_store", "place", "store"]
Rounds = Callable[[int], int]
Tell = Callable[[str], None]
FIGURES = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", type=float, default=1.0, help="which share of the rounds is done")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    terminalreporter.section("figures")
    for line in config.stash[FIGURES]:
        terminalreporter.write_line(line)


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """`rounds(200)` is how often a thing is done that a whole night does 200 times."""
    share = request.config.getoption("share")
    return lambda whole: max(1, round(whole * share))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Keeps one line of figures for the end."""
    return lambda line: request.config.stash[FIGURES].append(f"{request.node.name}: {line}")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)
