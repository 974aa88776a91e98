"""The demo cars on the road.

Who has which car from when until when, who may drive it, leaving and coming back.

A car goes out for a test drive or, lent with a repair order, as a loan car 代步车.
Both desks take it from here, so that neither can promise what the other one has given away.
"""
