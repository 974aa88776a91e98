"""A simple desk is a declaration: a list with filters, its records, and the steps they take."""
