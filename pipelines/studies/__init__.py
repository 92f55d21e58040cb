"""Studies of samples that are there: what is copied, what is hard, what helps. Knows no model; they meet in parquet."""
