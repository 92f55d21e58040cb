"""Scaling laws: how loss falls with parameters, tokens and compute, and how compute is best divided."""
