"""Test drives in the window.

A day of the demo cars, a booking from the first call to the feedback, two papers.
"""
