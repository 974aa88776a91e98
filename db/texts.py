"""Marks what the translators read."""


def N_(message: str) -> str:  # noqa: N802, the name that gettext tools look for
    """Marks a text in a declaration; whoever shows it calls `app.text._()`."""
    return message
