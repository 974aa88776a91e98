"""Test drives 试乘试驾 with the demo cars, from booking to the driver's opinion.

Serves the work plans on the showroom process: no car and no consultant twice at one time, nobody
drives without a licence that covers the car and a signed agreement, and the driver's opinion
reaches the prospect's level.
"""
