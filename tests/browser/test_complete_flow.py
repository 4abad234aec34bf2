"""The complete flow of a customer whom the company knows: from their "Oi" on WhatsApp to the ticket on record."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.chromium import NewPage, Product

PHONE = "5511944443333"
PATIENTLY_MS = 30_000


class Company:
    """The API as the owner's browser speaks it."""

    def __init__(self, page: Page, product: Product) -> None:
        self._page, self._url = page, product.url
        self._token = self.asks("GET", "/api/me")["csrf_token"]

    def asks(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-CSRF-Token": getattr(self, "_token", "")}
        answer = self._page.request.fetch(self._url + path, method=method, data=body, headers=headers)
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def prepare(self) -> str:
        """Joana is a customer of the CRM; conversations go past the bot, those on WhatsApp to no queue yet. Her id."""
        lead = self.asks("POST", "/api/crm/leads", {"name": "Joana Prado", "phone": f"+{PHONE}"})
        joana = self.asks("POST", f"/api/crm/leads/{lead['id']}/convert", {"deal": None})["contact_id"]
        bot = self.asks("GET", "/api/bots")[0]
        self.asks("PATCH", f"/api/bots/{bot['id']}", {"settings": {"attendance-bypass-mode": True}})
        for queue in self.asks("GET", "/api/attendance/queues"):
            others = [one for one in queue["channels"] if one != "whatsapp"]
            self.asks("PATCH", f"/api/attendance/queues/{queue['id']}", {"channels": others})
        customer_id: str = joana
        return customer_id

    def open_queue(self, *members: str) -> str:
        """In which what is resolved gets a ticket."""
        body = {
            "name": "Suporte WhatsApp", "channels": ["whatsapp"], "user_ids": members,
            "policy": {"strategy": "round_robin"},
        }  # fmt: skip
        made: str = self.asks("POST", "/api/attendance/queues", body)["id"]
        rule = {"queue_id": made, "creates": "on_resolve"}
        self.asks("PUT", "/api/attendance/ticket-settings/rules", {"rules": [rule]})
        return made


def _column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def _enter(page: Page, product: Product, role: str) -> str:
    page.goto(product.sign_in_links[role])
    page.get_by_role("navigation", name="Principal").wait_for()
    user_id: str = page.request.get(f"{product.url}/api/me").json()["id"]
    return user_id


def _writes(page: Page, product: Product, text: str) -> None:
    """The customer, on the telephone of the demo."""
    body = {"network": "whatsapp", "address": PHONE, "name": "Joana", "text": text}
    assert page.request.post(f"{product.url}/demo/telefone/messages", data=body).ok


def _reads(page: Page, product: Product, text: str) -> None:
    """The customer's telephone shows it."""
    address = f"{product.url}/demo/telefone/chat?network=whatsapp&address={PHONE}"
    version = -1
    for _ in range(20):
        chat = page.request.get(f"{address}&after={version}").json()
        if text in str(chat):
            return
        version = chat["version"]
    raise AssertionError(f"{text} did not arrive")


def test_from_oi_on_whatsapp_to_the_ticket(new_page: NewPage, product: Product) -> None:
    owner, maria = new_page(), new_page()
    _enter(owner, product, "owner")
    maria_id = _enter(maria, product, "attendant")
    company = Company(owner, product)
    joana = company.prepare()
    queue = company.open_queue(maria_id)
    maria.get_by_role("button", name="Mudar status e conta").click()
    maria.get_by_role("menuitem", name="Online").click()
    expect(maria.get_by_role("button", name="Maria Santos, Online")).to_be_visible(timeout=PATIENTLY_MS)
    maria.goto(f"{product.url}/kanban")
    maria.get_by_role("region", name="Novos").wait_for()

    _writes(owner, product, "Oi")

    card = _column(maria, "Novos").get_by_role("article").filter(has_text="Joana Prado")
    expect(card.get_by_text("Maria Santos", exact=True)).to_be_visible(timeout=PATIENTLY_MS)
    name = card.get_attribute("aria-label") or ""
    [found] = [
        one["conversation"]
        for one in company.asks("GET", "/api/attendance/conversations?limit=100")["items"]
        if one["conversation"]["contact"]["id"] == joana
    ]
    session = company.asks("GET", f"/api/session/{found['id']}")
    assert (session["assigned_to"], session["customer_id"]) == (maria_id, joana)
    assert (session["queue_id"], session["needs_human"]) == (queue, True)

    card.get_by_role("button").first.click()
    panel = maria.get_by_role("complementary", name="Conversa aberta")
    panel.get_by_role("button", name="Aceitar").first.click()
    expect(_column(maria, "Em Atendimento").get_by_role("article", name=name)).to_be_visible(
        timeout=PATIENTLY_MS
    )
    expect(_column(maria, "Novos").get_by_role("article", name=name)).to_have_count(0, timeout=PATIENTLY_MS)

    composer = panel.get_by_role("textbox", name="Mensagem", exact=True)
    composer.fill("Olá, Joana! Como posso ajudar?")
    composer.press("Enter")
    _reads(owner, product, "Como posso ajudar?")

    panel.get_by_role("button", name="Resolver").first.click()
    expect(_column(maria, "Resolvidos").get_by_role("article", name=name)).to_be_visible(timeout=PATIENTLY_MS)

    maria.goto(f"{product.url}/tickets")
    expect(maria.get_by_role("listitem").filter(has_text="Joana Prado")).to_be_visible(timeout=PATIENTLY_MS)
    [ticket] = company.asks("GET", f"/api/attendance/tickets?customer_id={joana}")["items"]
    assert (ticket["assigned_to"], ticket["customer_id"]) == (maria_id, joana)
    assert (ticket["status"], ticket["session_id"]) == ("resolved", found["id"])
