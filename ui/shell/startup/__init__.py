"""From the first paint to the signed-in person, and to the end of the program."""
