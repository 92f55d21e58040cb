"""Samples of a model judged: the funnel and its solve rates, false positives, verdicts by hand, simulated contests."""
