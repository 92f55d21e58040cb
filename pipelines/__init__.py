"""In what order things are done, touching the world: sources, stages, execution. The only Beam."""
