"""The demo corpus as contest sites on loopback, so that scraping is tried without leaving the machine.

Every site shows every problem of the corpus in its own look; the solutions of the corpus are the submissions. Nothing here is
copied from the sites: the pages are our own with the structure that the real ones have.
"""
