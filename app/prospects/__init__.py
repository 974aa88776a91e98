"""Prospects: who may buy and how soon, who looks after them, and planned contacts.

Work plans S004, S005, S006.
"""
