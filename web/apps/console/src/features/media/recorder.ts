/** Records a voice note with the browser's microphone. */
import { useCallback, useEffect, useRef, useState } from 'react'

export type Recording =
  | { at: 'rest' }
  | { at: 'asking' }
  | { at: 'refused' }
  | { at: 'recording'; seconds: number; levels: readonly number[] }
  | { at: 'recorded'; seconds: number; body: Blob; url: string }

/** What vendors play as a voice note comes first. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']
const TICK_MS = 100
const SHOWN_LEVELS = 48
const LONGEST_SECONDS = 15 * 60

export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && Boolean(navigator.mediaDevices)
}

export function endingOf(type: string): string {
  if (type.includes('ogg')) return 'ogg'
  return type.includes('mp4') ? 'm4a' : 'webm'
}

interface Session {
  recorder: MediaRecorder
  stream: MediaStream
  context: AudioContext
  timer: ReturnType<typeof setInterval>
  startedAt: number
  isWanted: boolean
}

export function useRecorder() {
  const [recording, setRecording] = useState<Recording>({ at: 'rest' })
  const session = useRef<Session | null>(null)
  const url = useRef<string | null>(null)

  const end = useCallback((isWanted: boolean) => {
    const open = session.current
    if (!open) return
    session.current = null
    open.isWanted = isWanted
    clearInterval(open.timer)
    open.recorder.stop()
    for (const track of open.stream.getTracks()) track.stop()
    void open.context.close()
  }, [])

  const discard = useCallback(() => {
    end(false)
    if (url.current) URL.revokeObjectURL(url.current)
    url.current = null
    setRecording({ at: 'rest' })
  }, [end])

  const start = useCallback(async () => {
    setRecording({ at: 'asking' })
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true },
      })
      session.current = open(stream, setRecording, (body, seconds) => {
        url.current = URL.createObjectURL(body)
        setRecording({ at: 'recorded', seconds, body, url: url.current })
      }, () => end(true)) // prettier-ignore
    } catch {
      setRecording({ at: 'refused' })
    }
  }, [end])

  useEffect(() => discard, [discard])
  return { recording, start, stop: useCallback(() => end(true), [end]), discard }
}

function open(
  stream: MediaStream,
  show: (recording: Recording) => void,
  finish: (body: Blob, seconds: number) => void,
  stopAtLimit: () => void,
): Session {
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one))
  const recorder = new MediaRecorder(stream, {
    ...(type ? { mimeType: type } : {}),
    audioBitsPerSecond: 32_000,
  })
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const pieces: Blob[] = []
  const levels: number[] = []
  const opened: Session = {
    recorder, stream, context, startedAt: Date.now(), isWanted: true,
    timer: setInterval(() => {
      const seconds = (Date.now() - opened.startedAt) / 1000
      levels.push(levelOf(analyser))
      show({ at: 'recording', seconds, levels: levels.slice(-SHOWN_LEVELS) })
      if (seconds > LONGEST_SECONDS) stopAtLimit()
    }, TICK_MS),
  } // prettier-ignore
  recorder.addEventListener('dataavailable', (event) => pieces.push(event.data))
  recorder.addEventListener('stop', () => {
    const seconds = (Date.now() - opened.startedAt) / 1000
    if (opened.isWanted) finish(new Blob(pieces, { type: recorder.mimeType.split(';')[0] ?? '' }), seconds)
  })
  recorder.start()
  show({ at: 'recording', seconds: 0, levels: [] })
  return opened
}

/** 0 to 1: how loud it is now. */
function levelOf(analyser: AnalyserNode): number {
  const samples = new Uint8Array(analyser.fftSize)
  analyser.getByteTimeDomainData(samples)
  const power = samples.reduce((sum, one) => sum + ((one - 128) / 128) ** 2, 0) / samples.length
  return Math.min(1, Math.sqrt(power) * 3)
}
