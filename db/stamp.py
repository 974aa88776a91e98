"""What marks a store file as ours, and by which schema it was written."""

APPLICATION = 0x44444B31
SCHEMA = 2
