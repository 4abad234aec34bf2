import { useRef, useState } from 'preact/hooks'

/** Records from the microphone; `onDone` gets the sound when it is stopped. */
export function useRecorder(onDone: (file: File) => void): { isOn: boolean; toggle: () => void } {
  const [isOn, setOn] = useState(false)
  const recorder = useRef<MediaRecorder | null>(null)
  const start = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const made = new MediaRecorder(stream)
    const pieces: Blob[] = []
    made.ondataavailable = (event) => pieces.push(event.data)
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      setOn(false)
      onDone(new File(pieces, 'audio.webm', { type: made.mimeType }))
    }
    recorder.current = made
    made.start()
    setOn(true)
  }
  const toggle = () => {
    if (isOn) recorder.current?.stop()
    else start().catch(() => setOn(false))
  }
  return { isOn, toggle }
}
