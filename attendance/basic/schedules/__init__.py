"""When a script runs by itself (10.10): cron, phrases, intervals and moments, in one normal form."""

from attendance.basic.schedules.registration import Registration, registration
from attendance.basic.schedules.schedule import Schedule, every, next_after, parse

__all__ = ["Registration", "Schedule", "every", "next_after", "parse", "registration"]
