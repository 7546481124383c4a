"""sendscan reads what inspectors write: letters on SEND and children's services, into checkable records.

>>> import sendscan
>>> record = sendscan.parse("samples/sutton-2020-05-04.txt")
>>> record.outcome.verdict
'sufficient_progress'

The names below are loaded when first used, so that importing sendscan costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sendscan.errors import SendscanError
    from sendscan.model import Record
    from sendscan.scan import parse
    from sendscan.writing import as_dict

__version__ = "0.1.0"
__all__ = ["Record", "SendscanError", "__version__", "as_dict", "parse"]

_HOMES = {
    "Record": "sendscan.model",
    "SendscanError": "sendscan.errors",
    "as_dict": "sendscan.writing",
    "parse": "sendscan.scan",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sendscan' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
