/** How the person arranged the screen; kept on this machine. */
import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Layout {
  isSidebarFolded: boolean
  isContactShown: boolean
  areEventsShown: boolean
  toggle: (what: 'isSidebarFolded' | 'isContactShown' | 'areEventsShown') => void
}

export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      isSidebarFolded: false,
      isContactShown: true,
      areEventsShown: true,
      toggle: (what) => set((layout) => ({ [what]: !layout[what] })),
    }),
    { name: 'layout' },
  ),
)

/** Narrower than this the list and the conversation take turns. */
export const PHONE = '(max-width: 767px)'
/** Narrower than this the side bar shows icons only. */
export const NARROW = '(max-width: 1099px)'
/** Wide enough for the contact beside the conversation. */
export const WIDE = '(min-width: 1240px)'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
