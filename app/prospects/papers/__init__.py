"""Draws the papers of prospects: the sheet of levels, the card, the report of the day."""
