"""The workshop of tests/app/workbench for the tests beside this file."""

from tests.app.workbench.conftest import shop

__all__ = ["shop"]
