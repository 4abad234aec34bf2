"""Attendance Suite: one place for conversations between customers, bots and people."""

__version__ = "0.1.0"
