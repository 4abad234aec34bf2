/** Telephones of a make-believe customer: WhatsApp, Telegram and SMS that talk to the real product. */
import { render } from 'preact'
import { useState } from 'preact/hooks'
import './phone.css'
import type { Network } from './api.ts'
import { Phone } from './Phone.tsx'
import { remember, remembered, somebody, spelled } from './people.ts'

const NETWORKS: readonly Network[] = ['whatsapp', 'telegram', 'sms']
const NAMES: Record<Network, string> = { whatsapp: 'WhatsApp', telegram: 'Telegram', sms: 'SMS' }

function Page() {
  const [person, setPerson] = useState(remembered)
  const [shown, setShown] = useState<Network>('whatsapp')
  return (
    <main>
      <header class="top">
        <div>
          <h1>Telefones de demonstração</h1>
          <p>
            Você é <b>{person.name}</b>, {spelled(person.phone)}. Nada sai deste computador: as mensagens chegam ao{' '}
            <a href="/" target="_blank" rel="noreferrer">
              console
            </a>{' '}
            com as assinaturas e os formatos que as operadoras usam.
          </p>
        </div>
        <button type="button" onClick={() => setPerson(remember(somebody()))}>
          Ser outra pessoa
        </button>
      </header>
      <nav aria-label="Aplicativo">
        {NETWORKS.map((network) => (
          <button
            key={network}
            type="button"
            aria-pressed={shown === network}
            onClick={() => setShown(network)}
          >
            {NAMES[network]}
          </button>
        ))}
      </nav>
      <div class="phones">
        {NETWORKS.map((network) => (
          <div key={network} class={network === shown ? 'slot shown' : 'slot'}>
            <Phone network={network} person={person} />
          </div>
        ))}
      </div>
    </main>
  )
}

const root = document.getElementById('telefones')
if (root) render(<Page />, root)
