"""The composition of background work: every kind of job, one line each."""

from datetime import timedelta
from typing import Any, Final

from attendance.attendants import jobs as attendants
from attendance.bots import greeting
from attendance.bots.running import asides, pruning, turns
from attendance.bots.scripts import posts
from attendance.channels import jobs as channels
from attendance.channels import polling
from attendance.conversations import jobs as conversations
from attendance.crm import activities
from attendance.crm import importing as contact_imports
from attendance.destinations import jobs as destinations
from attendance.identity import jobs as identity
from attendance.kernel.jobs import Entry, registry
from attendance.kernel.reactions import reaction_entries, reaction_names
from attendance.kernel.runner import JobRunner
from attendance.kernel.schedule import Periodic, Scheduler
from attendance.notifications import jobs as notifications
from attendance.queues import jobs as queues
from attendance.queues.following import Follower
from attendance.ratings import jobs as ratings
from attendance.reports import jobs as reports
from attendance.router import amending, changing, files, handover, inbound, outbound, profiles, receipts
from attendance.subscriptions import SUBSCRIPTIONS

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("inbound.receive", in_transaction=inbound.receive, batch=64),
    Entry("bot.greet", in_transaction=greeting.greet, batch=16),
    Entry("bot.turn", free=turns.answer_message),
    Entry("bot.due", free=turns.go_on_when_due),
    Entry("bot.hook", free=turns.run_hook),
    Entry("bot.aside", free=asides.run_aside),
    Entry("bot.schedule", in_transaction=asides.fire),
    Entry("bot.post", free=posts.deliver),
    Entry("conversation.hand_over", in_transaction=handover.hand_over),
    Entry("message.deliver", free=outbound.deliver, on_dead=outbound.give_up),
    Entry("message.show_read", free=receipts.show_read),
    Entry("message.change_again", in_transaction=changing.change_again, batch=16),
    Entry("message.echo_again", in_transaction=changing.echo_again),
    Entry("message.amend", free=amending.amend, on_dead=amending.give_up),
    Entry("conversation.wake", in_transaction=conversations.wake),
    Entry("conversation.abandon_silent", in_transaction=conversations.abandon_silent),
    Entry("conversation.release_idle", in_transaction=conversations.release_idle),
    Entry("message.settle_statuses", in_transaction=conversations.settle_statuses),
    Entry("message.forget_statuses", in_transaction=conversations.forget_statuses),
    *profiles.ENTRIES,
    *activities.ENTRIES,
    *identity.ENTRIES,
    *attendants.ENTRIES,
    *queues.ENTRIES,
    *ratings.ENTRIES,
    *notifications.ENTRIES,
    *channels.ENTRIES,
    *polling.ENTRIES,
    *pruning.ENTRIES,
    *files.ENTRIES,
    *contact_imports.ENTRIES,
    *destinations.ENTRIES,
    *reports.ENTRIES,
)

PERIODIC: Final = (
    Periodic("conversation.abandon_silent", timedelta(minutes=5)),
    Periodic("conversation.release_idle", timedelta(minutes=1)),
    Periodic("message.settle_statuses", timedelta(minutes=1)),
    Periodic("message.forget_statuses", timedelta(hours=1)),
    *identity.PERIODIC,
    *queues.PERIODIC,
    *channels.PERIODIC,
    *polling.PERIODIC,
    *pruning.PERIODIC,
    *files.PERIODIC,
    *contact_imports.PERIODIC,
    *destinations.PERIODIC,
    *notifications.PERIODIC,
    *reports.PERIODIC,
)


def build_runner(services: Any, *, concurrency: int) -> JobRunner:
    """The worker over the process's services."""
    entries = registry([*ENTRIES, *reaction_entries(SUBSCRIPTIONS)])
    return JobRunner(
        services.database, services, entries, reactions=reaction_names(SUBSCRIPTIONS), concurrency=concurrency
    )


def worker_parts(services: Any, *, concurrency: int) -> tuple[JobRunner, Scheduler, Follower]:
    """What a worker process runs."""
    runner = build_runner(services, concurrency=concurrency)
    return runner, Scheduler(services.database, PERIODIC), Follower(services.database)
