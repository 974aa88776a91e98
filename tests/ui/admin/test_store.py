"""The store: the head of its papers and the logo."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app import settings
from app.records import Records
from app.settings import StoreSettings
from tests.ui.admin.composing import compose_over

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_head_of_the_papers_follows_what_is_typed(
    page: Any, settled: Any, records: Records
) -> None:
    shown = page("store")
    store = shown.section
    compose_over(store.form["store_name"], "云山<b>汽车</b> & 𬭎")
    assert store.name.text() == "云山<b>汽车</b> & 𬭎"
    store.form.submit()
    settled(shown.work)
    with records.read() as session:
        assert settings.load(session).of(StoreSettings).store_name == "云山<b>汽车</b> & 𬭎"


def test_a_logo_is_taken_and_a_large_one_is_not(
    page: Any, settled: Any, records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QImage

    logo = tmp_path / "logo.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(logo))
    shown = page("store")
    monkeypatch.setattr(
        "ui.admin.store.QFileDialog.getOpenFileName", lambda *_args: (str(logo), "")
    )
    shown.section.choose_logo()
    settled(shown.work)
    assert shown.section.picture.isVisible()
    logo.write_bytes(b"\x89PNG" + b"0" * 1_200_000)
    shown.section.choose_logo()
    settled(shown.work)
    assert "1 MB" in shown.section.message.text()
    with records.read() as session:
        assert 100 < len(settings.load(session).of(StoreSettings).store_logo) < 5000
