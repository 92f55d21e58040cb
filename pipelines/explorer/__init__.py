"""A dataset to walk through: a web page on this machine alone, over the parquet files."""
