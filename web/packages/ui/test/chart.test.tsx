import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Chart, TooltipProvider, type ChartProps } from '../src'

const WORDS = { asTable: 'Tabela', asChart: 'Gráfico', empty: 'Nada neste período', dimension: 'Dia' }
const SERIES = [
  { key: 'opened', label: 'Abertas' },
  { key: 'resolved', label: 'Resolvidas' },
]
const POINTS = [
  { key: 'a', label: '20/11', values: [4, 1] },
  { key: 'b', label: '21/11', values: [45, null] },
  { key: 'c', label: '22/11', values: [7, 9] },
]

function show(props: Partial<ChartProps> = {}) {
  render(
    <TooltipProvider>
      <Chart
        kind="line"
        label="Atendimentos por dia"
        series={SERIES}
        points={POINTS}
        format={(value) => `${value} un`}
        words={WORDS}
        {...props}
      />
    </TooltipProvider>,
  )
}

const slider = () => screen.getByRole('slider', { name: 'Atendimentos por dia' })
const said = () => slider().getAttribute('aria-valuetext')

afterEach(cleanup)

describe.each(['line', 'bars', 'stacked'] as const)('a chart of the kind %s', (kind) => {
  it('says one point after the other to the keyboard', () => {
    show({ kind })
    fireEvent.focus(slider())
    expect(said()).toBe('22/11: Abertas 7 un, Resolvidas 9 un')
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' })
    expect(said()).toBe('21/11: Abertas 45 un, Resolvidas —')
    fireEvent.keyDown(slider(), { key: 'Home' })
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' })
    expect(said()).toBe('20/11: Abertas 4 un, Resolvidas 1 un')
    expect(slider().getAttribute('aria-valuenow')).toBe('0')
  })

  it('opens the chosen series of the point', () => {
    const onOpen = vi.fn()
    show({ kind, onOpen })
    fireEvent.focus(slider())
    fireEvent.keyDown(slider(), { key: 'ArrowDown' })
    fireEvent.keyDown(slider(), { key: 'Enter' })
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(POINTS[2], SERIES[1])
  })

  it('is a table as well', () => {
    show({ kind })
    fireEvent.click(screen.getByRole('button', { name: 'Tabela' }))
    const rows = screen.getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent))
    expect(rows).toEqual([
      ['Dia', 'Abertas', 'Resolvidas'],
      ['20/11', '4 un', '1 un'],
      ['21/11', '45 un', '—'],
      ['22/11', '7 un', '9 un'],
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Gráfico' }))
    expect(slider()).toBeTruthy()
  })
})

it('opens from the table what can be opened: neither nothing nor a reference', () => {
  const onOpen = vi.fn()
  const before = { key: 'before', label: 'Antes', isReference: true }
  show({ series: [SERIES[0]!, before], onOpen })
  fireEvent.click(screen.getByRole('button', { name: 'Tabela' }))
  const cells = screen.getAllByRole('button', { name: /un$/ })
  expect(cells.map((cell) => cell.getAttribute('aria-label'))).toEqual([
    '20/11, Abertas: 4 un',
    '21/11, Abertas: 45 un',
    '22/11, Abertas: 7 un',
  ])
  fireEvent.click(cells[1]!)
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(POINTS[1], SERIES[0])
})

it('ranks as bars with their names, each a button', () => {
  const onOpen = vi.fn()
  show({ kind: 'ranking', onOpen })
  fireEvent.click(screen.getByRole('button', { name: '20/11: Abertas 4 un, Resolvidas 1 un' }))
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(POINTS[0], SERIES[0])
})

it('says when there is nothing, and keeps its place', () => {
  show({ points: [{ key: 'a', label: '20/11', values: [null, null] }], height: 180 })
  expect(screen.getByText('Nada neste período').style.height).toBe('180px')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Tabela' }).disabled).toBe(true)
  expect(screen.queryByRole('slider')).toBeNull()
})

it('shows a point under the pointer, and none when it left', () => {
  show()
  fireEvent.pointerMove(slider(), { clientX: 599, clientY: 10 })
  expect(screen.getByText('22/11', { selector: 'p' })).toBeTruthy()
  fireEvent.pointerLeave(slider(), { pointerType: 'mouse' })
  expect(screen.queryByText('22/11', { selector: 'p' })).toBeNull()
})
