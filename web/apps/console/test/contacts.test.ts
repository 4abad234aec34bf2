import type { Contact } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { differences, isChoice } from '@/features/contacts/merging'
import { changed, filterOf, isFiltered, parseContactSearch, wantedOf } from '@/features/contacts/search'

describe('the address of the contacts', () => {
  it('keeps what it knows and leaves out the rest', () => {
    expect(parseContactSearch({ q: 'ana', sort: 'ltv', x: 1, tag: '' })).toEqual({ q: 'ana', sort: 'ltv' })
  })

  it('takes words that look like numbers', () => {
    expect(parseContactSearch({ q: 11988 })).toEqual({ q: '11988' })
  })

  it('is asked for in the names of the server', () => {
    expect(wantedOf({ q: 'ana', owner: 'me', segment: 's', sort: 'ltv' })).toEqual({
      text: 'ana',
      owner_id: 'me',
      segment_id: 's',
    })
  })

  it('becomes a segment without its order', () => {
    expect(filterOf({ tag: 'vip', blocked: 'true', sort: 'ltv' })).toEqual({
      tags: ['vip'],
      is_blocked: true,
    })
  })

  it('knows whether anything is filtered', () => {
    expect(isFiltered({ sort: 'ltv' })).toBe(false)
    expect(isFiltered(changed({}, { tier: 'gold' }))).toBe(true)
    expect(isFiltered(changed({ tier: 'gold' }, { tier: '' }))).toBe(false)
  })
})

const EMPTY = {
  name: 'Ana',
  phone: null,
  email: null,
  customer_id: 'cust-001',
  company: null,
  owner_name: null,
  tier: null,
  ltv: null,
  status: null,
  source: null,
  custom_fields: {},
}
const contact = (facts: Partial<typeof EMPTY> | Record<string, unknown>) =>
  ({ ...EMPTY, ...facts }) as Contact

describe('what two contacts say differently', () => {
  it('is nothing when they say the same', () => {
    expect(differences(contact({}), contact({}))).toEqual([])
  })

  it('names fields as the server takes them', () => {
    const found = differences(
      contact({ company: { id: '1', name: 'A' }, custom_fields: { size: 'M' } }),
      contact({ company: { id: '2', name: 'B' }, custom_fields: { size: 'G' } }),
    )
    expect(found.map(({ take, own, other }) => [take, own, other])).toEqual([
      ['company_id', 'A', 'B'],
      ['custom_fields.size', 'M', 'G'],
    ])
  })

  it('is a choice only where both say something', () => {
    const [phone, tier] = differences(contact({ phone: '+1', tier: 'a' }), contact({ tier: 'b' }))
    expect([phone && isChoice(phone), tier && isChoice(tier)]).toEqual([false, true])
  })
})
