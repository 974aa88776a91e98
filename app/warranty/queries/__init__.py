"""What the windows and papers of the warranty rights read."""
