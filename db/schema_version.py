"""What marks a store file as ours, and by which schema it was written."""

APPLICATION = 0x44444B31
SCHEMA = 15
"""The number of the newest revision: a literal, so that a start need not load Alembic."""
