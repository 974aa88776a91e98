"""What customers leave in a car, chosen or typed, kept as one line."""

from app.text import N_, _

USUAL = (
    N_("Dashcam"),
    N_("Child seat"),
    N_("Toll tag"),
    N_("Documents"),
    N_("Umbrella"),
    N_("Spare wheel and tools"),
)
STOP = "、"


def options() -> tuple[tuple[str, str], ...]:
    """The usual things as chips, in the language now spoken."""
    return tuple((name, _(name)) for name in USUAL)


def joined(chosen: tuple[str, ...], words: str | None) -> str | None:
    """Chips and words as the one line that is kept and printed."""
    return STOP.join([*(_(name) for name in chosen), *([words] if words else [])]) or None


def told(line: str | None) -> str:
    """The kept line as a paper says it, with the comma of its language."""
    return _(", ").join((line or "").split(STOP))


def parted(line: str | None) -> tuple[tuple[str, ...], str | None]:
    """The chips and the words that a kept line was made of."""
    known = {_(name): name for name in USUAL}
    parts = [part.strip() for part in (line or "").split(STOP) if part.strip()]
    chosen = tuple(known[part] for part in parts if part in known)
    return chosen, STOP.join(part for part in parts if part not in known) or None
