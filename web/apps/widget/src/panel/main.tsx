/** Starts the panel. */
import './panel.css'
import { render } from 'preact'
import { ChatClient } from '../chat/client.ts'
import { onColor } from '../color.ts'
import { textsOf } from '../i18n/texts.ts'
import { Page } from './page.ts'
import { Panel } from './Panel.tsx'
import { readSettings, type PanelSettings } from './settings.ts'

function dress({ locale, theme, title, color }: PanelSettings): void {
const root = document.documentElement
  root.lang = locale
  if (theme !== 'auto') root.dataset.theme = theme
  if (title) document.title = title
  if (color) {
    root.style.setProperty('--brand', color)
    root.style.setProperty('--on-brand', onColor(color))
  }
}

const settings = readSettings()
dress(settings)
const client = new ChatClient(settings.inbox)
const root = document.querySelector('#panel')
// Not awaited at the top: bundlers would then split what comes first into more files.
void textsOf(settings.locale).then((texts) => {
  const page = new Page(client, settings.pageOrigin)
  if (root) render(<Panel client={client} page={page} settings={settings} texts={texts} />, root)
})
