"""The service desk in the window.

Orders at the left, the car that comes in or the order that is open at the right.
"""
