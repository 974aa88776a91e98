"""The plan of the workshop's bays, and who is expected when."""
