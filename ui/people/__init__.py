"""Customers and their cars.

Found by any part of a name or number, read on one page, entered once (S006, S071, S074).
"""
