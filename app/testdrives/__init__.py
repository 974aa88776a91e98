"""Test drives 试乘试驾.

The sales consultants' demo cars, from the wish to drive until what the driver thought of it.

Serves the work plans on the showroom process: no car and no consultant twice at one time, nobody
drives without a licence that
covers the car and a signed agreement, and what was felt on the road reaches the prospect's level.
"""
