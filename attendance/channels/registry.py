"""The channels that there are. The only module that names them: everything else asks for `Channel`s by name."""

from collections.abc import Mapping

import httpx

from attendance.channels.base import Channel
from attendance.channels.echo.channel import EchoChannel, Outbox
from attendance.channels.email.channel import EmailChannel
from attendance.channels.google_chat.channel import KEYS_URL, GoogleChatChannel
from attendance.channels.instagram.channel import InstagramChannel
from attendance.channels.messenger.channel import MessengerChannel
from attendance.channels.slack.channel import SlackChannel
from attendance.channels.sms.channel import SmsChannel
from attendance.channels.teams.channel import OPENID_URL, TeamsChannel
from attendance.channels.telegram.channel import TelegramChannel
from attendance.channels.webchat.channel import WebchatChannel
from attendance.channels.whatsapp.channel import WhatsAppChannel
from attendance.kernel.storage import Storage
from attendance.vendors.google_chat import GoogleChatClient
from attendance.vendors.imap import Imap, ImapClient
from attendance.vendors.keys import Keys
from attendance.vendors.mail_oauth import OAuthTokens
from attendance.vendors.meta_graph import GraphClient
from attendance.vendors.meta_messaging import MessagingClient
from attendance.vendors.slack import SlackClient
from attendance.vendors.smtp import Smtp, SmtpClient
from attendance.vendors.teams import TeamsClient
from attendance.vendors.telegram import TelegramClient
from attendance.vendors.twilio import TwilioClient


def build(
    *,
    http: httpx.AsyncClient,
    graph_url: str = "https://graph.facebook.com",
    graph_version: str = "v26.0",
    instagram_url: str = "https://graph.instagram.com",
    telegram_url: str = "https://api.telegram.org",
    twilio_url: str = "https://api.twilio.com",
    slack_url: str = "https://slack.com/api",
    teams_url: str = "https://smba.trafficmanager.net/teams",
    teams_login_url: str = "https://login.microsoftonline.com",
    teams_openid_url: str = OPENID_URL,
    google_chat_url: str = "https://chat.googleapis.com",
    google_token_url: str = "https://oauth2.googleapis.com/token",
    google_keys_url: str = KEYS_URL,
    public_url: str | None = None,
    echo_outbox: Outbox | None = None,
    imap: Imap | None = None,
    smtp: Smtp | None = None,
    allow_private: bool = False,
    signing_key: bytes = b"",
    storage: Storage | None = None,
) -> Mapping[str, Channel]:
    """Every channel by its name. `http` makes the calls to vendors; the caller closes it.

    `allow_private` lets mail servers be inside the house; `signing_key` proves addresses that we made.
    `public_url` is where vendors reach our webhooks; without it none is told of them.
    """
    graph = GraphClient(http, graph_url, graph_version)
    facebook = MessagingClient(graph)
    instagram = MessagingClient(GraphClient(http, instagram_url, graph_version))
    google_chat = GoogleChatClient(http, google_chat_url, google_token_url)
    teams = TeamsClient(http, teams_url, teams_login_url)
    channels: tuple[Channel, ...] = (
        EchoChannel(echo_outbox),
        EmailChannel(
            imap or ImapClient(allow_private),
            smtp or SmtpClient(allow_private),
            OAuthTokens(http),
            key=signing_key,
        ),
        WebchatChannel(storage),
        InstagramChannel(facebook=facebook, instagram=instagram),
        MessengerChannel(facebook),
        GoogleChatChannel(google_chat, Keys(http, "Google"), keys_url=google_keys_url, public_url=public_url),
        SlackChannel(SlackClient(http, slack_url)),
        TeamsChannel(teams, Keys(http, "Microsoft"), teams_openid_url),
        SmsChannel(TwilioClient(http, twilio_url), public_url),
        TelegramChannel(TelegramClient(http, telegram_url), public_url),
        WhatsAppChannel(graph),
    )
    return {channel.name: channel for channel in channels}
