"""A day of an invented store, played in the real window."""
