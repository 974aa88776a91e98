"""Makes the classes of PySide while nobody waits: it makes them at their first use, all at once."""

from PySide6.QtWidgets import QScrollArea, QWidget


def load_widget_classes() -> None:
    """Asks for any widget, which may be of every class (20 ms); on the GUI thread."""
    area = QScrollArea()
    area.viewport()
    area.findChildren(QWidget)
    area.deleteLater()
