"""Who reacts to what, on one page. An event that nobody hears is listed with the reason."""

from typing import Final

from attendance.attendants import events as attendants
from attendance.attendants import reactions as attendant_reactions
from attendance.bots import events as bots
from attendance.bots import reactions as bot_reactions
from attendance.channels import events as channels
from attendance.channels import polling
from attendance.conversations import events as conversations
from attendance.crm import activities_events as activities
from attendance.crm import events as crm
from attendance.crm import leads_events as leads
from attendance.customers import reactions as customer_reactions
from attendance.deals import events as deals
from attendance.deals import reactions as deal_reactions
from attendance.destinations import events as destinations
from attendance.destinations import reactions as relays
from attendance.files import events as files
from attendance.identity import events as identity
from attendance.kernel.events import Event
from attendance.kernel.reactions import React
from attendance.notifications import events as notifications
from attendance.notifications import reactions as notices_by_mail
from attendance.queues import events as queues
from attendance.queues import reactions as queue_reactions
from attendance.ratings import events as ratings
from attendance.ratings import reactions as rating_reactions
from attendance.reports import events as reports
from attendance.router import receipts
from attendance.tickets import events as tickets
from attendance.tickets import reactions as ticket_reactions

SUBSCRIPTIONS: Final[dict[type[Event], tuple[React, ...]]] = {
    conversations.ConversationQueued: (queue_reactions.fill_places, relays.follow),
    conversations.ConversationAssigned: (
        queue_reactions.fill_places,
        queue_reactions.note_assignment,
        ticket_reactions.follow_assignment,
        notices_by_mail.tell_assignment,
        relays.follow,
    ),
    conversations.ConversationAccepted: (ticket_reactions.start_work, relays.follow),
    conversations.ConversationReopened: (
        ticket_reactions.reopen_with_conversation,
        rating_reactions.withdraw_question,
    ),
    conversations.MessagePosted: (relays.relay_message,),
    conversations.MessageStateChanged: (relays.tell_failure,),
    conversations.MessageChanged: (relays.relay_change,),
    conversations.ConversationHandedOver: (
        bot_reactions.tell_transfer,
        ticket_reactions.open_by_rule,
        relays.follow,
        relays.tell_slack,
    ),
    conversations.ConversationMissed: (bot_reactions.tell_missed, notices_by_mail.tell_breach),
    conversations.ConversationResolved: (
        queue_reactions.fill_places,
        bot_reactions.tell_resolve,
        ticket_reactions.resolve_with_conversation,
        customer_reactions.note_attendance,
        rating_reactions.plan_question,
        notices_by_mail.tell_resolved,
        relays.follow,
    ),
    conversations.ConversationAbandoned: (
        queue_reactions.fill_places,
        rating_reactions.plan_question,
        relays.follow,
    ),
    conversations.ConversationReleased: (
        queue_reactions.fill_places,
        bot_reactions.take_up,
        relays.follow,
    ),
    conversations.ConversationPended: (queue_reactions.fill_places,),
    conversations.ConversationSnoozed: (queue_reactions.fill_places,),
    conversations.ConversationWoken: (queue_reactions.fill_places,),
    conversations.ConversationRead: (receipts.plan_receipt,),
    conversations.PriorityChanged: (queue_reactions.fill_places,),
    channels.InboxCreated: (polling.begin, relays.keep_phones),
    channels.InboxChanged: (polling.begin,),
    attendants.AttendantStatusChanged: (queue_reactions.fill_places, queue_reactions.replace_absent),
    attendants.AttendantChanged: (queue_reactions.fill_places, relays.keep_phone),
    attendants.AttendantImported: (queue_reactions.seat_imported, relays.keep_phone),
    deals.DealCreated: (ticket_reactions.note_deal,),
    tickets.TicketOpened: (deal_reactions.win_resolved_ticket,),
    tickets.TicketMoved: (deal_reactions.win_resolved_ticket, ticket_reactions.give_notice),
    tickets.TicketAssigned: (ticket_reactions.give_notice,),
    tickets.TicketTransferred: (ticket_reactions.give_notice,),
    tickets.TicketCommented: (ticket_reactions.give_notice,),
    queues.QueueChanged: (ticket_reactions.follow_queue_name,),
    identity.UserCreated: (attendant_reactions.welcome_user,),
    identity.UserDeactivated: (attendant_reactions.send_home, queue_reactions.replace_deactivated),
}

_SCREENS: Final = "screens and the timeline show it; nothing has to be done"
_AUDIT: Final = "kept for the audit log"

UNHEARD: Final[dict[type[Event], str]] = {
    conversations.ConversationOpened: _SCREENS,
    conversations.ConversationActivated: _SCREENS,
    conversations.ConversationTagged: _SCREENS,
    files.MessageFileAwaited: _SCREENS,
    files.MessageFileSettled: _SCREENS,
    queues.QueueCreated: _SCREENS,
    queues.QueueDeleted: _SCREENS,
    queues.QueueMembersChanged: "the action itself plans the rebalance",
    destinations.CommandGiven: _AUDIT,
    destinations.WorkAddressChanged: _AUDIT,
    attendants.AttendantTurnNoted: _SCREENS,
    attendants.AttendantNotified: _SCREENS,
    bots.BotCreated: _AUDIT,
    bots.BotChanged: _AUDIT,
    bots.ExecutionCancelled: _AUDIT,
    bots.ScriptFailed: "its author reads it among the executions",
    bots.BotDraftChanged: _AUDIT,
    bots.BotPublished: _AUDIT,
    channels.InboxDeleted: _AUDIT,
    crm.ContactChanged: _SCREENS,
    crm.ContactCreated: _SCREENS,
    crm.ContactBlocked: _SCREENS,
    crm.ContactUnblocked: _SCREENS,
    crm.ContactsMerged: _SCREENS,
    crm.ContactsUnmerged: _SCREENS,
    crm.ContactErased: _AUDIT,
    crm.ContactsImported: _AUDIT,
    crm.ContactsExported: _AUDIT,
    crm.ContactSettingsChanged: _SCREENS,
    activities.ActivityChanged: _SCREENS,
    activities.ActivityReminded: _SCREENS,
    leads.LeadChanged: _SCREENS,
    tickets.TicketChanged: _SCREENS,
    tickets.TicketWatched: _SCREENS,
    tickets.TicketMerged: _SCREENS,
    tickets.TicketAbsorbed: _SCREENS,
    tickets.TicketUnmerged: _SCREENS,
    tickets.TicketSplit: _SCREENS,
    tickets.TicketDeleted: _SCREENS,
    tickets.TicketRestored: _SCREENS,
    tickets.TicketSettingsChanged: _SCREENS,
    tickets.TicketNoticesChanged: _SCREENS,
    deals.DealChanged: _SCREENS,
    deals.DealMoved: _SCREENS,
    deals.DealDeleted: _SCREENS,
    deals.DealRestored: _SCREENS,
    deals.PipelineChanged: _SCREENS,
    ratings.ConversationRated: _SCREENS,
    ratings.RatingCommented: _SCREENS,
    ratings.RatingNotAsked: _SCREENS,
    ratings.RatingSettingsChanged: _AUDIT,
    notifications.NotificationSettingsChanged: _AUDIT,
    reports.ReportChanged: _AUDIT,
    reports.ReportScheduled: _AUDIT,
    identity.TenantChanged: _AUDIT,
}
