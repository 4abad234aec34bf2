import { assert, boolean, double, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  areaPath,
  columnAt,
  labelEvery,
  linePath,
  middles,
  piecesOf,
  stacked,
  ticksUpTo,
} from '../src/chart-scale'

describe('ticks', () => {
  it.each([
    [0, {}, [0, 0.25, 0.5, 0.75, 1]],
    [0, { isWhole: true }, [0, 1]],
    [3, { isWhole: true }, [0, 1, 2, 3]],
    [92, {}, [0, 25, 50, 75, 100]],
    [45, { isTime: true }, [0, 15, 30, 45]],
    [290, { isTime: true }, [0, 120, 240, 360]],
    [400_000, { isTime: true }, [0, 172_800, 345_600, 518_400]],
  ])('up to %d with %o', (max, options, expected) => {
    expect(ticksUpTo(max, options)).toEqual(expected)
  })

  it('reach every value in a handful of equal steps', () => {
    assert(
      property(double({ min: 1e-3, max: 1e9, noNaN: true }), boolean(), (max, isTime) => {
        const ticks = ticksUpTo(max, { isTime })
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-6))
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})

describe('lines', () => {
  it('break where nothing was measured', () => {
    expect(linePath([0, 10, 20, 30], [1, 2, null, 4])).toBe('M0 1L10 2M30 4')
    expect(areaPath([0, 10, 20], [1, null, 3], 9)).toBe('M0 1L0 9L0 9ZM20 3L20 9L20 9Z')
    expect(piecesOf([null, 1, 2, null, 3])).toEqual([
      [1, 2],
      [4, 4],
    ])
  })
})

it('stacks what is there upon what was before', () => {
  expect(stacked([2, null, 3])).toEqual([
    [0, 2],
    [2, 2],
    [2, 5],
  ])
})

it('finds the column that stands under the pointer', () => {
  assert(
    property(integer({ min: 1, max: 400 }), integer({ min: 1, max: 2000 }), (count, width) => {
      middles(count, 40, width).forEach((x, index) => expect(columnAt(x, count, 40, width)).toBe(index))
      expect(columnAt(-5, count, 40, width)).toBe(0)
      expect(columnAt(1e6, count, 40, width)).toBe(count - 1)
    }),
  )
})

it('leaves out labels that would touch', () => {
  expect(labelEvery(90, 40, 320)).toBe(12)
  expect(labelEvery(7, 40, 320)).toBe(1)
  expect(labelEvery(0, 40, 320)).toBe(1)
})
