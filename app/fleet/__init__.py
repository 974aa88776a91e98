"""The cars of the house and who has them when: test drives, loan cars 代步车, and blocks.

Every use of a demo car is a booking of one table, so that no desk can promise what another one
has given away. Test drives are booked by `testdrives`; loans and blocks are booked here.
"""
