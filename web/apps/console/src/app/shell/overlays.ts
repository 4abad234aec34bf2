import { create } from 'zustand'

interface Overlays {
  isPaletteOpen: boolean
  isSheetOpen: boolean
  openPalette: () => void
  openSheet: () => void
  close: () => void
}

export const useOverlays = create<Overlays>((set) => ({
  isPaletteOpen: false,
  isSheetOpen: false,
  openPalette: () => set({ isPaletteOpen: true, isSheetOpen: false }),
  openSheet: () => set({ isSheetOpen: true, isPaletteOpen: false }),
  close: () => set({ isPaletteOpen: false, isSheetOpen: false }),
}))
