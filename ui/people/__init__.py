"""Customers and their cars: found by any scrap, read on one page with one timeline, entered once (S013, S017, S071)."""
