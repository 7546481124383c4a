"""Findings to polarity, voice and concerns."""
