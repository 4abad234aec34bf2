/** Commands of the page: `Attendance('open')`, `Attendance('identify', token)`… They may come before the launcher. */

export type Command = ['open'] | ['close'] | ['identify', string] | ['logout']

export interface Attendance {
  (...command: Command): void
  /** Commands given before the launcher was there. */
  queue?: Command[]
  script?: HTMLScriptElement
}

declare global {
  interface Window {
    Attendance?: Attendance
  }
}
