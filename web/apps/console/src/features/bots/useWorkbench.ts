import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useMe } from '@/app/session'
import { forgetFiles, readFile, saveFile } from './api'
import { makeWorkbench, unsavedOf, type Doc, type Workbench } from './workbench'

const benches = new Map<string, Workbench>()

/** One bench for a person and a bot: what is unsaved survives a look at another page. */
export function useWorkbench(botId: string): Workbench {
  const me = useMe()
  const client = useQueryClient()
  const [bench] = useState(() => benchOf(`${me.id} ${botId}`, botId, client))
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (unsavedOf(bench.store.getState()).length > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      void bench.saveAll()
    }
  }, [bench])
  return bench
}

export function useDoc(bench: Workbench, path: string | null): Doc | undefined {
  return useStore(bench.store, ({ docs }) => (path === null ? undefined : docs[path]))
}

function benchOf(key: string, botId: string, client: QueryClient): Workbench {
  const known = benches.get(key)
  if (known) return known
  const made = makeWorkbench({
    read: (path) => readFile(botId, path),
    write: (path, text, revision) => saveFile(botId, path, text, revision),
    onChanged: () => void forgetFiles(client, botId),
  })
  benches.set(key, made)
  return made
}
