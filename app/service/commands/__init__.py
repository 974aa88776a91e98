"""What the service desk may do, one module per gesture of the day.

Open, price, agree, bill, hand over.
"""
