"""The reader of translations finds what gettext finds."""

import io
import struct
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.catalogue import Catalogue, NoCatalogue

TEXTS = ("Save", "Sav", "Saved", "客户", "a\nb", "{n} visit")
UNKNOWN = ("", "A", "Save.", "zz", "\U0001f697")


def _written(locale: str, forms: tuple[str, ...]) -> bytes:
    catalog = Catalog(locale=locale)
    for text in TEXTS[:-1]:
        catalog.add(text, f"«{text}»")
    catalog.add(("{n} visit", "{n} visits"), forms)
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("zh_CN", ("批",)), ("de", ("Besuch", "Besuche")), ("pl", ("a", "b", "c"))],
)
def test_every_text_and_every_number_reads_as_gettext_reads_it(
    locale: str, forms: tuple[str, ...]
) -> None:
    data = _written(locale, forms)
    ours, gettext = Catalogue(data), GNUTranslations(io.BytesIO(data))
    for text in (*TEXTS, *UNKNOWN[1:]):
        assert ours.gettext(text) == gettext.gettext(text)
        for n in (0, 1, 2, 5, 22):
            assert ours.ngettext(text, "many", n) == gettext.ngettext(text, "many", n)


@pytest.mark.parametrize("data", [b"", b"abc", _written("de", ("a", "b"))[:40], b"\0" * 400])
def test_what_is_no_catalogue_is_refused(data: bytes) -> None:
    with pytest.raises(NoCatalogue):
        Catalogue(data)


def test_a_number_of_texts_beyond_the_file_is_refused() -> None:
    data = bytearray(_written("de", ("a", "b")))
    struct.pack_into("<I", data, 8, 10_000)
    with pytest.raises(NoCatalogue):
        Catalogue(bytes(data))
