"""The pretraining corpus: source files out of checkouts, archives, folders and tables, cleaned as the paper cleans them.

Knows no Beam but in `build.py`, which wires the steps: read -> clean -> stage -> decide on duplicates -> shard -> write.
"""
