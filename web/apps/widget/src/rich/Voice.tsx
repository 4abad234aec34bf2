import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChatClient } from '../chat/client.ts'
import { add, items, send } from './tray.ts'
import { words } from './words.ts'

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/** Records, and sends or drops what was recorded. */
export function Voice({ client }: { client: ChatClient }) {
  const say = words()
  const recorder = useRef<MediaRecorder | null>(null)
  const isWanted = useRef(false)
  const [seconds, setSeconds] = useState<number | null>(null)
  const [isRefused, setIsRefused] = useState(false)

  useEffect(() => {
    if (seconds === null) return
    const timer = setTimeout(() => setSeconds(seconds + 1), 1000)
    return () => clearTimeout(timer)
  }, [seconds])
  useEffect(() => () => stop(false), [])

  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return null

  async function start() {
    setIsRefused(false)
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one))
      const made = new MediaRecorder(stream, type ? { mimeType: type } : {})
      const parts: Blob[] = []
      made.addEventListener('dataavailable', (event) => parts.push(event.data))
      made.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop()
        if (isWanted.current) void deliver(new Blob(parts, { type: made.mimeType.split(';')[0] ?? '' }))
      })
      made.start()
      recorder.current = made
      setSeconds(0)
    } catch {
      setIsRefused(true)
    }
  }
  function stop(wanted: boolean) {
    isWanted.current = wanted
    recorder.current?.stop()
    recorder.current = null
    setSeconds(null)
  }
  async function deliver(body: Blob) {
    const ending = body.type.includes('ogg') ? 'ogg' : body.type.includes('mp4') ? 'm4a' : 'webm'
    const others = items.value.length
    await add(client, body, `voz.${ending}`, true)
    if (others === 0) send(client, '')
  }

  if (seconds !== null) {
    return (
      <div class="recording" role="group" aria-label={say.record}>
        <button type="button" onClick={() => stop(false)}>
          {say.discard}
        </button>
        <span role="timer">
          <i /> {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
        </span>
        <button type="button" class="go" onClick={() => stop(true)}>
          {say.sendVoice}
        </button>
      </div>
    )
  }
  return (
    <>
      {isRefused && (
        <p class="over" role="alert">
          {say.noMicrophone}
        </p>
      )}
      <button type="button" class="extra" aria-label={say.record} title={say.record} onClick={() => void start()}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3M5 11a7 7 0 0 0 14 0M12 18v3" />
        </svg>
      </button>
    </>
  )
}
