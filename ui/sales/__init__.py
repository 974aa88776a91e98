"""The windows of the quotations."""
