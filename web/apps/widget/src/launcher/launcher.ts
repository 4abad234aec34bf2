/** The bubble on the page, and the iframe in which the panel runs on our own origin. */
import { listen, type ToPage, type ToPanel } from '../bridge.ts'
import { launcherTexts } from '../i18n/launcher.ts'
import type { Attendance, Command } from './commands.ts'
import { CHAT_ICON, CLOSE_ICON, icon } from './icons.ts'
import { recall, remember, type Memory } from './memory.ts'
import { panelUrl, readOptions, type Options } from './options.ts'
import { sheet } from './styles.ts'

class Launcher {
  readonly #options: Options
  readonly #texts: ReturnType<typeof launcherTexts>
  readonly #host = document.createElement('attendance-chat')
  readonly #button = document.createElement('button')
  readonly #badge = document.createElement('span')
  readonly #memory: Memory
  #frame: HTMLIFrameElement | null = null
  #identity: string | null
  #isReady = false
  #isLoggingOut = false
  #takesFocus = false
  #unread = 0

  constructor(options: Options) {
    this.#options = options
    this.#texts = launcherTexts(options.locale)
    this.#memory = recall(options.inbox)
    this.#identity = options.identity
    this.#build()
    const panel = { window: () => this.#frame?.contentWindow ?? null, origin: options.origin }
    listen<ToPage>('attendance-page', panel, (message) => this.#receive(message))
    if (this.#memory.isOpen) this.#show(false)
    else if (this.#memory.isKnown) this.#load()
  }

  run([name, argument]: Command): void {
    if (name === 'open') this.#show(true)
    else if (name === 'close') this.#hide(false)
    else if (name === 'identify' && argument) this.#identify(argument)
    else if (name === 'logout') this.#logout()
  }

  #build(): void {
    const root = this.#host.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheet(this.#options)]
    this.#button.type = 'button'
    this.#button.addEventListener('click', () => (this.#memory.isOpen ? this.#hide(true) : this.#show(true)))
    this.#badge.className = 'badge'
    this.#badge.setAttribute('aria-hidden', 'true')
    root.append(this.#button)
    this.#draw()
    document.body.append(this.#host)
  }

  #draw(): void {
    const { isOpen } = this.#memory
    const count = isOpen ? 0 : this.#unread
    this.#badge.textContent = count === 0 ? '' : count > 99 ? '99+' : String(count)
    this.#button.replaceChildren(icon(isOpen ? CLOSE_ICON : CHAT_ICON), this.#badge)
    this.#button.setAttribute('aria-label', isOpen ? this.#texts.close : this.#texts.open(count))
    this.#button.setAttribute('aria-expanded', String(isOpen))
    this.#host.classList.toggle('open', isOpen)
    if (this.#frame) this.#frame.hidden = !isOpen
  }

  #load(): HTMLIFrameElement {
    if (this.#frame) return this.#frame
    const frame = document.createElement('iframe')
    frame.title = this.#texts.title
    frame.allow = 'clipboard-write; microphone'
    frame.hidden = true
    frame.src = panelUrl(this.#options)
    this.#frame = frame
    this.#button.before(frame)
    return frame
  }

  #show(takesFocus: boolean): void {
    this.#load()
    this.#takesFocus = takesFocus
    this.#update({ isOpen: true })
    this.#reveal()
  }

  /** The focus enters with the panel; before it is there, there is nothing to focus. */
  #reveal(): void {
    if (!this.#isReady) return
    if (this.#takesFocus) this.#frame?.focus()
    this.#tell({ to: 'attendance-panel', type: 'shown', takesFocus: this.#takesFocus })
    this.#takesFocus = false
  }

  #hide(takesFocus: boolean): void {
    this.#update({ isOpen: false })
    this.#tell({ to: 'attendance-panel', type: 'hidden' })
    if (takesFocus) this.#button.focus()
  }

  #identify(identity: string): void {
    this.#identity = identity
    this.#tell({ to: 'attendance-panel', type: 'identify', identity })
  }

  #logout(): void {
    this.#identity = null
    this.#unread = 0
    this.#isLoggingOut = !this.#isReady
    this.#update({ isOpen: false, isKnown: false })
    this.#load()
    this.#tell({ to: 'attendance-panel', type: 'logout' })
  }

  #update(change: Partial<Memory>): void {
    Object.assign(this.#memory, change)
    remember(this.#options.inbox, this.#memory)
    this.#draw()
  }

  /** What the panel must know before it is ready is told when it is (`#greet`). */
  #tell(message: ToPanel): void {
    if (this.#isReady) this.#frame?.contentWindow?.postMessage(message, this.#options.origin)
  }

  #receive(message: ToPage): void {
    if (message.type === 'ready') this.#greet()
    else if (message.type === 'close') this.#hide(true)
    else if (message.type === 'known') this.#update({ isKnown: true })
    else if (message.type === 'unread') {
      this.#unread = message.count
      this.#draw()
    }
  }

  #greet(): void {
    this.#isReady = true
    if (this.#isLoggingOut) this.#tell({ to: 'attendance-panel', type: 'logout' })
    this.#isLoggingOut = false
    this.#tell({ to: 'attendance-panel', type: 'start', identity: this.#identity })
    if (this.#memory.isOpen) this.#reveal()
  }
}

const start = (attendance: Attendance) => {
  const { script, queue = [] } = attendance
  if (!script) return
  const launcher = new Launcher(readOptions(script))
  window.Attendance = (...command: Command) => launcher.run(command)
  for (const command of queue) launcher.run(command)
}

const loaded = window.Attendance
if (loaded) {
  if (document.body) start(loaded)
  else document.addEventListener('DOMContentLoaded', () => start(loaded))
}
