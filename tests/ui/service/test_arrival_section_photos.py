"""Photos of an order: dropped, pasted, opened whole, removed."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app.photos import PhotoRow
from app.service.queries import photos as queries
from tests.ui.shell.photos.test_photo_file import picture
from ui.parts.buttons import Button
from ui.parts.photo_strip import PhotoStrip, StripPhoto
from ui.shell.photos.photo_view import PhotoView
from ui.shell.workspace.overlay import Overlay

MARK = "scratch@412,520"


def rows(here: Any) -> tuple[PhotoRow, ...]:
    with here.records.read() as session:
        return queries.photos(session, here.page.order_id)


def content_of(*paths: Path) -> QMimeData:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return content


def drop(target: Any, content: QMimeData, place: QPointF) -> None:
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), actions, content, button, none)
    QApplication.sendEvent(target, entering)
    event = QDropEvent(place, actions, content, button, none)
    QApplication.sendEvent(target, event)
    assert event.isAccepted()


def test_pictures_dropped_anywhere_on_an_order_are_its_photos(here: Any, tmp_path: Path) -> None:
    paths = [
        picture(tmp_path / f"{n}.jpg", 300, 200, colour=c) for n, c in enumerate(("red", "blue"))
    ]
    drop(here.page.order_panel, content_of(*paths), QPointF(20, 20))
    here.wait()
    assert [row.width for row in rows(here)] == [300, 300]
    bar = here.section("intake").photos
    assert bar.strip.count() == 2 and bar.strip.accessibleName() == "2 photos"


def test_a_picture_dropped_on_a_damage_mark_shows_its_number(here: Any, tmp_path: Path) -> None:
    section = here.section("intake")
    here.wait()
    sketch = section.form["damage_marks"]
    sketch.set_value(f"sedan dent@200,120 {MARK}")
    section.form.submit_button.click()
    here.wait()
    sheet = sketch._sheet
    place = QPointF(412, 520) * sheet._scale() + sheet._corner()
    drop(sheet, content_of(picture(tmp_path / "a.jpg", 90, 60)), place)
    here.wait()
    assert [row.mark for row in rows(here)] == [MARK]
    assert section.photos.strip.item(0).data(Qt.ItemDataRole.UserRole)[1] == "2"


def test_a_picture_of_the_clipboard_is_pasted(here: Any) -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    QGuiApplication.clipboard().setImage(image)
    section = here.section("intake")
    section.photos.add_button.setFocus()
    here.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    here.wait()
    assert [(row.width, row.height) for row in rows(here)] == [(64, 48)]


def test_a_photo_opens_whole_is_told_about_and_removed(here: Any, tmp_path: Path) -> None:
    section = here.section("intake")
    section.photos.add_files([picture(tmp_path / "a.jpg", 900, 600)])
    here.wait()
    section.photos.strip.setCurrentRow(0)
    section.photos.strip.setFocus()
    here.key(Qt.Key.Key_Return)
    view = here.page.window().findChild(PhotoView)
    assert view.canvas._image.width() == 900
    view.form["caption"].set_value("左前门")
    view.form.submit_button.click()
    here.wait()
    assert rows(here)[0].caption == "左前门"
    section.photos.open_photo(rows(here)[0].id)
    here.wait()
    view = [one for one in here.page.window().findChildren(PhotoView) if one.isVisible()][-1]
    view.remove.click()
    view.confirm.findChild(Button, "confirm_act").click()
    here.wait()
    assert rows(here) == ()
    assert not any(one.isVisible() for one in here.page.window().findChildren(Overlay))
    assert not section.photos.strip.isVisible()


def test_what_is_no_picture_is_said(here: Any, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.jpg"
    wrong.write_text("no")
    here.section("intake").photos.add_files([wrong])
    here.wait()
    assert "letter.jpg" in here.page.shell.notices.last_line()
    assert rows(here) == ()


def test_photos_leave_the_room_of_the_lowest_screen_to_the_form(here: Any, tmp_path: Path) -> None:
    """At 1093x614 the page has 538 pixels; ten photos push no field out of sight."""
    here.page.resize(1093, 538)
    section = here.section("intake")
    section.photos.add_files(
        [picture(tmp_path / f"{n}.jpg", 90, 60 + n, colour="red") for n in range(10)]
    )
    here.wait()
    assert section.photos.strip.count() == 10
    assert section.photos.strip.isVisible()
    assert section.photos.height() <= 72
    field = section.form["service_type"]
    shown = field.visibleRegion().boundingRect()
    assert shown == field.rect(), "the first field is whole"


def test_a_small_photo_says_its_caption_as_a_tooltip_in_plain_text(qtbot: Any) -> None:
    strip = PhotoStrip("photos", low=True)
    qtbot.addWidget(strip)
    strip.show_photos([StripPhoto(1, b"", "1", "<b>左前门</b>")])
    assert "&lt;b&gt;左前门" in strip.item(0).toolTip()
    large = PhotoStrip("photos")
    qtbot.addWidget(large)
    assert strip.height() < large.height()
