"""Money that comes in or goes back: receipts, tills that are open, and who signs for refunds.

Served are repair orders and car orders, with one numbering and one till.
"""
