"""What the service desk may do, one module per gesture of the day: open, price, agree, bill, hand over."""
