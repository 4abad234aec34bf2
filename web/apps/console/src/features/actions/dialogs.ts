import { create } from 'zustand'

export type ActionDialog = 'transfer' | 'snooze' | 'tags' | 'priority'

/** Which question about the open conversation is being asked. */
export const useActionDialogs = create<{ open: ActionDialog | null }>(() => ({ open: null }))

export function ask(dialog: ActionDialog): void {
  useActionDialogs.setState({ open: dialog })
}

export function closeDialog(): void {
  useActionDialogs.setState({ open: null })
}
