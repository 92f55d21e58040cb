"""What a stranger does first: install it, and run the two commands of the README on a fresh machine."""
