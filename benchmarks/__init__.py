"""What codequorum costs: commands that print a table and write build/bench/NAME.json. Figures, not tests."""
