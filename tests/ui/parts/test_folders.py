"""Files of people are saved where they look for them."""

from pathlib import Path

import pytest

from ui.parts import folders
from ui.parts.folders import documents


def test_a_file_is_saved_among_the_documents_or_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there would send the dialog to the working directory."""
    place = {"told": str(tmp_path)}
    asked = lambda _kind: place["told"]  # noqa: E731
    monkeypatch.setattr(folders.QStandardPaths, "writableLocation", asked)
    assert documents("visits.pdf") == str(tmp_path / "visits.pdf")
    for place["told"] in (str(tmp_path / "gone"), ""):
        assert documents("visits.pdf") == str(Path.home() / "visits.pdf")
