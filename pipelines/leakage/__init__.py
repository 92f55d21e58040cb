"""What of a dataset's valid and test problems is known from its training problems. Knows no Beam."""
