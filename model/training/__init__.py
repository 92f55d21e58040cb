"""Training: optimiser and schedule, a step on a mesh of devices, checkpoints, the loop around them. Start at loop.py."""
