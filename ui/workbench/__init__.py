"""The technician's own page: jobs of today, job clock, shift clock."""
