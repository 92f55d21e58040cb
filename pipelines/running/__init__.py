"""How a pipeline is run anywhere: Beam's options and runners, workers, progress, failures, and the scratch folder."""
