"""Prospects: who may buy and how soon, who looks after them, and the contacts that follow from it
(S004, S005, S006).
"""
