"""Runs untrusted programs: compile once, run many, inside a sandbox. Knows processes; knows no Beam."""
