"""Customers: one file per human being or company, found before it is made twice.

Every desk opens it (S006, S071, S074).
"""
