"""Reads orders for the list, for their page and for papers."""
