"""Every REST router of the product, one line each."""

from typing import Final

from fastapi import APIRouter

from attendance.attendants import endpoints as attendants
from attendance.boards import endpoints as boards
from attendance.bots import endpoints as bots
from attendance.bots import folder_endpoints as bot_folders
from attendance.bots.running import endpoints as bot_executions
from attendance.channels import endpoints as channels
from attendance.channels import template_endpoints as templates
from attendance.conversations import amending_endpoints as message_changes
from attendance.conversations import endpoints as conversations
from attendance.conversations import sharing_endpoints as sharing
from attendance.conversations import template_endpoints as template_messages
from attendance.crm import company_endpoints as companies
from attendance.crm import endpoints as crm
from attendance.crm import import_endpoints as contact_imports
from attendance.customers import endpoints as customers
from attendance.customers.activities import endpoints as activities
from attendance.customers.leads import endpoints as leads
from attendance.deals import endpoints as deals
from attendance.destinations import command_endpoints as commands
from attendance.destinations import endpoints as destinations
from attendance.identity import endpoints as identity
from attendance.notifications import endpoints as notifications
from attendance.queues import endpoints as queues
from attendance.ratings import endpoints as ratings
from attendance.reports import endpoints as reports
from attendance.reports import schedule_endpoints as report_schedules
from attendance.router import endpoints as router
from attendance.router import file_endpoints as files
from attendance.router.inboxes import endpoints as inbox_troubles
from attendance.tickets import csv_endpoints as ticket_files
from attendance.tickets import endpoints as tickets
from attendance.tickets import notice_endpoints as ticket_notices
from attendance.tickets import settings_endpoints as ticket_settings

ROUTERS: Final[tuple[APIRouter, ...]] = (
    *identity.routers,
    conversations.router,
    sharing.router,
    template_messages.router,
    message_changes.router,
    router.router,
    files.router,
    queues.router,
    boards.router,
    reports.router,
    report_schedules.router,
    attendants.router,
    destinations.router,
    commands.router,
    channels.router,
    templates.router,
    inbox_troubles.router,
    bots.router,
    bot_folders.router,
    bot_executions.router,
    crm.router,
    companies.router,
    contact_imports.router,
    deals.router,
    customers.router,
    leads.router,
    activities.router,
    ratings.router,
    notifications.router,
    tickets.router,
    ticket_settings.router,
    ticket_notices.router,
    ticket_files.router,
)
