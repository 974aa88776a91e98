"""The service desk 维修接待.

An order from the car's arrival to its hand-over, in the customer's words and with agreed prices.
"""
