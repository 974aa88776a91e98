"""Customers' cars: plates with dates, the people around a car, its history.

Plate-only entries are completed later (S074).
"""
