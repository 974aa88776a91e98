"""The menu of the columns to which a card may be moved."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.labels import label
from app.orders import rules
from app.orders.queries import OrderRow
from app.orders.settings import ClosingSettings
from app.settings import Settings
from db.vocabulary import OPEN_STAGES, Stage
from ui import theme
from ui.labels import icon_name


def move_menu(
    row: OrderRow, store: Settings, *, parent: QWidget, then: Callable[[Stage], object]
) -> QMenu:
    """A menu of the stages that the rules allow; the command checks again."""
    menu = QMenu(parent)
    menu.setObjectName("move_menu")
    check = store.of(ClosingSettings).close_needs_quality_check
    allowed = rules.next_stages(row.stage, quality_check=check)
    for stage in (stage for stage in OPEN_STAGES if stage in allowed):
        action = menu.addAction(theme.icon(icon_name(stage)), label(stage))
        action.triggered.connect(lambda _checked=False, stage=stage: then(stage))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
