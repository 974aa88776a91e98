"""Plants one fault into the program, and asks a state machine to find it."""

import gc
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """The function `name` of `owner`, and what stands in its place."""

    owner: Any
    name: str
    wrong: Any


def nothing(*_args: Any, **_more: Any) -> None:
    """Does not do, or not refuse, what it should."""


def live(machine: type[RuleBasedStateMachine], store: Path, *, examples: int, steps: int) -> None:
    """Tries so many lives in copies of `store`, always the same ones; the first failure is told."""
    run_state_machine_as_test(
        type(f"{machine.__name__}Of", (machine,), {"store": store}),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            report_multiple_bugs=False,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def is_found(
    fault: PlantedFault,
    machine: type[RuleBasedStateMachine],
    store: Path,
    *,
    examples: int,
    steps: int,
) -> None:
    """Fails where the machine lives well with the fault."""
    no_constants = providers.Constants()  # those of the modules loaded would change the lives
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(providers, "_get_local_constants", lambda: no_constants)
        patch.setattr(fault.owner, fault.name, fault.wrong)
        with pytest.raises(BaseException) as told:
            live(machine, store, examples=examples, steps=steps)
        with warnings.catch_warnings():  # a life that failed at its begin left its folder
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
    assert not isinstance(told.value, KeyboardInterrupt)
