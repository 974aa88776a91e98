"""The workshop controller's desk.

Which car stands where, who works on it, what is late and why (work plans S026, S018).
"""
