"""Use cases of the service desk: open, price, agree, bill, hand over."""
