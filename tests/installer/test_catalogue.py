"""The parts of the translation become one catalogue, or the build stops and says why."""

from gettext import GNUTranslations
from pathlib import Path

import pytest

from installer import catalogue

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1;'
    ' plural=0;\\n"\n\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "zh_CN"
    made.mkdir()
    return made


def write(folder: Path, name: str, *entries: str) -> None:
    (folder / name).write_text(HEADER + "\n\n".join(entries) + "\n", encoding="utf-8")


def test_two_desks_make_one_catalogue(folder: Path) -> None:
    write(folder, "reception.po", 'msgid "Save"\nmsgstr "保存"')
    write(
        folder,
        "sales.po",
        'msgid "Save"\nmsgstr "保存"',
        'msgid "{n} car"\nmsgid_plural "{n} cars"\nmsgstr[0] "{n} 台"',
    )
    assert list(catalogue.problems(folder)) == []
    with catalogue.compile_language(folder).open("rb") as file:
        read = GNUTranslations(file)
    assert read.gettext("Save") == "保存"
    assert read.ngettext("{n} car", "{n} cars", 1) == "{n} 台"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('#, fuzzy\nmsgid "Save"\nmsgstr "保存"', "fuzzy"),
        ('msgid "Save"\nmsgstr ""', "not translated"),
        ('msgid "{count} cars"\nmsgstr "车 {number} 台"', "placeholders differ"),
        ('msgid "{count} cars"\nmsgstr "车 {count 台"', "broken placeholder"),
        ('msgid "Save"\nmsgstr "保存"\n\nmsgid "Save"\nmsgstr "存"', "stands twice"),
    ],
)
def test_a_doubtful_entry_stops_the_build(folder: Path, entry: str, problem: str) -> None:
    write(folder, "reception.po", entry)
    assert problem in "\n".join(catalogue.problems(folder))


def test_two_desks_must_agree(folder: Path) -> None:
    write(folder, "reception.po", 'msgid "Save"\nmsgstr "保存"')
    write(folder, "sales.po", 'msgid "Save"\nmsgstr "存档"')
    assert list(catalogue.problems(folder)) == [
        "sales.po: translated otherwise in reception.po: 'Save'"
    ]


def test_a_build_that_stops_leaves_the_old_catalogue(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "reception.po", 'msgid "Save"\nmsgstr ""')
    monkeypatch.setattr(catalogue, "LOCALES", folder.parent)
    assert catalogue.main() == 1
    assert not (folder / "LC_MESSAGES").exists()
