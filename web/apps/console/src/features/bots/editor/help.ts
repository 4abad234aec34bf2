/** The help of a keyword beside the list of completions. */
import type { KeywordHelp } from '@attendance/api'

export interface HelpWords {
  missing: string
  example: string
  result: string
  errors: string
}

export function helpNode(help: KeywordHelp, words: HelpWords): Node {
  const box = document.createElement('div')
  box.append(
    ...help.syntax.map((form) => part('pre', form, 'margin:0 0 4px;white-space:pre-wrap;font-weight:600')),
  )
  if (!help.is_available) box.append(part('p', words.missing, 'margin:0 0 6px;color:var(--warn)'))
  if (help.effects) box.append(part('p', help.effects, 'margin:0 0 6px'))
  if (help.result) box.append(part('p', `${words.result} ${help.result}`, 'margin:0 0 6px'))
  if (help.example) {
    box.append(part('p', words.example, 'margin:6px 0 2px;color:var(--mute)'))
    box.append(
      part(
        'pre',
        help.example,
        'margin:0;white-space:pre-wrap;background:var(--raised);padding:6px 8px;border-radius:6px',
      ),
    )
  }
  if (help.errors.length > 0) {
    const errors = help.errors.map(([code, when]) => `${code} ${when}`).join('\n')
    box.append(
      part('p', words.errors, 'margin:6px 0 2px;color:var(--mute)'),
      part('p', errors, 'margin:0;white-space:pre-wrap'),
    )
  }
  return box
}

function part(tag: string, text: string, style: string): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  made.style.cssText = style
  return made
}
