"""Reception: visitors and calls, whose turn it is, and how many left a contact.

Work plans S001, S003, S004.
"""
