"""Reception: who came or called, who is in the showroom now, whose turn it is, how many left a
contact (S001, S003, S004).
"""
