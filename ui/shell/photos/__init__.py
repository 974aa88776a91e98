"""Photos of a record: read from files, shown small, opened whole."""
