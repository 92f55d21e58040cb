"""The commands, one file each: its part of the grammar, and a function that imports its room and runs it. Quick to import."""
