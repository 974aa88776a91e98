"""The till: takings of the day, counted and closed, and what is still owed (K7, S048)."""
