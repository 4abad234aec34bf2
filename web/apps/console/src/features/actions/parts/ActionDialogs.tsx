import type { Conversation } from '@attendance/api'
import { closeDialog, useActionDialogs } from '../dialogs'
import { useEffect } from 'react'
import { PriorityPicker } from './PriorityPicker'
import { SnoozePicker } from './SnoozePicker'
import { TagPicker } from './TagPicker'
import { TransferDialog } from './TransferDialog'

/** The question that is open, if any. */
export function ActionDialogs({ conversation }: { conversation: Conversation }) {
  const { open } = useActionDialogs()
  useEffect(() => closeDialog, [])
  switch (open) {
    case 'transfer':
      return <TransferDialog conversation={conversation} onClose={closeDialog} />
    case 'snooze':
      return <SnoozePicker conversation={conversation} onClose={closeDialog} />
    case 'tags':
      return <TagPicker conversation={conversation} onClose={closeDialog} />
    case 'priority':
      return <PriorityPicker conversation={conversation} onClose={closeDialog} />
    case null:
      return null
  }
}
