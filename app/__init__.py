"""Verbs: what the store may do. No Qt."""
