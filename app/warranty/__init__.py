"""Warranty rights of a car (三包) and recalls: what advisors and managers must know in time."""
