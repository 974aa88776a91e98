"""The first tab: what is due for me."""
