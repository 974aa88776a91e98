"""The repair order itself: its stages, promised time, money and guarantee, which the service desk and the workshop both move."""
