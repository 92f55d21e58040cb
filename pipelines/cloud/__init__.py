"""Beyond one machine: places in a bucket, our own package for far-away workers, and what a service that runs a job is told."""
