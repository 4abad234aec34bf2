"""A channel's windows, as the policy of sending wants them."""

from attendance.channels.base import Channel
from attendance.conversations.rules import Limits


def limits_of(channel: Channel) -> Limits:
    return Limits(channel.capabilities.reply_window, channel.capabilities.human_reply_window)
