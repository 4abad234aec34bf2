/** Names and sentences for the made-up tenant; some are as long as real ones get. */
export const FIRST = [
  'Ana',
  'Bruno',
  'Carla',
  'Diego',
  'Elisa',
  'Fábio',
  'Gabriela',
  'Heitor',
  'Iara',
  'João',
  'Karina',
  'Lucas',
  'Marina',
  'Natália',
  'Otávio',
  'Paula',
  'Rafael',
  'Sofia',
  'Tiago',
  'Vitória',
]
export const LAST = [
  'Almeida',
  'Barbosa',
  'Cardoso',
  'Duarte',
  'Esteves',
  'Ferreira',
  'Gomes',
  'Lima',
  'Macedo',
  'Nunes',
  'Oliveira',
  'Pereira',
  'Ramos',
  'Silva',
  'Teixeira',
]
export const LONG_NAMES = [
  'Maria Aparecida da Conceição Albuquerque de Vasconcelos Montenegro',
  'Supermercado Irmãos Figueiredo & Filhos Comércio de Alimentos Ltda. – Filial Jaboatão dos Guararapes',
  'Wolfeschlegelsteinhausenbergerdorff',
]
export const FROM_CUSTOMER = [
  'Oi, meu pedido ainda não chegou. Podem verificar?',
  'Preciso da segunda via do boleto, por favor.',
  'O aplicativo fecha sozinho quando abro a câmera.',
  'Perfeito, muito obrigado pelo atendimento! 🙌',
  'Quero mudar meu plano para o anual.',
  'Recebi cobrança duplicada no cartão.',
  'Qual o prazo de entrega para Recife?',
  'Consegue me ligar amanhã às 10h?',
  'Oi',
  'Comprei três camisetas tamanho M, mas vieram duas P e uma GG. Já tirei as etiquetas de uma delas antes de perceber. Ainda dá para trocar? O presente é para sábado e não queria chegar de mãos vazias na festa.',
  'Segue o link do rastreio: https://www.exemplo.com.br/rastreio/objeto/BR123456789BR?origem=whatsapp&utm_source=atendimento',
]
export const FROM_STAFF = [
  'Olá! Vou verificar para você, só um instante.',
  'Encontrei seu pedido. Ele saiu para entrega hoje às 9h12.',
  'Claro! Acabei de enviar a segunda via para o seu e-mail.',
  'Pode me informar o CPF do titular, por favor?',
  'Estorno solicitado. O valor volta em até duas faturas.',
  'Posso ajudar em mais alguma coisa?',
]
export const FROM_BOT = [
  'Olá! Sou a assistente da Loja Aurora. Como posso ajudar?',
  'Não entendi muito bem. Pode escrever de outro jeito?',
  'Aguarde, vou transferir para um atendente…',
]
export const NOTES = [
  'Cliente VIP, já teve extravio em março. Priorizar reenvio expresso.',
  'Falei com a transportadora: entrega até 18h.',
]
export const TAGS = ['vip', 'boleto', 'entrega', 'bug', 'upgrade', 'troca']
