"""The window around the desks: work off the GUI thread, notices, drafts, printing, signing in.

Knows no desk.
"""
