"""The settings as people see them.

The store, its people, its lists, its rules, its papers, its data, this PC.
"""
