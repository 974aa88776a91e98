"""Reads the list of orders, the money of one, and one whole order for screen and papers."""
