/** The one script of a page: takes commands at once, and fetches the launcher when the page has time. */
import type { Attendance, Command } from './launcher/commands.ts'

declare const LAUNCHER_PATH: string

function load(script: HTMLScriptElement): void {
  const queue: Command[] = []
  const attendance = ((...command: Command) => queue.push(command)) as Attendance
  attendance.queue = queue
  attendance.script = script
  window.Attendance = attendance
  const launcher = document.createElement('script')
  launcher.src = new URL(LAUNCHER_PATH, script.src).href
  launcher.async = true
  document.head.append(launcher)
}

const own = document.currentScript
if (own instanceof HTMLScriptElement && own.dataset.inbox && !window.Attendance) load(own)
