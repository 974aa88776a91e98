"""Customers: one file per human being or company, found before it is made twice. Every desk opens it (S013, S017, S071)."""
