"""A store to practise in.

Made-up people and cars that look real, a month of them for learning, ten years of them for
measuring.
"""
