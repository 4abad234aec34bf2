import { useEffect, useState } from 'preact/hooks'

export type Rich = typeof import('../rich/rich.tsx')

/** Files, quotes, reactions, voice: fetched once the panel stands, so that it stands sooner. */
export function useRich(): Rich | null {
  const [rich, setRich] = useState<Rich | null>(null)
  useEffect(() => {
    void import('../rich/rich.tsx').then(setRich)
  }, [])
  return rich
}
