"""Samples of a model weighed: filtered, told apart, chosen from, judged. Knows no Beam."""
