"""A newcomer's first bot, written, tried and published in the console; and what it does seen from there."""

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.accessibility import violations
from tests.chromium import NewPage, Product

_SCRIPT = """' Meu primeiro bot
TALK "Bom dia! Aqui é o Bento."
HEAR nome WITH "Como você se chama?"
TLAK "Prazer, ${nome}!"
HEAR assunto AS "Pedidos", "Trocas" WITH "Sobre o que é?"
IF assunto = "Trocas" THEN
TALK "A troca é grátis por 30 dias."
ELSE
TALK "Seu pedido já saiu."
END IF
TALK "Até logo!"
"""


def _enter(page: Page, product: Product) -> None:
    page.goto(product.sign_in_links["owner"])
    page.get_by_role("navigation", name="Principal").wait_for()


def _open_demo_bot(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/configuracoes/bots")
    page.get_by_role("link", name="Lia", exact=True).click()
    page.get_by_role("textbox", name="Texto de start.bas").wait_for()


def _write(page: Page, text: str) -> None:
    editor = page.get_by_role("textbox", name="Texto de start.bas")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def _publish(page: Page, note: str) -> None:
    page.get_by_role("button", name="Publicar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Nota").fill(note)
    dialog.get_by_role("button", name="Publicar").click()
    expect(dialog.get_by_text("responde a partir da próxima mensagem")).to_be_visible()
    dialog.get_by_role("button", name="Fechar").last.click()


def _open_shop(page: Page, product: Product) -> FrameLocator:
    page.goto(f"{product.url}/demo/loja")
    page.get_by_role("button", name="Abrir atendimento").click()
    return page.frame_locator("iframe")


def _say(chat: FrameLocator, text: str) -> None:
    chat.get_by_role("textbox").fill(text)
    chat.get_by_role("textbox").press("Enter")


def test_a_script_is_written_mended_tried_published_and_talked_to(
    new_page: NewPage, product: Product
) -> None:
    page, shop = new_page(), new_page()
    _enter(page, product)
    _open_demo_bot(page, product)

    _write(page, _SCRIPT)
    problems = page.get_by_role("region", name="Problemas")
    expect(problems).to_contain_text("TLAK")
    page.get_by_role("button", name="Publicar").click()
    expect(page.get_by_role("dialog").get_by_text("1 erro impede a publicação")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="start.bas:4").click()
    _write(page, _SCRIPT.replace("TLAK", "TALK"))
    expect(page.get_by_text("Nenhum problema")).to_be_visible()

    tryout = page.get_by_role("region", name="Testar o rascunho")
    tryout.get_by_role("button", name="Oi", exact=True).click()
    expect(tryout.get_by_text("Como você se chama?")).to_be_visible()
    expect(tryout.get_by_role("button", name="start.bas:3")).to_be_visible()
    tryout.get_by_role("textbox", name="Mensagem de teste").fill("Ana")
    page.keyboard.press("Enter")
    expect(tryout.get_by_text("Prazer, Ana!")).to_be_visible()
    tryout.get_by_role("button", name="Trocas").click()
    expect(tryout.get_by_text("A troca é grátis por 30 dias.")).to_be_visible()
    expect(tryout.get_by_text("Terminou")).to_be_visible()

    _publish(page, "O Bento")
    expect(page.get_by_text("Versão 2")).to_be_visible()

    chat = _open_shop(shop, product)
    _say(chat, "Oi")
    expect(chat.get_by_text("Como você se chama?")).to_be_visible()
    _say(chat, "Caio")
    chat.get_by_role("button", name="Pedidos").click()
    expect(chat.get_by_text("Seu pedido já saiu.")).to_be_visible()
    expect(chat.get_by_role("button", name="Trocas")).to_have_count(0)


def test_a_dialogue_is_followed_replayed_and_cancelled(new_page: NewPage, product: Product) -> None:
    page, shop = new_page(), new_page()
    chat = _open_shop(shop, product)
    _say(chat, "Oi")
    chat.get_by_role("button", name="Trocas").click()
    expect(chat.get_by_text("A troca é grátis")).to_be_visible()

    _enter(page, product)
    _open_demo_bot(page, product)
    page.get_by_role("link", name="Execuções").click()
    row = page.get_by_role("row", name="Visitante")
    expect(row).to_contain_text("Espera uma resposta")
    row.get_by_role("link").click()

    replay = page.get_by_role("complementary", name="Passo a passo")
    expect(replay.get_by_text("A troca é grátis")).to_be_visible()
    expect(replay.get_by_role("definition").filter(has_text="Trocas")).to_be_visible()
    replay.get_by_role("button", name="Turno anterior").click()
    replay.get_by_role("button", name="Passo anterior").click()
    expect(replay.get_by_text("Turno 1")).to_be_visible()
    page.get_by_role("button", name="Cancelar execução").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancelar execução").click()
    expect(page.get_by_text("Cancelada")).to_be_visible()

    page.get_by_role("link", name="Ver a conversa").click()
    expect(page.get_by_role("log", name="Mensagens").get_by_text("Entregas").first).to_be_visible()
    page.get_by_role("link", name="Ver execuções").click()
    expect(page.get_by_role("row", name="Visitante")).to_contain_text("Cancelada")


def test_two_people_change_one_file_and_nothing_is_lost(new_page: NewPage, product: Product) -> None:
    first, second = new_page(), new_page()
    _enter(first, product)
    _open_demo_bot(first, product)
    second.context.add_cookies(first.context.cookies())  # type: ignore[arg-type]  # what one gives, the other takes
    _open_demo_bot(second, product)

    _write(first, 'TALK "da Ana"')
    first.keyboard.press("Control+s")
    expect(first.get_by_text("Salvo", exact=True)).to_be_visible()
    _write(second, 'TALK "do Caio"')
    second.keyboard.press("Control+s")

    expect(second.get_by_role("alert")).to_contain_text("Outra pessoa salvou este arquivo")
    second.get_by_role("button", name="Comparar").click()
    expect(second.get_by_role("dialog")).to_contain_text("da Ana")
    second.keyboard.press("Escape")
    second.get_by_role("button", name="Ficar com o meu texto").click()
    expect(second.get_by_text("Salvo", exact=True)).to_be_visible()
    first.reload()
    expect(first.get_by_role("textbox", name="Texto de start.bas")).to_contain_text("do Caio")


def test_a_setting_is_changed_in_the_form_and_an_old_version_comes_back(
    new_page: NewPage, product: Product
) -> None:
    page = new_page()
    _enter(page, product)
    _open_demo_bot(page, product)

    page.get_by_role("button", name="config.csv", exact=True).click()
    page.get_by_role("textbox", name="Chave do serviço", exact=True).fill("sk-segredo")
    page.get_by_role("textbox", name="Mensagem ao transferir").fill("Um momento, por favor.")
    expect(page.get_by_text("Salvo", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Texto").click()
    text = page.get_by_role("textbox", name="Texto de config.csv")
    expect(text).to_contain_text('attendance-transfer-message,"Um momento, por favor."')
    expect(text).not_to_contain_text("sk-segredo")
    _publish(page, "Outra mensagem")

    page.get_by_role("link", name="Versões").click()
    page.get_by_role("link", name="Versão 1").click()
    expect(page.get_by_text("Um momento, por favor.")).to_be_visible()
    page.get_by_role("button", name="Restaurar").click()
    page.get_by_role("dialog").get_by_role("button", name="Restaurar").click()
    expect(page.get_by_text("restaurada da 1")).to_be_visible()


def test_the_pages_of_a_bot_keep_nobody_out(new_page: NewPage, product: Product) -> None:
    page = new_page()
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    _enter(page, product)
    _open_demo_bot(page, product)
    _write(page, 'TLAK "Oi"\n')
    expect(page.get_by_role("region", name="Problemas")).to_be_visible()
    found = {"script": violations(page)}
    page.get_by_role("button", name="Publicar").click()
    page.get_by_role("dialog").get_by_text("impede a publicação").wait_for()
    found["publishing"] = violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="config.csv", exact=True).click()
    page.get_by_role("textbox", name="Saudação").wait_for()
    found["config.csv"] = violations(page)
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="start.bas início").click()
    page.get_by_role("textbox", name="Texto de start.bas").wait_for()
    found["dark script"] = violations(page)
    page.get_by_role("link", name="Versões").click()
    page.get_by_role("heading", name="Versão 1").wait_for()
    found["versions"] = violations(page)

    assert {name: said for name, said in found.items() if said} == {}


def test_the_bots_own_tests_are_run(new_page: NewPage, product: Product) -> None:
    page = new_page()
    _enter(page, product)
    _open_demo_bot(page, product)

    page.get_by_role("button", name="Rodar testes").click()
    dialog = page.get_by_role("dialog", name="Conversas de teste")

    expect(dialog.get_by_role("status")).to_contain_text("das linhas rodaram")
    dialog.get_by_role("button", name="loja.test.bas").first.click()
    expect(page.get_by_role("textbox", name="Texto de loja.test.bas")).to_be_visible()
