"""Every text that a person can meet exists in both languages, and the catalogue holds nothing
else.
"""

import ast
from functools import cache

import pytest

from app import text
from installer import catalogue
from tests.charter.source import ROOT, last_name, modules, none

CHINESE = ROOT / "resources" / "locale" / "zh_CN"
KEYWORDS = ("_", "N_", "ngettext")


@cache
def _spoken() -> dict[str, str]:
    """Every source text in the code with the first place that says it."""
    found: dict[str, str] = {}
    for module in modules("db", "app", "ui"):
        for call in (call for name in KEYWORDS for call in module.calls(name)):
            if isinstance(call.args[0], ast.Constant):
                found.setdefault(call.args[0].value, f"{module.path}:{call.lineno}")
    return found


def test_every_text_speaks_chinese() -> None:
    translated = catalogue.translations(CHINESE)
    none(
        [f"{place}: {source!r}" for source, place in _spoken().items() if source not in translated],
        "Translate it in resources/locale/zh_CN/<desk>.po (the kit and the shell: shell.po,"
        " parts.po, labels.po):",
    )


def test_no_translation_is_left_over() -> None:
    spoken = _spoken()
    dead = [
        f"{part}: {source!r}"
        for source, part in catalogue.translations(CHINESE).items()
        if source not in spoken
    ]
    none(dead, "Nobody says this any more, take it out:")


def test_translations_keep_their_placeholders_and_agree() -> None:
    none(list(catalogue.problems(CHINESE)), "Mend the translation:")


def test_source_texts_have_sound_placeholders() -> None:
    broken = []
    for source, place in _spoken().items():
        try:
            catalogue.placeholders(source)
        except ValueError as problem:
            broken.append(f"{place}: {source!r}: {problem}")
    none(broken, "`.format()` will fail on it:")


def test_a_text_is_looked_up_before_it_is_filled_in() -> None:
    offences = [
        module.at(call, ast.unparse(call)[:100])
        for module in modules("db", "app", "ui")
        for keyword in KEYWORDS
        for call in module.calls(keyword)
        for argument in call.args[:2]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
        or (isinstance(argument, ast.Call) and last_name(argument.func) == "format")
    ]
    none(offences, 'Write _("{count} visits").format(count=…):')


def test_a_declared_text_is_a_literal() -> None:
    offences = [
        module.at(call, ast.unparse(call)[:100])
        for module in modules("db", "app", "ui")
        for call in module.calls("N_")
        if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant))
    ]
    none(offences, "N_() marks a text for the translator, who can only read literals:")


def test_a_missing_catalogue_is_said_aloud(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resources._HERE", tmp_path)
    before = text.language()
    with pytest.raises(text.MissingCatalogue, match="make locale"):
        text.use("zh_CN")
    assert text.language() == before
