/** The keys of config.csv in words, by section: a label for each, and more where the label doesn't say it all. */
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export type FieldKind = 'flag' | 'number' | 'words' | 'text' | 'long' | 'choice' | 'secret'

export interface ConfigKey {
  name: string
  kind: FieldKind
  label: MessageDescriptor
  help?: MessageDescriptor
  options?: readonly (readonly [value: string, label: MessageDescriptor])[]
}

export interface ConfigSection {
  title: MessageDescriptor
  keys: readonly ConfigKey[]
}

type More = Pick<ConfigKey, 'help' | 'options'>

const key =
  (kind: FieldKind) =>
  (name: string, label: MessageDescriptor, more: More = {}) => ({
    name,
    kind,
    label,
    ...more,
  })
const flag = key('flag')
const number = key('number')
const words = key('words')
const text = key('text')
const long = key('long')
const choice = key('choice')
const secret = key('secret')

export const SECTIONS: readonly ConfigSection[] = [
  {
    title: msg`Atendimento`,
    keys: [
      flag('crm-enabled', msg`Clientes podem falar com pessoas`),
      flag('attendance-enabled', msg`O bot transfere para pessoas`),
      long('attendance-greeting', msg`Saudação`, { help: msg`O que um bot sem scripts diz primeiro.` }),
      long('attendance-transfer-message', msg`Mensagem ao transferir`),
    ],
  },
  {
    title: msg`Bot ou pessoa`,
    keys: [
      flag('attendance-bypass-mode', msg`Toda mensagem vai para uma pessoa`, {
        help: msg`O bot nunca responde.`,
      }),
      flag('attendance-auto-transfer', msg`Palavras de transferência valem mais que o script`),
      words('attendance-transfer-keywords', msg`Palavras que pedem uma pessoa`, {
        help: msg`Separadas por vírgula. Acentos e maiúsculas não importam.`,
      }),
    ],
  },
  {
    title: msg`Filas e atendentes`,
    keys: [
      number('attendance-queue-size', msg`Tamanho da fila`, {
        help: msg`Para filas que não definem o seu próprio limite.`,
      }),
      number('attendance-max-wait-seconds', msg`Espera máxima (segundos)`, {
        help: msg`Para filas que não definem o seu próprio limite.`,
      }),
      choice('attendance-priority-default', msg`Prioridade ao transferir`, {
        options: [
          ['low', msg`Baixa`],
          ['normal', msg`Normal`],
          ['high', msg`Alta`],
          ['urgent', msg`Urgente`],
        ],
      }),
      flag('attendance-auto-assign', msg`Distribuir automaticamente`),
      choice('attendance-default-destination', msg`Onde os atendentes recebem`, {
        options: [
          ['console', msg`Neste console`],
          ['whatsapp', msg({ message: 'WhatsApp' })],
          ['teams', msg({ message: 'Microsoft Teams' })],
          ['google-chat', msg({ message: 'Google Chat' })],
          ['slack', msg({ message: 'Slack' })],
        ],
      }),
    ],
  },
  {
    title: msg`Scripts`,
    keys: [
      choice('basic-language', msg`Língua das perguntas e dos formatos`, {
        options: [
          ['company', msg`A da empresa`],
          ['pt-BR', msg({ message: 'Português' })],
          ['en', msg({ message: 'English' })],
          ['es', msg({ message: 'Español' })],
        ],
      }),
      long('basic-error-message', msg`Mensagem quando um script falha`),
      choice('basic-on-change', msg`Conversas em andamento, depois de publicar`, {
        options: [
          ['pin', msg`Continuam na versão em que começaram`],
          ['restart', msg`Recomeçam na versão nova`],
        ],
      }),
      choice('basic-after-resolve', msg`Script que esperava, depois de resolver`, {
        options: [
          ['cancel', msg`Termina`],
          ['resume', msg`Continua`],
        ],
      }),
      flag('basic-auto-tables', msg`Criar tabelas ao gravar nelas`),
      flag('basic-other-sessions', msg`Um script pode mudar outras conversas`, {
        help: msg`Agendamentos e webhooks sempre podem.`,
      }),
      words('http-allowed-hosts', msg`Sites que os scripts podem chamar`, {
        help: msg`Separados por vírgula; *.empresa.com vale para todos abaixo. Vazio: qualquer site público.`,
      }),
    ],
  },
  {
    title: msg`Canais dos atendentes`,
    keys: [
      flag('attendance-whatsapp-commands', msg`Comandos no WhatsApp`, {
        help: msg`Atendentes usam /queue, /take, /resolve…`,
      }),
      flag('attendance-telegram-commands', msg`Comandos no Telegram`),
      secret('attendance-slack-webhook', msg`Webhook do Slack`),
    ],
  },
  {
    title: msg`Ajuda ao atendente`,
    keys: [
      flag('attendant-llm-tips', msg`Dicas`),
      flag('attendant-polish-message', msg`Melhorar o texto antes de enviar`),
      flag('attendant-smart-replies', msg`Respostas sugeridas`),
      flag('attendant-auto-summary', msg`Resumo para quem assume`),
      flag('attendant-sentiment-analysis', msg`Humor do cliente`),
    ],
  },
  {
    title: msg`Clientes`,
    keys: [
      flag('attendance-crm-logging', msg`Anotar cada atendimento no cliente`),
      words('attendance-log-fields', msg`O que é anotado`),
      words('attendance-customer-fields', msg`O que os atendentes veem do cliente`),
    ],
  },
  {
    title: msg`Avisos por e-mail`,
    keys: [
      flag('attendance-email-notify', msg`Avisar por e-mail`),
      text('attendance-email-template', msg`Modelo do e-mail`),
      text('attendance-email-recipient', msg`Quem recebe`, {
        help: msg`attendant, supervisor ou um endereço de e-mail.`,
      }),
      words('attendance-email-bcc', msg`Cópia oculta para`),
    ],
  },
  {
    title: msg`Modelo de linguagem`,
    keys: [
      text('llm-provider-url', msg`Endereço do serviço`, {
        help: msg`Compatível com o protocolo da OpenAI.`,
      }),
      text('llm-model', msg`Modelo`),
      secret('llm-api-key', msg`Chave do serviço`),
      text('llm-temperature', msg`Temperatura`, { help: msg`De 0, sempre parecido, a 2, livre.` }),
      number('llm-max-tokens', msg`Resposta mais longa (tokens)`),
      number('llm-timeout-seconds', msg`Espera pela resposta (segundos)`),
    ],
  },
  {
    title: msg`Voz`,
    keys: [
      flag('whatsapp-voice-response', msg`Responder áudio com áudio`),
      text('botmodels-url', msg`Endereço do serviço de voz`),
      secret('botmodels-api-key', msg`Chave do serviço de voz`),
      text('transcription-language', msg`Língua do que é ouvido`),
    ],
  },
  {
    title: msg({ message: 'Microsoft Teams' }),
    keys: [
      flag('teams-enabled', msg`Receber conversas no Teams`),
      text('teams-app-id', msg`Id do aplicativo`),
      secret('teams-app-password', msg`Senha do aplicativo`),
      text('teams-tenant-id', msg`Id da empresa na Microsoft`),
      text('teams-bot-id', msg`Id do bot`),
      flag('teams-voice-enabled', msg`Chamadas de voz no Teams`),
      flag('teams-meeting-enabled', msg`Reuniões no Teams`),
    ],
  },
  {
    title: msg({ message: 'Google Chat' }),
    keys: [
      flag('google-chat-enabled', msg`Receber conversas no Google Chat`),
      secret('google-chat-bot-token', msg`Token do bot`),
      text('google-chat-space-id', msg`Id do espaço`),
    ],
  },
  {
    title: msg({ message: 'Instagram' }),
    keys: [
      flag('instagram-enabled', msg`Conversas do Instagram Direct`),
      secret('instagram-access-token', msg`Token de acesso da página`),
      secret('instagram-app-secret', msg`Segredo do aplicativo`),
      secret('instagram-webhook-verify-token', msg`Token de verificação do webhook`),
    ],
  },
  {
    title: msg`Chamadas de vídeo`,
    keys: [
      text('livekit-url', msg`Endereço do LiveKit`),
      secret('livekit-api-key', msg`Chave do LiveKit`),
      secret('livekit-api-secret', msg`Segredo do LiveKit`),
      text('livekit-room-prefix', msg`Começo do nome das salas`),
      flag('livekit-recording-enabled', msg`Gravar chamadas`, { help: msg`Avise os participantes.` }),
      text('livekit-storage-bucket', msg`Onde as gravações ficam`),
      flag('livekit-transcription-enabled', msg`Transcrever chamadas`),
    ],
  },
  {
    title: msg`Telefonia`,
    keys: [
      flag('sip-enabled', msg`Ligações telefônicas`),
      text('sip-trunk-name', msg`Nome do tronco`),
      text('sip-phone-number', msg`Nosso número`),
      text('sip-inbound-route', msg`Rota de entrada`),
      text('sip-outbound-route', msg`Rota de saída`),
    ],
  },
]

export const KNOWN: ReadonlySet<string> = new Set(
  SECTIONS.flatMap(({ keys }) => keys.map(({ name }) => name)),
)

const YES = new Set(['true', '1', 'yes', 'sim', 'on'])

/** As the server reads a truth value. */
export const isOn = (value: string): boolean => YES.has(value.toLowerCase())
