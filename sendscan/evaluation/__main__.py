"""``python -m sendscan.evaluation GOLD LETTERS``."""

import typer

from sendscan.cli.evaluate import evaluate

typer.run(evaluate)
