"""What else an input could be: pure functions (text, rng) -> text. No processes, no Beam."""

from mutators.mutate import MUTATORS, candidate_input, mutate

__all__ = ["MUTATORS", "candidate_input", "mutate"]
