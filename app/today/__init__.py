"""What is due for the person who signed in.

Whom to call, which drives, which hand-overs, who is in the showroom (S006, S037, S060).
"""
