"""A dataset told to people: one HTML file with plots and their tables, readable offline, in black and white and on a phone."""
