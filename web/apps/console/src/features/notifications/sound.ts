/** Two short tones, made here: no file to load, and quiet enough for an office. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Sound {
  isMuted: boolean
  toggleMuted: () => void
}

export const useSound = create<Sound>()(
  persist((set) => ({ isMuted: false, toggleMuted: () => set(({ isMuted }) => ({ isMuted: !isMuted })) }), {
    name: 'sound',
  }),
)

const TONES = {
  newConversation: [659.3, 880],
  newMessage: [784],
}

let audio: AudioContext | undefined

export function playSound(name: keyof typeof TONES): void {
  // Browsers allow no sound before the page was touched.
  if (useSound.getState().isMuted || !navigator.userActivation?.hasBeenActive) return
  audio ??= new AudioContext()
  TONES[name].forEach((frequency, index) => playTone(frequency, index * 0.14))
}

function playTone(frequency: number, after: number): void {
  if (!audio) return
  const start = audio.currentTime + after
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, start)
  gain.gain.linearRampToValueAtTime(0.12, start + 0.015)
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.35)
  gain.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.type = 'sine'
  tone.frequency.value = frequency
  tone.connect(gain)
  tone.start(start)
  tone.stop(start + 0.4)
}
