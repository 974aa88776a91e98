"""Windows of the till: takings of the day, and what is owed by age."""
