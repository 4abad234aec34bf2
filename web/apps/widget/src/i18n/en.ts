import { plural } from './plural.ts'
import type { Texts } from './texts.ts'

export const TEXTS: Texts = {
  close: 'Close',
  placeholder: 'Write a message…',
  send: 'Send',
  conversation: 'Conversation',
  offline: 'No connection. What you write is sent when it is back.',
  connecting: 'Connecting…',
  sending: 'Sending…',
  sent: 'Sent',
  read: 'Read',
  failed: 'Not sent.',
  tooLong: (over) => `${plural(over, '1 character', '# characters')} too many`,
  retry: 'Try again',
  older: 'Show earlier messages',
  today: 'Today',
  yesterday: 'Yesterday',
  you: 'You',
  bot: 'Virtual assistant',
  answeredBy: (name) => `${name} is with you`,
  waiting: (position) => (position === null ? 'Waiting for somebody' : `You are number ${position} in the queue`),
  estimate: (minutes) =>
    minutes === null ? '' : minutes < 1 ? 'less than 1 minute' : `about ${plural(minutes, '1 minute', '# minutes')}`,
  resolved: 'This conversation is closed. Write to continue it.',
  typing: (name) => `${name} is typing`,
  newMessages: (count) => plural(count, '1 new message', '# new messages'),
  quickReplies: 'Quick replies',
  identityRequired: 'Sign in to your account to talk with us.',
  unavailable: 'This chat is not available now.',
  tooFast: 'Too many messages at once. Wait a moment.',
}
