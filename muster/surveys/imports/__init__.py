"""Answers from other survey tools: a file is read, stripped, looked through, and brought in.

What could tell who somebody was, where and when, is dropped before anything is kept. What is kept
until the answers are in is a copy without it, and nothing afterwards: responses get random keys and
stand in a random order, and what remains is which import a response came with, as one of many. A
line of the file and a response cannot be put together again, here or by whoever has the database.
"""
