/** Two drawings, as paths on a 24 × 24 grid. */

export const CHAT_ICON = 'M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.6A8.4 8.4 0 1 1 21 11.5Z'
export const CLOSE_ICON = 'm6 9 6 6 6-6'

const SVG = 'http://www.w3.org/2000/svg'

export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = {
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value)
  const drawing = document.createElementNS(SVG, 'path')
  drawing.setAttribute('d', path)
  svg.append(drawing)
  return svg
}
