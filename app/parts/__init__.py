"""Price lists of the workshop.

Labour items with hours and rate, parts with their legal label and price.
"""
