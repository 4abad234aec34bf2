"""The table of config.csv: every key that the product promises, and what a bot has that says nothing."""

from decimal import Decimal

import pytest

from attendance.bots.config import KEYS, BotConfig, parameters, read, settings_of, shown

PROMISED = """
crm-enabled attendance-enabled attendance-queue-size attendance-max-wait-seconds attendance-priority-default
attendance-auto-assign attendance-slack-webhook attendance-whatsapp-commands attendance-telegram-commands
attendance-bypass-mode attendance-auto-transfer attendance-transfer-keywords attendance-default-destination
attendant-llm-tips attendant-polish-message attendant-smart-replies attendant-auto-summary
attendant-sentiment-analysis attendance-crm-logging attendance-log-fields attendance-customer-fields
attendance-email-notify attendance-email-template attendance-email-recipient attendance-email-bcc
whatsapp-voice-response botmodels-url botmodels-api-key teams-enabled teams-app-id teams-app-password
teams-tenant-id teams-bot-id teams-voice-enabled teams-meeting-enabled google-chat-enabled google-chat-bot-token
google-chat-space-id instagram-enabled instagram-access-token instagram-app-secret
instagram-webhook-verify-token livekit-url livekit-api-key livekit-api-secret livekit-room-prefix
livekit-recording-enabled livekit-storage-bucket livekit-transcription-enabled transcription-language
sip-enabled sip-trunk-name sip-phone-number sip-inbound-route sip-outbound-route
"""
COMPLETE = """name,value
# === ATENDIMENTO BÁSICO ===
crm-enabled,true
attendance-enabled,true
# === FILA ===
attendance-queue-size,50
attendance-max-wait-seconds,600
attendance-priority-default,normal
# === ATENDENTES ===
attendance-auto-assign,true
attendance-slack-webhook,
# === CANAIS ===
attendance-whatsapp-commands,true
attendance-telegram-commands,true
# === BYPASS MODE ===
attendance-bypass-mode,false
attendance-auto-transfer,false
attendance-transfer-keywords,human,atendente,pessoa,falar com
# === LLM ASSIST ===
attendant-llm-tips,true
attendant-polish-message,true
attendant-smart-replies,true
attendant-auto-summary,true
attendant-sentiment-analysis,true
# === CRM INTEGRATION ===
attendance-crm-logging,true
attendance-customer-fields,name,email,phone,tier,ltv
# === EMAIL NOTIFICATIONS ===
attendance-email-notify,false
attendance-email-template,attendant-response
"""


def test_every_promised_key_is_known_told_and_keeps_its_own_default() -> None:
    assert set(PROMISED.split()) <= KEYS.keys()
    for key in KEYS.values():
        assert key.told.endswith(".")
        if key.default not in ("", ()):
            written = key.kind.show(key.default)
            cell = ",".join(written) if isinstance(written, list) else str(written)
            assert key.kind.read(cell) == key.default


def test_the_complete_file_is_what_a_bot_has_that_says_nothing() -> None:
    config = read(settings_of(COMPLETE))

    assert config.attendance_transfer_keywords == ("human", "atendente", "pessoa", "falar com")
    assert config == BotConfig(attendance_transfer_keywords=config.attendance_transfer_keywords)


@pytest.mark.parametrize(("name", "is_secret"), [
    ("botmodels-api-key", True), ("teams-app-password", True), ("teams-app-id", False), ("livekit-api-secret", True),
    ("google-chat-bot-token", True), ("instagram-webhook-verify-token", True), ("attendance-slack-webhook", True),
    ("llm-max-tokens", False), ("sip-phone-number", False),
])  # fmt: skip
def test_secrets_are_known_by_their_names_and_never_shown(name: str, is_secret: bool) -> None:
    assert KEYS[name].is_secret == is_secret
    assert (name not in shown(BotConfig())) == is_secret
    assert (name not in settings_of(f"name,value\n{name},x")) == is_secret


def test_parameters_reach_scripts_as_values() -> None:
    settings = settings_of(
        "name,value\nparam-empresa,Loja\nparam-horas-por-dia,8\nparam-taxa,2.50\nparam-aberta,TRUE\nparam-cep,01310\n"
    )

    assert parameters(settings) == {
        "empresa": "Loja",
        "horas_por_dia": 8,
        "taxa": Decimal("2.50"),
        "aberta": True,
        "cep": "01310",
    }
