import type { Me } from '@attendance/api'
import { expect, test } from 'vitest'
import { placesFor } from '../src/app/shell/navigation'
import { VIEW_TITLES } from '../src/app/shell/viewTitles'

test('every place and view of the inbox has keys of its own', () => {
  const owner = { permissions: { includes: () => true } } as unknown as Me
  const places = placesFor(owner)
  const keys = [...places, ...Object.values(VIEW_TITLES)].map((one) => one.keys)

  expect(places.length).toBeGreaterThan(10)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})
