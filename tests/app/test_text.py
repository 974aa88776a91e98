"""The two languages of the house."""

from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app import text


@pytest.fixture
def chinese(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of two entries in place of the real one."""
    catalog = Catalog(locale="zh_CN")
    catalog.add("Save", "保存")
    catalog.add(("{n} visit", "{n} visits"), ("{n} 批",))
    folder = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dealer-desk.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr("resources._HERE", tmp_path)
    before = text._Speech.language, text._Speech.catalogue
    text.use("zh_CN")
    yield
    text._Speech.language, text._Speech.catalogue = before


@pytest.mark.usefixtures("chinese")
def test_the_desk_speaks_chinese() -> None:
    assert text.language() == "zh_CN"
    assert text._("Save") == "保存"
    assert text.ngettext("{n} visit", "{n} visits", 1).format(n=1) == "1 批"


@pytest.mark.usefixtures("chinese")
def test_english_is_the_source_itself() -> None:
    text.use("en")
    assert text.language() == "en"
    assert [text.ngettext("{n} visit", "{n} visits", n) for n in (1, 2)] == [
        "{n} visit",
        "{n} visits",
    ]


@pytest.mark.usefixtures("chinese")
def test_nothing_stays_nothing() -> None:
    assert text._("") == ""


def test_a_declared_text_waits_for_its_reader() -> None:
    assert text.N_("Save") == "Save"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        text.use("fr")
