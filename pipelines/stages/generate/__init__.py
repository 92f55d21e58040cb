"""Tests that many correct solutions agree on: candidates drawn, probed, rated and voted on in rounds."""

from pipelines.stages.generate.rounds import Generate

__all__ = ["Generate"]
