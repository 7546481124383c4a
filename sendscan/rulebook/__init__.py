"""Rules: what inspectors write, read from YAML."""
