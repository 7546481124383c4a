"""Shared by all tests: this folder is importable, so that tests can share made-up records."""
