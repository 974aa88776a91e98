"""Merges the desks' translations (`resources/locale/<language>/*.po`) into the one catalogue that
the program reads.

A part with a contradiction, a doubt or a lost placeholder stops the build: half a catalogue is
found by a customer, not by us.
"""

import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "resources" / "locale"
DOMAIN = "dealer-desk"


def main() -> int:
    """Compile every language, or say what is wrong and compile nothing."""
    languages = sorted({part.parent for part in LOCALES.glob("*/*.po")})
    wrong = [problem for folder in languages for problem in problems(folder)]
    for problem in wrong:
        print(problem, file=sys.stderr)
    if wrong:
        return 1
    for folder in languages:
        compile_language(folder)
    return 0


def problems(folder: Path) -> Iterator[str]:
    """Everything that keeps the parts in `folder` from being one catalogue, as `part.

    What is wrong`.
    """
    seen: dict[str, tuple[str, object]] = {}
    for part in sorted(folder.glob("*.po")):
        yield from _repeated(part)
        for message in _messages(part):
            text = _source(message)
            yield from (f"{part.name}: {problem}: {text!r}" for problem in _faults(message))
            first, translation = seen.setdefault(text, (part.name, message.string))
            if translation != message.string:
                yield f"{part.name}: translated otherwise in {first}: {text!r}"


def compile_language(folder: Path) -> Path:
    """Write the .mo beside the parts, whole or not at all.

    A running program may be reading the old one.
    """
    merged = Catalog(locale=folder.name, domain=DOMAIN, charset="utf-8", fuzzy=False)
    for part in sorted(folder.glob("*.po")):
        for message in _messages(part):
            merged.add(message.id, message.string)
    target = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(exist_ok=True)
    draft = target.with_suffix(".part")
    with draft.open("wb") as file:
        write_mo(file, merged)
    return draft.replace(target)


def translations(folder: Path) -> dict[str, str]:
    """Every source text of the language with the part that translates it."""
    return {
        _source(message): part.name
        for part in sorted(folder.glob("*.po"))
        for message in _messages(part)
    }


def placeholders(text: str) -> set[str]:
    """The `{names}` that `.format()` will fill in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _messages(part: Path) -> Iterator[Message]:
    with part.open("rb") as file:
        catalog = read_po(file, locale=part.parent.name, abort_invalid=True)
    # the entry with the empty text is the header
    yield from (message for message in catalog if message.id)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults(message: Message) -> Iterator[str]:
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        yield "still marked fuzzy"
    if not all(forms):
        yield "not translated"
        return
    try:
        # a plural form may count, the singular need not
        wanted = placeholders(message.id if isinstance(message.id, str) else message.id[-1])
        if any(placeholders(form) != wanted for form in forms):
            yield "placeholders differ"
    except ValueError as broken:
        yield f"broken placeholder ({broken})"


def _repeated(part: Path) -> Iterator[str]:
    """The reader quietly keeps the first of two equal entries, so they are counted in the text
    itself.
    """
    texts = re.findall(r'^msgid ((?:"[^\n]*"\n)+)', part.read_text(encoding="utf-8"), re.MULTILINE)
    joined = [re.sub(r'"\n"', "", text) for text in texts]
    yield from (
        f"{part.name}: stands twice: {text.strip()}"
        for text in sorted({text for text in joined if joined.count(text) > 1})
    )


if __name__ == "__main__":
    sys.exit(main())
