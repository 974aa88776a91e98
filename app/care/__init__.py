"""Care for customers after the sale: the calls that are planned for them (E10).

Who sits here: consultants after a hand-over; the desk of customer care widens it.
"""
