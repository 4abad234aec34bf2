"""Telephones of make-believe customers: WhatsApp, Telegram and SMS without any account, for the demo.

The vendors' side is spoken as they speak it: our channels call their usual addresses, and `transport` brings what
belongs to the demo's accounts here; what a customer writes comes back as a signed webhook. State lives in memory.
"""
