/** Keeps the newest message in view, unless the visitor reads back: then nothing moves under their eyes. */

const NEAR_END_PX = 80

export class Scrolling {
  #box: HTMLElement | null = null
  #isAtEnd = true
  #height = 0
  #oldest: string | undefined
  #newest: string | undefined

  attach(box: HTMLElement | null): void {
    this.#box = box
  }

  /** Call it after each drawing. Tells whether a message came that is out of view. */
  drawn(oldest: string | undefined, newest: string | undefined): boolean {
    const box = this.#box
    if (box === null) return false
    const isOlderPage = this.#oldest !== undefined && oldest !== this.#oldest
    const isNew = newest !== this.#newest
    if (this.#isAtEnd) this.toEnd()
    else if (isOlderPage) box.scrollTop += box.scrollHeight - this.#height
    this.#oldest = oldest
    this.#newest = newest
    this.#height = box.scrollHeight
    return isNew && !this.#isAtEnd
  }

  /** Call it when the visitor scrolled. Tells whether they are at the end. */
  moved(): boolean {
    const box = this.#box
    if (box !== null) this.#isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
    return this.#isAtEnd
  }

  toEnd(): void {
    this.#isAtEnd = true
    this.#box?.scrollTo({ top: this.#box.scrollHeight })
  }
}
