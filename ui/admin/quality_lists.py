"""Lists of the settings for quality control: checklist, inspectors, texts for customers."""

from __future__ import annotations

from functools import partial

from app.admin import calendar, inspectors
from app.admin.entries import CheckItemEntry, MessageEntry
from app.admin.inspectors import InspectorEntry
from app.labels import label
from app.service.message_text import example
from app.text import N_
from app.workshop import titles
from app.workshop.titles import TitleEntry
from db.nouns import Noun
from db.quality_words import ColumnColour
from db.vocabulary import Stage
from ui.admin.calendar_lists import removal, with_id
from ui.admin.retiring import STATE, retiring
from ui.admin.store_lists import house_list, name_column
from ui.parts.columns import field, listed
from ui.parts.fields import Area, Choice, Toggle
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk
from ui.record_desk.inputs import one_of, segment_of, yes_no

CHECK_ITEMS = house_list(
    CheckItemEntry,
    Noun.CHECK_ITEM,
    name_column(N_("Item")),
    listed("check_item.standard", width=200),
    Column("final_only", N_("Only at the final inspection"), width=208, text=yes_no),
    add=N_("New item"),
    empty=N_("No item yet. Add what is looked at before a car leaves the workshop."),
    fields=(
        field("check_item.name"),
        field("check_item.standard"),
        field("check_item.final_only", Toggle),
    ),
    blank={"final_only": False},
)
TEMPLATES = house_list(
    MessageEntry,
    Noun.MESSAGE_TEMPLATE,
    listed("message_template.name", width=120, ink=True),
    listed("message_template.words", stretch=True, width=120, text=example),
    add=N_("New text"),
    empty=N_("No text yet. Add what customers read when their car is ready."),
    fields=(
        field("message_template.name"),
        field(
            "message_template.words",
            partial(Area, rows=5),
            hint=N_(
                "Names in braces are filled in: {customer} {plate} {model} {total} {advisor}"
                " {store} {phone}. The list shows an example."
            ),
        ),
    ),
)
INSPECTORS = RecordDesk(
    name=Noun.INSPECTOR,
    add=N_("New inspector"),
    empty=N_("No inspector yet. Big repairs leave only with an inspector's certificate."),
    query=inspectors.inspectors,
    columns=(
        Column("name", N_("Colleague"), width=160, ink=True, stretch=True),
        listed("inspector.number", width=180),
        STATE,
    ),
    fields=(field("inspector.staff_id", Choice), field("inspector.number")),
    save=inspectors.save_inspector,
    value=partial(with_id, kind=InspectorEntry),
    steps=retiring(
        lambda row, back: Gesture(inspectors.retire_inspector, (row.id,), {"back": back})
    ),
    options={"staff_id": calendar.people_options},
)
BOARD_TITLES = RecordDesk(
    name=Noun.BOARD_TITLE,
    add=N_("Change a column"),
    empty=N_("Every column has its own title. Change one; what happened keeps its stage."),
    query=titles.titles,
    columns=(
        listed("board_title.stage", width=160, text=label),
        Column("name", N_("Title on the board"), width=160, ink=True, stretch=True),
        listed("board_title.colour", width=120, text=label),
    ),
    fields=(
        field("board_title.stage", one_of(Stage)),
        field("board_title.title", hint=N_("Empty: the usual title")),
        field("board_title.colour", segment_of(ColumnColour)),
    ),
    save=titles.save_title,
    value=partial(with_id, kind=TitleEntry),
    blank={"colour": ColumnColour.PLAIN},
    steps=(removal(titles.remove_title, titles.save_title),),
)
