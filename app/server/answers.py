"""Asks on the command line; a closed input is an empty answer."""


def ask(question: str) -> str:
    """What was typed, without blanks at its ends; "" where nobody can type."""
    try:
        return input(question).strip()
    except (EOFError, RuntimeError, OSError):  # nothing to read from, or closed
        return ""
