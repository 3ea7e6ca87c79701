"""The ground floor: the program (tenant), the audit chain, and what Today asks of each room.

`core` never points up: actors and subjects are kept as keys, so that a row of any room can be
named.
"""
