"""What the parsers of all sites share: trees, statements, samples, limits, answers in JSON, languages and verdicts."""
