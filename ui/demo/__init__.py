"""A whole day of an invented store, played in the real window by keys, mouse and input method."""
