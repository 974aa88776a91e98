"""Invented stores: a month of work for practising, ten years of it for measuring."""
