/** A queue while it is being edited, and back to what the server takes. */
import type { Destination, NewQueue, OpeningHours, Queue, QueuePatch, Strategy } from '@attendance/api'

export interface QueueDraft {
  name: string
  description: string
  channels: string[]
  userIds: string[]
  isActive: boolean
  autoAssign: boolean
  strategy: Strategy
  requiredSkills: string
  /** With `skills`: after so long anybody of the queue will do. */
  relaxAfterSeconds: number
  /** With `preferred`: how long the last attendant is waited for. */
  preferredSeconds: number
  maxWaitMinutes: number
  maxSize: number
  priorityOrder: number
  fallbackQueueId: string | null
  hours: OpeningHours[]
  closedMessage: string
  /** Null: where the bot says. */
  destination: Destination | null
}

export const EMPTY_DRAFT: QueueDraft = {
  name: '',
  description: '',
  channels: ['whatsapp'],
  userIds: [],
  isActive: true,
  autoAssign: true,
  strategy: 'balanced',
  requiredSkills: '',
  relaxAfterSeconds: 120,
  preferredSeconds: 60,
  maxWaitMinutes: 10,
  maxSize: 50,
  priorityOrder: 0,
  fallbackQueueId: null,
  hours: [],
  closedMessage: '',
  destination: null,
}

export function draftOf(queue: Queue): QueueDraft {
  const { policy } = queue
  return {
    name: queue.name,
    description: queue.description ?? '',
    channels: queue.channels,
    userIds: [],
    isActive: queue.is_active,
    autoAssign: queue.auto_assign,
    strategy: policy.strategy,
    requiredSkills: policy.required_skills.join(', '),
    relaxAfterSeconds: policy.relax_after_seconds,
    preferredSeconds: policy.preferred_seconds,
    maxWaitMinutes: Math.max(1, Math.round(queue.max_wait_seconds / 60)),
    maxSize: policy.max_size,
    priorityOrder: queue.priority_order,
    fallbackQueueId: policy.fallback_queue_id,
    hours: policy.hours,
    closedMessage: policy.closed_message ?? '',
    destination: policy.default_destination,
  }
}

/** For creating: limits that nobody touched are left out, so that they go on following the bot's settings. */
export function newQueueOf(draft: QueueDraft): NewQueue {
  const body = bodyOf(draft)
  const untouched = bodyOf(EMPTY_DRAFT)
  return {
    ...differences(untouched, body),
    name: body.name,
    channels: body.channels,
    policy: differences(untouched.policy, body.policy),
    user_ids: draft.userIds,
  }
}

/** For changing: only what differs. The policy is one piece for the server, so it goes whole or not at all. */
export function patchOf(before: QueueDraft, after: QueueDraft): QueuePatch {
  return differences(bodyOf(before), bodyOf(after))
}

function differences<Body extends object>(before: Body, after: Body): Partial<Body> {
  const known = new Map(Object.entries(before))
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(known.get(name)) !== JSON.stringify(value),
  )
  return Object.fromEntries(changed) as Partial<Body>
}

function bodyOf(draft: QueueDraft) {
  return {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    channels: draft.channels,
    is_active: draft.isActive,
    auto_assign: draft.autoAssign,
    priority_order: draft.priorityOrder,
    max_wait_seconds: draft.maxWaitMinutes * 60,
    policy: {
      strategy: draft.strategy,
      required_skills: draft.requiredSkills
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      relax_after_seconds: draft.relaxAfterSeconds,
      preferred_seconds: draft.preferredSeconds,
      fallback_queue_id: draft.fallbackQueueId,
      max_size: draft.maxSize,
      hours: draft.hours,
      closed_message: draft.closedMessage.trim() || null,
      default_destination: draft.destination,
    },
  }
}

export type DraftProblem = 'name' | 'channels' | 'hours'

export function problemsOf(draft: QueueDraft): DraftProblem[] {
  const problems: DraftProblem[] = []
  if (!draft.name.trim()) problems.push('name')
  if (draft.channels.length === 0) problems.push('channels')
  if (draft.hours.some((one) => one.opens >= one.closes)) problems.push('hours')
  return problems
}
