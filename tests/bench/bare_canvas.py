"""What a paper costs at least: its strokes on a bare canvas, without working out where."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.paper.pen import Pen

Stroke = tuple[str, tuple[Any, ...], dict[str, Any]]


def strokes_of(draw: Callable[[], bytes]) -> list[Stroke]:
    """What the paper asks of its canvas, in order."""
    strokes: list[Stroke] = []
    born = Pen.__init__

    class Recorded:
        def __init__(self, canvas: Canvas) -> None:
            self._canvas = canvas

        def __getattr__(self, name: str) -> Any:
            found = getattr(self._canvas, name)
            if not callable(found):
                return found

            def noted(*given: Any, **more: Any) -> Any:
                strokes.append((name, given, more))
                return found(*given, **more)

            return noted

    def recorded(self: Pen, canvas: Any) -> None:
        born(self, Recorded(canvas))  # type: ignore[arg-type]

    Pen.__init__ = recorded  # type: ignore[method-assign]
    try:
        draw()
    finally:
        Pen.__init__ = born  # type: ignore[method-assign]
    return strokes


def drawn(strokes: list[Stroke]) -> bytes:
    """The same strokes without the paper."""
    target = BytesIO()
    canvas = Canvas(target)
    for name, given, more in strokes:
        getattr(canvas, name)(*given, **more)
    canvas.save()
    return target.getvalue()
