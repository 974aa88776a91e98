"""Test drives in the window.

The day of the demo cars, a booking from wish to feedback, two papers.
"""
