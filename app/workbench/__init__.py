"""The technician's desk: own jobs of today, job clock, shift clock, PIN.

Work plans S171 to S173.
"""
