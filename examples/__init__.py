"""codequorum as a library: five programs of under 40 lines each. Run one by `python -m examples.NAME`."""
