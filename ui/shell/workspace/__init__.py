"""The window of a signed-in person: tabs, pages, history, notices, background work."""
