"""Cars for sale on the screen."""
