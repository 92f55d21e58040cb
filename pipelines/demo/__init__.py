"""The embedded demo corpus: problem packages under `problems/`, data of their kind, written for this project."""
