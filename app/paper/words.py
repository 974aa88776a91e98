"""The fixed words of a paper, in the language of the paper."""

from datetime import date

from app.text import N_, _, speaking

PAGE = N_("Page {page} of {pages}")
PRINTED = N_("printed {at} by {by}")
PRINTED_ALONE = N_("printed {at}")
COPY = N_("copy {copy}")
HISTORY = N_("history {mark}")
WEATHER = N_("Weather")
SEAL = N_("Seal here")
DAY_BY_HAND = N_("Date ..........................")
DAY = N_("{weekday}, {day} {month} {year}")
DAY_OF_YEAR = N_("{weekday}, {day} {month}")
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
# both languages on every paper of a practice store: it must not pass for a real one anywhere
PRACTICE = "练习 / PRACTICE"


def word(language: str, message: str) -> str:
    """`message` (one of the above) in `language`."""
    with speaking(language):
        return _(message)


def day(on: date, *, language: str) -> str:
    """`2026年11月21日 星期六`, `Saturday, 21 November 2026`."""
    return word(language, DAY).format(
        weekday=word(language, WEEKDAYS[on.weekday()]),
        day=on.day,
        month=word(language, MONTHS[on.month - 1]),
        year=on.year,
    )


def day_of_year(on: date) -> str:
    """`11月21日 星期六`, `Saturday, 21 November`, in the present language."""
    weekday, month = _(WEEKDAYS[on.weekday()]), _(MONTHS[on.month - 1])
    return _(DAY_OF_YEAR).format(weekday=weekday, day=on.day, month=month)
