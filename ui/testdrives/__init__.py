"""Test drives in the window: the day of the demo cars, a booking from wish to feedback, two papers."""
