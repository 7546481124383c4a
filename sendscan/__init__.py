"""sendscan reads what inspectors write: letters on SEND and children's services, into checkable records."""

__version__ = "0.1.0"
