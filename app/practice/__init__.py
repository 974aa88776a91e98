"""A store to practise in: made-up people and cars that look real, a month of them for learning, ten years of them for measuring."""
