"""A family of small problems, written by a program: so many and so alike that a tiny model can learn to solve new ones.

A member asks to read integers, take some of them, change each, and tell one number of the results. Which, how and what are
parts that are put together anew for each member, so a member of the split test is a combination that no training problem has:
its program stands nowhere in the training data, but all of its parts do.
"""
