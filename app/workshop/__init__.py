"""The workshop controller's desk: cars, bays, technicians, late orders.

Work plans S026 and S018.
"""
