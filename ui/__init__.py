"""Windows: what people see and press. No SQL."""
