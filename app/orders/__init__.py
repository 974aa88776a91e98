"""The repair order: its stages, promised time, money and guarantee.

The service desk and the workshop both work on it.
"""
