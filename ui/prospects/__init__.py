"""Prospects 意向客户: who may buy, and who will not. Begins with the losses 战败 (A10)."""
