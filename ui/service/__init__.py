"""The service desk in the window: orders at the left, the car that comes in or the order that is open at the right."""
