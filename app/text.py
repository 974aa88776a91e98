"""Translates texts for windows and papers.

Source texts are English and are their own translation. A declaration marks its text with `N_()` and
the place that shows it calls `_()`, so that a switch of language needs no restart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

import resources
from app.catalogue import Catalogue
from db.texts import N_ as N_

DOMAIN = "dealer-desk"
SOURCE = "en"
LANGUAGES = ("zh_CN", SOURCE)


class MissingCatalogue(RuntimeError):
    """A catalogue is missing: the installation is broken."""


class _Speech:
    """The present language of the process, which `use` changes."""

    language = SOURCE
    catalogue: NullTranslations = NullTranslations()


_OTHER: ContextVar[tuple[str, NullTranslations] | None] = ContextVar("other", default=None)
"""The language of a paper while it is drawn, on its own thread."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Translates into another language meanwhile, such as that of a paper."""
    token = _OTHER.set((language, _catalogue(language)))
    try:
        yield
    finally:
        _OTHER.reset(token)


def use(language: str) -> None:
    """Translates into `language` from now on; "en" needs no catalogue."""
    if language not in LANGUAGES:
        raise ValueError(f"No such language: {language!r}; there are {', '.join(LANGUAGES)}.")
    catalogue = _catalogue(language)
    _Speech.language, _Speech.catalogue = language, catalogue


def language() -> str:
    """The present language: "zh_CN" or "en"."""
    other = _OTHER.get()
    return other[0] if other else _Speech.language


def _(message: str) -> str:
    """The message in the present language."""
    # the empty text is the catalogue's own header in gettext
    return _spoken().gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for `n` things; fill the number in with `.format(…)` afterwards."""
    return _spoken().ngettext(singular, plural, n)


def _spoken() -> NullTranslations:
    other = _OTHER.get()
    return other[1] if other else _Speech.catalogue


def _catalogue(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    name = f"locale/{language}/LC_MESSAGES/{DOMAIN}.mo"
    try:
        return _read(resources.path(name))
    except FileNotFoundError as missing:
        raise MissingCatalogue(
            f"resources/{name} is missing: run `make locale`, or install the program again."
        ) from missing


@cache
def _read(path: Path) -> Catalogue:
    """A catalogue is read once: command line, window and papers speak by the same."""
    return Catalogue(path.read_bytes())
