"""The usual reasons of the store are offered wherever one is asked for."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.admin.settings import ReasonSettings
from ui.parts.choice import Choice
from ui.shell.reasons import asked, usual


@pytest.mark.parametrize(
    ("name", "offered"),
    [("discount", "抹零"), ("decline", "价格太高"), ("promise", "等配件"), ("order", "重复开单")],
)
def test_a_reason_is_chosen_or_written(qtbot: Any, name: str, offered: str) -> None:
    shell: Any = SimpleNamespace(settings=SimpleNamespace(of=lambda kind: kind()))
    choice = Choice(usual(shell, name), free=True)
    qtbot.addWidget(choice)
    choice.setText(offered)
    assert choice.value() == offered
    choice.setText("别的原因")
    assert choice.value() == "别的原因"
    question = asked(shell, name, words="为什么？")
    assert (question.choices, question.words) == ((), "为什么？")
    assert offered in question.offers == ReasonSettings().of(name)
