"""The reception desk in the window."""
