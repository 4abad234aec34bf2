import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChatClient } from '../chat/client.ts'
import type { Texts } from '../i18n/texts.ts'
import { add, answered, items, remove, send, upload, type Item } from './tray.ts'
import { Voice } from './Voice.tsx'
import { words } from './words.ts'

interface ExtrasProps {
  client: ChatClient
  isClosed: boolean
  texts: Texts
}

/** Beside the field: files by button, paste and drop, a voice note; above it, what goes with the words. */
export function Extras({ client, isClosed, texts }: ExtrasProps) {
  const say = words()
  const input = useRef<HTMLInputElement>(null)
  const isOver = useFilesOf((files) => addAll(client, files))
  const waiting = items.use()
  const about = answered.use()
  const isReady = waiting.length > 0 && waiting.every((item) => item.state === 'ready')
  if (isClosed) return null
  return (
    <>
      {isOver && <p class="dropping">{say.drop}</p>}
      {(waiting.length > 0 || about) && (
        <div class="tray">
          {about && (
            <blockquote class="quote">
              <b>{about.name}</b>
              <span>{about.text || say.file}</span>
              <button type="button" aria-label={say.noReply} onClick={() => (answered.value = null)}>
                ×
              </button>
            </blockquote>
          )}
          {waiting.map((item) => (
            <Row key={item.id} item={item} client={client} />
          ))}
          {isReady && (
            <button type="button" class="go" onClick={() => send(client, '')}>
              {texts.send}
            </button>
          )}
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          addAll(client, [...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <button type="button" class="extra" aria-label={say.attach} title={say.attach} onClick={() => input.current?.click()}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="m21 11-9 9a6 6 0 0 1-8-8l9-9a4 4 0 0 1 6 6l-9 9a2 2 0 0 1-3-3l8-8" />
        </svg>
      </button>
      <Voice client={client} />
    </>
  )
}

function Row({ item, client }: { item: Item; client: ChatClient }) {
  const say = words()
  const state = { uploading: say.uploading, ready: '', failed: say.notUploaded, tooLarge: say.tooLarge }[item.state]
  const isBad = item.state === 'failed' || item.state === 'tooLarge'
  return (
    <p class="item" role={isBad ? 'alert' : 'status'}>
      <span>
        {item.isVoice ? `🎤 ${say.voice}` : `📎 ${item.name}`}
        {state && <small> {state}</small>}
      </span>
      {item.state === 'failed' && (
        <button type="button" aria-label={`${say.notUploaded} ${item.name}`} onClick={() => void upload(client, item)}>
          ↻
        </button>
      )}
      <button type="button" aria-label={`${say.remove} ${item.name}`} onClick={() => remove(item.id)}>
        ×
      </button>
    </p>
  )
}

function addAll(client: ChatClient, files: readonly File[]): void {
  for (const file of files) void add(client, file, file.name)
}

/** Files that are pasted or let go over the panel. */
function useFilesOf(take: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const taker = useRef(take)
  taker.current = take
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    const given = (event: Event, transfer: DataTransfer | null) => {
      if (!transfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(false)
      taker.current([...transfer.files])
    }
    addEventListener('paste', (event) => given(event, event.clipboardData), { signal })
    addEventListener('drop', (event) => given(event, event.dataTransfer), { signal })
    addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        setIsOver(true)
      },
      { signal },
    )
    addEventListener('dragleave', (event) => event.relatedTarget === null && setIsOver(false), { signal })
    return () => end.abort()
  }, [])
  return isOver
}
