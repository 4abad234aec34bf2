/** Styles of the bubble and the frame, in a shadow root. `!important` on :host wins over the page's own. */
import { onColor } from '../color.ts'
import type { Options } from './options.ts'

const BRAND = '#3355e0'

export function sheet(options: Options): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules(options.color ?? BRAND, options.side))
  return sheet
}

const rules = (color: string, side: 'left' | 'right') => `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto ${side === 'right' ? '20px 20px auto' : 'auto 20px 20px'} !important;
  bottom: 20px !important;
  z-index: 2147483000 !important;
  display: block !important;
  color-scheme: normal !important;
}
@media print { :host { display: none !important } }
* { box-sizing: border-box }
button {
  position: relative;
  display: grid;
  place-items: center;
  width: 56px;
  height: 56px;
  margin: 0;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: ${color};
  color: ${onColor(color)};
  cursor: pointer;
  box-shadow: 0 1px 2px rgb(16 24 40 / .24), 0 8px 24px -6px rgb(16 24 40 / .4);
  transition: transform .16s ease-out;
}
button:hover { transform: scale(1.05) }
button:active { transform: scale(.97) }
button:focus-visible { outline: 3px solid ${color}; outline-offset: 3px }
svg { width: 26px; height: 26px; display: block }
.badge {
  position: absolute;
  top: -4px;
  right: -4px;
  min-width: 20px;
  height: 20px;
  padding: 0 6px;
  border-radius: 10px;
  background: #c42b32;
  color: #fff;
  font: 600 12px/20px system-ui, sans-serif;
  text-align: center;
}
.badge:empty { display: none }
iframe {
  position: absolute;
  bottom: 72px;
  ${side}: 0;
  width: min(392px, calc(100vw - 40px));
  height: min(640px, calc(100vh - 112px));
  border: 0;
  border-radius: 16px;
  background: transparent;
  box-shadow: 0 0 0 1px rgb(16 24 40 / .08), 0 16px 48px -8px rgb(16 24 40 / .32);
  transform-origin: bottom ${side};
  animation: appear .18s ease-out;
}
iframe[hidden] { display: none }
@keyframes appear { from { opacity: 0; transform: translateY(8px) scale(.98) } }
@media (max-width: 480px), (max-height: 480px) {
  iframe { position: fixed; inset: 0; width: 100vw; height: 100vh; height: 100dvh; border-radius: 0 }
  :host(.open) button { display: none }
}
@media (prefers-reduced-motion: reduce) { button, iframe { transition: none; animation: none } }
`
