"""Price lists of the workshop: labour items with hours and rate, parts with their legal label and price."""
