"""What is due today for the person who signed in (S006, S037, S060)."""
