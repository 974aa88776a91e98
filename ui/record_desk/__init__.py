"""Simple desks by declaration: a list with filters, records, and their steps."""
