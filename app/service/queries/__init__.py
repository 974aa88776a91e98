"""What the service desk reads.

Its list, the money of one order, the whole order as screen and papers show it.
"""
