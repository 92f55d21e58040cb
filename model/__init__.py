"""What a model would write: the JAX stack that trains on and samples from exported datasets. The only JAX."""
