"""The steps of a build, one file each: a pure function beside the thin PTransform that wires it. Stages never import stages."""
