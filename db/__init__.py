"""Nouns: what the store remembers. Imports nothing of ours."""
