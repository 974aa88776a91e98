"""Warranty rights in the window: the demands of buyers with their deadlines."""
