"""People on every vendor's fake, any number of them: what one writes, and what one sees of what we sent to them.

A `Place` is a vendor and our inbox there; people in it are named by the id that the vendor knows them by.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from email.message import EmailMessage
from itertools import count
from typing import Any, ClassVar
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.fakes import messaging
from tests.fakes.google_chat import PROJECT, FakeGoogleChat
from tests.fakes.graph import FakeGraph
from tests.fakes.mail import FakeMail
from tests.fakes.messaging import FakeMessaging
from tests.fakes.slack import FakeSlack
from tests.fakes.teams import FakeTeams
from tests.fakes.telegram import FakeTelegram
from tests.fakes.twilio import FakeTwilio

PUBLIC_URL = "https://ours.test"
_numbers = count(1)

Picture = bytes | str
"""What somebody sees: its bytes, or our address that their vendor fetches it from."""


class Place(ABC):
    """One vendor, and the customers and attendants who write there."""

    channel: ClassVar[str]
    credentials: Mapping[str, str]
    app: ASGIApp | None = None
    """The vendor; None where there is none."""
    product_url = ""

    def settings(self, url: str) -> Mapping[str, str]:
        """What the product must know to find the fake at `url`."""
        return {}

    def listen_at(self, url: str, key: str) -> None:
        """Our webhooks, where the product runs now."""
        self.product_url, self.path = url, f"/webhooks/{self.channel}/{key}"

    @property
    def callback_url(self) -> str:
        return self.product_url + self.path

    @abstractmethod
    def newcomer(self) -> str:
        """Somebody who never wrote before."""

    @abstractmethod
    async def writes(self, who: str, text: str) -> None: ...

    @abstractmethod
    async def sends(self, who: str, picture: bytes, text: str) -> None:
        """A picture, in PNG, with words."""

    @abstractmethod
    async def texts(self, who: str) -> list[str]:
        """The words that they were sent, oldest first."""

    @abstractmethod
    async def pictures(self, who: str) -> list[Picture]:
        """The pictures that they were sent, oldest first."""

    async def settle(self) -> None:
        """Wait until everything is reported, and hang up."""
        return


def _next() -> int:
    return next(_numbers)


class WhatsApp(Place):
    channel = "whatsapp"

    def __init__(self) -> None:
        self.fake = FakeGraph()
        self.app = self.fake.app
        self.credentials = {
            "phone_number_id": self.fake.phone_number_id,
            "access_token": self.fake.token,
            "app_secret": self.fake.app_secret,
            "verify_token": "verify-me",
        }

    def settings(self, url: str) -> Mapping[str, str]:
        return {"graph_url": url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url = self.callback_url

    def newcomer(self) -> str:
        return f"55119{_next():08d}"

    async def writes(self, who: str, text: str) -> None:
        await self.fake.customer_writes(who, text, name="João Silva")

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        await self.fake.customer_sends(who, picture, "image/png", caption=text)

    async def texts(self, who: str) -> list[str]:
        return [json.dumps(body, ensure_ascii=False) for body in self._sent(who)]

    async def pictures(self, who: str) -> list[Picture]:
        ids = [body["image"]["id"] for body in self._sent(who) if body["type"] == "image"]
        return [self.fake.media.files[one].content for one in ids]

    def _sent(self, who: str) -> list[Mapping[str, Any]]:
        return [c.body for c in self.fake.sent if str(c.body.get("to")).lstrip("+") == who]

    async def settle(self) -> None:
        await self.fake.settle()
        await self.fake.http.aclose()


class Telegram(Place):
    channel = "telegram"

    def __init__(self) -> None:
        self.fake = FakeTelegram(secret_token="segredo")
        self.app = self.fake.app
        self.credentials = {"bot_token": self.fake.token, "secret_token": "segredo"}

    def settings(self, url: str) -> Mapping[str, str]:
        return {"telegram_url": url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url, self.fake.secret_token = self.callback_url, "segredo"

    def newcomer(self) -> str:
        return str(55110000 + _next())

    async def writes(self, who: str, text: str) -> None:
        await self.fake.customer_writes(int(who), text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        await self.fake.customer_sends(int(who), picture, caption=text)

    async def texts(self, who: str) -> list[str]:
        return [one.get("text") or one.get("caption", "") for one in self._sent(who)]

    async def pictures(self, who: str) -> list[Picture]:
        return [self.fake.files[one["photo"]["file_id"]] for one in self._sent(who) if "photo" in one]

    def _sent(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.fake.sent if str(one["chat"]["id"]) == who]

    async def settle(self) -> None:
        await self.fake.http.aclose()


class Sms(Place):
    channel = "sms"

    def __init__(self) -> None:
        self.fake = FakeTwilio()
        self.app = self.fake.app
        self.credentials = {
            "account_sid": self.fake.account_sid,
            "auth_token": self.fake.token,
            "number": self.fake.number,
        }

    def settings(self, url: str) -> Mapping[str, str]:
        self.url = url
        return {"twilio_url": url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url, self.fake.public_url = self.callback_url, PUBLIC_URL + self.path

    def newcomer(self) -> str:
        return f"+55119{_next():08d}"

    async def writes(self, who: str, text: str) -> None:
        await self.fake.customer_writes(who, text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        self.fake.files[name := f"ME{_next()}"] = picture
        address = f"{self.url}/2010-04-01/Media/{name}"
        about = {"NumMedia": "1", "MediaUrl0": address, "MediaContentType0": "image/png"}
        await self.fake.customer_writes(who, text, **about)

    async def texts(self, who: str) -> list[str]:
        return [form.get("Body", "") for form in self.fake.sent if form["To"] == who]

    async def pictures(self, who: str) -> list[Picture]:
        pairs = zip(self.fake.sent, self.fake.media_urls, strict=True)
        return [url for form, urls in pairs if form["To"] == who for url in urls]

    async def settle(self) -> None:
        await self.fake.settle()
        await self.fake.http.aclose()


class Messenger(Place):
    channel = "messenger"

    def __init__(self, fake: FakeMessaging | None = None) -> None:
        self.fake = fake or FakeMessaging()
        self.app = self.fake.app
        self.credentials = {
            "page_id": self.fake.account,
            "access_token": self.fake.token,
            "app_secret": self.fake.app_secret,
            "verify_token": "verify-me",
        }

    def settings(self, url: str) -> Mapping[str, str]:
        self.url = url
        return {"graph_url": url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url = self.callback_url

    def newcomer(self) -> str:
        return str(7001200000 + _next())

    async def writes(self, who: str, text: str) -> None:
        await self.fake.customer_writes(who, text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        self.fake.files[name := f"{_next()}.png"] = picture
        part = {"type": "image", "payload": {"url": f"{self.url}/cdn/{name}"}}
        said = messaging.message(who, self.fake.account, text=text, attachments=[part])
        kind = "page" if self.channel == "messenger" else "instagram"
        await self.fake.deliver(messaging.webhook(self.fake.account, said, kind=kind))

    async def texts(self, who: str) -> list[str]:
        return [one["text"] for one in self._sent(who) if "text" in one]

    async def pictures(self, who: str) -> list[Picture]:
        payloads = [one["attachment"]["payload"] for one in self._sent(who) if "attachment" in one]
        return [self._picture(payload) for payload in payloads]

    def _picture(self, payload: Mapping[str, Any]) -> Picture:
        if "url" in payload:
            return str(payload["url"])
        return self.fake.uploads[int(payload["attachment_id"].removeprefix("att")) - 1][1]

    def _sent(self, who: str) -> list[Mapping[str, Any]]:
        sent = [call for call in self.fake.calls if "message" in call and call["recipient"].get("id") == who]
        return [call["message"] for call in sent]

    async def settle(self) -> None:
        await self.fake.settle()
        await self.fake.http.aclose()


class Instagram(Messenger):
    channel = "instagram"

    def __init__(self) -> None:
        super().__init__(FakeMessaging("instagram", account="178414000", token="IGAAfake"))
        self.credentials = {key: value for key, value in self.credentials.items() if key != "page_id"}

    def settings(self, url: str) -> Mapping[str, str]:
        self.url = url
        return {"instagram_url": url}


class Slack(Place):
    """Everybody in their direct messages with our app: `U…` writes in `D…`. `last_ts`: of the words written last."""

    channel = "slack"
    last_ts = ""

    def __init__(self) -> None:
        self.fake = FakeSlack()
        self.app = self.fake.app
        self.credentials = {"bot_token": self.fake.token, "signing_secret": self.fake.signing_secret}

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = f"{url}/api"
        return {"slack_url": self.fake.url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url = self.callback_url

    def newcomer(self) -> str:
        return f"U0P{_next():06d}"

    async def writes(self, who: str, text: str) -> None:
        body = await self.fake.writes(who, text, channel=f"D{who[1:]}")
        self.last_ts = str(json.loads(body)["event"]["ts"])

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        file_id = f"F{_next():08d}"
        self.fake.files[file_id] = {"id": file_id, "content": picture}
        about = {"id": file_id, "name": "foto.png", "mimetype": "image/png", "size": len(picture)}
        files = [{**about, "url_private": f"{self.fake.url}/download/{file_id}"}]
        await self.fake.writes(who, text, channel=f"D{who[1:]}", subtype="file_share", files=files)

    async def texts(self, who: str) -> list[str]:
        return [one["text"] for one in self._sent(who)]

    async def pictures(self, who: str) -> list[Picture]:
        return [file["content"] for one in self._sent(who) for file in one.get("files", ())]

    def _sent(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.fake.sent if one["channel"] == f"D{who[1:]}"]

    async def settle(self) -> None:
        await self.fake.http.aclose()


class Teams(Place):
    """Everybody in their chat with our app: `29:x` writes in `a:x`."""

    channel = "teams"

    def __init__(self) -> None:
        self.fake = FakeTeams()
        self.app = self.fake.app
        self.credentials = {
            "app_id": self.fake.app_id,
            "app_secret": self.fake.secret,
            "tenant_id": self.fake.tenant_id,
        }

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = url
        own = self.fake.service_url
        return {"teams_url": own, "teams_login_url": f"{url}/login", "teams_openid_url": f"{url}/openid"}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url = self.callback_url

    def newcomer(self) -> str:
        return f"29:p{_next()}"

    async def writes(self, who: str, text: str) -> None:
        await self._says(who, text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        self.fake.files[name := f"f{_next()}.png"] = picture
        address = f"{self.fake.service_url}/v3/attachments/{name}"
        await self._says(
            who, text, attachments=[{"contentType": "image/png", "contentUrl": address, "name": name}]
        )

    async def _says(self, who: str, text: str, **more: Any) -> None:
        body = self.fake.activity(text, user=who, conversation=_chat(who), **more)
        assert (await self.fake.deliver(body)).status_code == 200

    async def texts(self, who: str) -> list[str]:
        return [json.dumps(one, ensure_ascii=False) for one in self._sent(who)]

    async def pictures(self, who: str) -> list[Picture]:
        parts = [part for one in self._sent(who) for part in one.get("attachments", ())]
        return [part["contentUrl"] for part in parts if part["contentType"].startswith("image/")]

    def _sent(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.fake.sent if one["conversation"] == _chat(who)]

    async def settle(self) -> None:
        await self.fake.http.aclose()


def _chat(who: str) -> str:
    return f"a:{who.removeprefix('29:')}"


class GoogleChat(Place):
    """Everybody in their chat with our app: `users/x` writes in `spaces/DMx`."""

    channel = "google_chat"

    def __init__(self) -> None:
        self.fake = FakeGoogleChat()
        self.app = self.fake.app
        self.credentials = {"service_account": self.fake.service_account, "project_number": PROJECT}

    def settings(self, url: str) -> Mapping[str, str]:
        self.fake.url = url
        return {"google_chat_url": url, "google_token_url": f"{url}/token", "google_keys_url": url}

    def listen_at(self, url: str, key: str) -> None:
        super().listen_at(url, key)
        self.fake.callback_url = self.callback_url

    def newcomer(self) -> str:
        number = _next()
        self.fake.direct[f"users/{number}"] = f"spaces/DM{number}"
        return f"users/{number}"

    async def writes(self, who: str, text: str) -> None:
        await self._says(who, text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        self.fake.files[name := f"media{_next()}"] = picture
        part = {
            "contentName": "foto.png",
            "contentType": "image/png",
            "attachmentDataRef": {"resourceName": name},
            "source": "UPLOADED_CONTENT",
        }
        await self._says(who, text, attachment=[part])

    async def _says(self, who: str, text: str, **more: Any) -> None:
        user = {"name": who, "displayName": "João Silva", "type": "HUMAN"}
        space = self.fake.direct[who]
        said = self.fake.message(text, space=space, sender=user, **more)
        assert (
            await self.fake.deliver(self.fake.event(space=space, message=said, user=user))
        ).status_code == 200

    async def texts(self, who: str) -> list[str]:
        return [json.dumps(one, ensure_ascii=False) for one in self._sent(who)]

    async def pictures(self, who: str) -> list[Picture]:
        """Apps can't upload: a card shows a picture that Google fetches from us."""
        widgets = [
            widget
            for one in self._sent(who)
            for card in one.get("cardsV2", ())
            for section in card["card"].get("sections", ())
            for widget in section["widgets"]
        ]
        return [widget["image"]["imageUrl"] for widget in widgets if "image" in widget]

    def _sent(self, who: str) -> list[dict[str, Any]]:
        return [one for one in self.fake.sent if one["space"]["name"] == self.fake.direct[who]]

    async def settle(self) -> None:
        await self.fake.http.aclose()


class Email(Place):
    """Mailboxes in memory. `look` lets the product look at ours, which it does every some seconds."""

    channel = "email"

    def __init__(self) -> None:
        self.mail = FakeMail()
        self.credentials = {
            "address": "suporte@loja.test",
            "password": self.mail.password,
            "imap_server": "imap.loja.test",
            "smtp_server": "smtp.loja.test:587",
        }

    def newcomer(self) -> str:
        return f"joao{_next()}@cliente.test"

    async def writes(self, who: str, text: str) -> None:
        self._post(self._letter(who, text))

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        letter = self._letter(who, text)
        letter.add_attachment(picture, "image", "png", filename="foto.png")
        self._post(letter)

    def _letter(self, who: str, text: str) -> EmailMessage:
        """In the thread of what they were sent last."""
        letter = EmailMessage()
        letter["From"], letter["To"] = f"João Silva <{who}>", "suporte@loja.test"
        letter["Message-ID"] = f"<{_next()}@cliente.test>"
        last = self._sent(who)[-1:]
        for answered in last:
            letter["In-Reply-To"] = letter["References"] = str(answered["Message-ID"])
        letter["Subject"] = "Re: Pedido" if last else "Pedido"
        letter.set_content(text)
        return letter

    def _post(self, letter: EmailMessage) -> None:
        self.mail.held[max(self.mail.held, default=0) + 1] = letter.as_bytes()

    async def texts(self, who: str) -> list[str]:
        bodies = [one.get_body(("plain",)) for one in self._sent(who)]
        return [str(body.get_content()) for body in bodies if body is not None]

    async def pictures(self, who: str) -> list[Picture]:
        parts = [part for one in self._sent(who) for part in one.walk()]
        return [part.get_content() for part in parts if part.get_content_maintype() == "image"]

    def _sent(self, who: str) -> list[EmailMessage]:
        return [one for one in self.mail.sent if who in str(one["To"])]


class Webchat(Place):
    """Over the panel's protocol; each visitor has a browser."""

    channel = "webchat"

    def __init__(self) -> None:
        self.credentials = {}
        self._browsers: dict[str, httpx.AsyncClient] = {}

    def listen_at(self, url: str, key: str) -> None:
        self.product_url, self.path = url, f"/webchat/{key}"

    def newcomer(self) -> str:
        who = f"visitor {_next()}"
        self._browsers[who] = httpx.AsyncClient()
        return who

    async def writes(self, who: str, text: str) -> None:
        await self._says(who, text)

    async def sends(self, who: str, picture: bytes, text: str) -> None:
        browser = await self._browser(who)
        uploaded = await browser.post("/files", params={"name": "foto.png"}, content=picture)
        assert uploaded.status_code == 201
        await self._says(who, text, files=[uploaded.json()["file"]])

    async def _says(self, who: str, text: str, **more: Any) -> None:
        frame = {"type": "send", "client_id": str(uuid4()), "text": text, **more}
        assert (await (await self._browser(who)).post("/messages", json=frame)).status_code == 201

    async def _browser(self, who: str) -> httpx.AsyncClient:
        browser = self._browsers[who]
        if "authorization" not in browser.headers:
            browser.base_url = httpx.URL(self.callback_url)
            token = (await browser.post("/session", json={})).json()["token"]
            browser.headers["authorization"] = f"Bearer {token}"
        return browser

    async def texts(self, who: str) -> list[str]:
        return [one["text"] for one in await self._shown(who)]

    async def pictures(self, who: str) -> list[Picture]:
        files = [file for one in await self._shown(who) for file in one.get("files", ())]
        return [file["url"] for file in files if file["kind"] == "image" and file.get("url")]

    async def _shown(self, who: str) -> list[dict[str, Any]]:
        answer = await (await self._browser(who)).get("/messages")
        return [one for one in answer.json()["messages"]["items"] if one["author"] != "visitor"]

    async def settle(self) -> None:
        for browser in self._browsers.values():
            await browser.aclose()


def at_one_address(whatsapp: WhatsApp, messenger: Messenger) -> ASGIApp:
    """Meta's Graph serves both: whose a call is its token tells, and files of Messenger need none."""
    token, files = f"Bearer {messenger.fake.token}".encode(), "/cdn/"

    async def graph(scope: Scope, receive: Receive, send: Send) -> None:
        is_messenger = scope["path"].startswith(files) or (b"authorization", token) in scope["headers"]
        await (messenger.fake.app if is_messenger else whatsapp.fake.app)(scope, receive, send)

    return graph


async def seen(place: Place, picture: Picture) -> bytes:
    """Its bytes; what is an address of ours is fetched, as the vendor does."""
    if isinstance(picture, bytes):
        return picture
    parts = urlsplit(picture)
    async with httpx.AsyncClient(base_url=place.product_url) as http:
        answer = await http.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert answer.status_code == 200, f"{picture} can't be fetched: {answer.text[:200]}"
    return answer.content
