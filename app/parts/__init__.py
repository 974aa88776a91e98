"""Price lists of the workshop: labour items with hours and rate, parts with price."""
