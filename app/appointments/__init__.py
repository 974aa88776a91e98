"""Service appointments 预约 for advisors and the reception: hours of bays against capacity.

Serves S018 (appointment rate), S048 and S091; rows F1 to F12 and F14.
"""
