"""Customers and their cars.

Found by any scrap, read on one page with one timeline, entered once (S006, S071, S074).
"""
