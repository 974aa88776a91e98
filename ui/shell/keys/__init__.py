"""Shortcuts: declared actions, their keys, the list of them."""
