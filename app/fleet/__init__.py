"""The store's own cars and who has them when: test drives, loan cars 代步车, blocks.

Every use of a demo car is a booking in one table, so that no car is promised twice. Test drives are
booked by `testdrives`; loans and blocks are booked here.
"""
