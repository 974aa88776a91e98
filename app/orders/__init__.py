"""The repair order itself.

Its stages, promised time, money and guarantee, which the service desk and the workshop both move.
"""
