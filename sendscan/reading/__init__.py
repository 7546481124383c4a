"""Bytes to :class:`Source`."""
