"""The page of the API, in a browser that reaches nothing but us."""

import re

from playwright.sync_api import expect

from tests.chromium import NewPage, Product

_LARGE_DOCUMENT_MS = 30_000


def test_the_api_page_needs_no_network_and_tries_calls_as_whoever_is_signed_in(
    new_page: NewPage, product: Product
) -> None:
    page = new_page()
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("link", name="Fila de atendimento").wait_for()
    page.goto("about:blank")
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("requestfailed", lambda request: complaints.append(request.url))

    page.goto(f"{product.url}/api/docs")
    expect(page.get_by_role("heading", name=re.compile("Attendance Suite"))).to_be_visible(
        timeout=_LARGE_DOCUMENT_MS
    )
    page.get_by_placeholder("Filter by tag or path").fill("attendance/queues")
    create = page.locator("[id*=create_queue]")
    create.locator("button.opblock-summary-control").click()
    create.locator("textarea.body-param__text").fill('{"name": "Trade-in"}')
    create.get_by_role("button", name="Execute").click()

    expect(create.locator(".live-responses-table tbody td.response-col_status")).to_have_text("201")
    assert not complaints
