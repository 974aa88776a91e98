"""What every test shares: no screen is needed."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
