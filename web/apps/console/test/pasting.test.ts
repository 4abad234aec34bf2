import { describe, expect, it } from 'vitest'
import { isPhone, pointOf } from '@/features/media/pasting'

describe('what people paste as a place', () => {
  it.each([
    ['-23.55052, -46.63331', -23.55052, -46.63331],
    ['(-23.5 -46.6)', -23.5, -46.6],
    ['https://www.openstreetmap.org/?mlat=-23.5&mlon=-46.6#map=17/1/2', -23.5, -46.6],
    ['https://www.openstreetmap.org/#map=17/-23.5/-46.6', -23.5, -46.6],
    ['https://www.google.com/maps/place/Loja/@1.5,2.5,17z/data=!3m1!4b1!3d-23.5!4d-46.6', -23.5, -46.6],
    ['https://www.google.com/maps/@-23.5,-46.6,15z', -23.5, -46.6],
    ['https://maps.google.com/?q=-23.5,-46.6', -23.5, -46.6],
    ['https://www.google.com/maps/search/?api=1&query=-23.5%2C-46.6', -23.5, -46.6],
    ['geo:-23.5,-46.6?z=17', -23.5, -46.6],
  ])('%s', (text, latitude, longitude) => {
    expect(pointOf(text)).toEqual({ latitude, longitude })
  })

  it.each(['', 'Rua das Flores, 10', '91.0, 10', '10, 181', 'https://maps.app.goo.gl/AbC'])(
    'nothing in “%s”',
    (text) => {
      expect(pointOf(text)).toBeNull()
    },
  )
})

describe('phones', () => {
  it.each([
    ['+55 (11) 98888-7777', true],
    ['08001234567', true],
    ['ligue já', false],
    ['12', false],
  ])('%s', (text, isOne) => {
    expect(isPhone(text)).toBe(isOne)
  })
})
