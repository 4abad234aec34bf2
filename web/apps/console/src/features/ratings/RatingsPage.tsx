import type { Rating, RatingFigures } from '@attendance/api'
import { Button, Checkbox, Empty, Select, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Star } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { queuesQuery } from '@/features/queues/api'
import { ratingFiguresQuery, useLiveRatings, useRatings } from './api'
import { Score } from './parts/Score'
import { PERIODS, type RatingSearch } from './search'

/** What customers thought: the figures of a period, and every answer. */
export function RatingsPage() {
  const { t } = useLingui()
  const me = useMe()
  const search: RatingSearch = useSearch({ from: '/shell/avaliacoes' })
  useLiveRatings()
  const figures = useQuery(ratingFiguresQuery(search))
  return (
    <Page
      title={t`Avaliações`}
      description={t`O que os clientes acharam do atendimento.`}
      actions={
        may(me, 'company.manage') && (
          <Link
            to="/configuracoes/avaliacoes"
            className="inline-flex h-8 items-center rounded-md px-2 text-brand-text hover:underline"
          >
            {t`Quando perguntar`}
          </Link>
        )
      }
    >
      <Filters search={search} />
      <div className="mb-5">
        <Loaded query={figures}>{(found) => <Figures figures={found} />}</Loaded>
      </div>
      <Answers search={search} />
    </Page>
  )
}

function Filters({ search }: { search: RatingSearch }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/avaliacoes' })
  const { data: queues = [] } = useQuery(queuesQuery)
  const change = (part: RatingSearch) =>
    void navigate({
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)),
      replace: true,
    })
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <Select
        aria-label={t`Período`}
        className="w-auto"
        value={search.days ?? 30}
        onChange={({ target }) => change({ days: Number(target.value) })}
      >
        {PERIODS.map((days) => (
          <option key={days} value={days}>{t`Últimos ${days} dias`}</option>
        ))}
      </Select>
      <Select
        aria-label={t`Fila`}
        className="w-auto max-w-56"
        value={search.queue ?? ''}
        onChange={({ target }) => change({ queue: target.value })}
      >
        <option value="">{t`Todas as filas`}</option>
        {queues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t`Notas`}
        className="w-auto"
        value={search.group ?? ''}
        onChange={({ target }) => change({ group: target.value as NonNullable<RatingSearch['group']> })}
      >
        <option value="">{t`Todas as notas`}</option>
        <option value="promoters">{t`Promotores (9 e 10)`}</option>
        <option value="passives">{t`Neutros (7 e 8)`}</option>
        <option value="detractors">{t`Detratores (0 a 6)`}</option>
      </Select>
      <Checkbox
        isChecked={search.comments ?? false}
        label={t`Só com comentário`}
        onChange={(comments) => change({ comments })}
      />
    </div>
  )
}

function Figures({ figures }: { figures: RatingFigures }) {
  const { t } = useLingui()
  const { number, decimal, percent } = useFormats()
  const { response_rate: rate, customer_satisfaction: mean } = figures
  const [commented, asked] = [number(figures.commented), number(figures.asked)]
  const boxes = [
    { label: t`Nota média`, value: mean === null ? '—' : decimal(mean), about: t`Meta: acima de 7` },
    { label: t`NPS`, value: figures.nps === null ? '—' : number(figures.nps), about: t`De −100 a 100` },
    { label: t`Respostas`, value: number(figures.answered), about: t`${commented} com comentário` },
    {
      label: t`Taxa de resposta`,
      value: rate === null ? '—' : percent(rate),
      about: t`${asked} clientes perguntados`,
    },
  ]
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {boxes.map(({ label, value, about }) => (
          <div key={label} className="rounded-xl border border-line bg-panel p-4">
            <dt className="text-xs text-mute">{label}</dt>
            <dd className="text-2xl font-semibold tabular-nums">{value}</dd>
            <dd className="text-xs text-mute">{about}</dd>
          </div>
        ))}
      </dl>
      {figures.answered > 0 && <Spread figures={figures} />}
    </>
  )
}

const BAR = (score: number) => (score >= 9 ? 'bg-ok' : score >= 7 ? 'bg-warn' : 'bg-danger')

/** How often each score was given; the table behind it is the list of words for screen readers. */
function Spread({ figures }: { figures: RatingFigures }) {
  const { t } = useLingui()
  const most = Math.max(...figures.scores, 1)
  const { promoters, passives, detractors } = figures
  return (
    <figure className="mt-3 rounded-xl border border-line bg-panel p-4">
      <figcaption className="mb-3 text-xs text-mute">
        {t`Promotores: ${promoters} · Neutros: ${passives} · Detratores: ${detractors}`}
      </figcaption>
      <ol className="flex h-28 items-end gap-1.5">
        {figures.scores.map((count, score) => (
          // oxlint-disable-next-line react/no-array-index-key -- the scale never moves
          <li key={score} className="flex h-full min-w-0 flex-1 flex-col items-center justify-end gap-1">
            <span className="sr-only">{t`Nota ${score}: ${count}`}</span>
            <span aria-hidden className="text-2xs text-mute tabular-nums">
              {count || ''}
            </span>
            <span
              aria-hidden
              className={`w-full max-w-12 rounded-t ${BAR(score)}`}
              style={{
                height: `${Math.max((count / most) * 70, count ? 3 : 1)}%`,
                opacity: count ? 1 : 0.25,
              }}
            />
            <span aria-hidden className="text-xs tabular-nums">
              {score}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  )
}

function Answers({ search }: { search: RatingSearch }) {
  const { t } = useLingui()
  const { query, ratings } = useRatings(search)
  return (
    <Section title={t`Respostas`}>
      <Loaded query={query}>
        {() =>
          ratings.length === 0 ? (
            <Empty icon={<Star size={18} />} title={t`Nenhuma avaliação`}>
              {t`Quando um cliente der uma nota, ela aparece aqui.`}
            </Empty>
          ) : (
            <>
              <AnswerTable ratings={ratings} />
              {query.hasNextPage && (
                <div className="mt-3 flex justify-center">
                  <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t`Ver mais`}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function AnswerTable({ ratings }: { ratings: readonly Rating[] }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  return (
    <Table label={t`Respostas`}>
      <thead>
        <tr>
          <Th>{t`Nota`}</Th>
          <Th>{t`Comentário`}</Th>
          <Th>{t`Cliente`}</Th>
          <Th>{t`Atendente`}</Th>
          <Th>{t`Fila`}</Th>
          <Th>{t`Quando`}</Th>
        </tr>
      </thead>
      <tbody>
        {ratings.map((one) => (
          <tr key={one.id}>
            <Td>{one.score !== null && <Score score={one.score} />}</Td>
            <Td className="min-w-52 py-2 wrap-anywhere whitespace-pre-line">
              {one.comment ?? <span className="text-mute">—</span>}
            </Td>
            <Td className="whitespace-nowrap">
              <Link
                to="/conversas/$id"
                params={{ id: one.session_id }}
                search={{}}
                className="text-brand-text hover:underline"
              >
                {one.customer_name} #{one.number}
              </Link>
            </Td>
            <Td className="whitespace-nowrap">{one.attendant_name ?? '—'}</Td>
            <Td className="whitespace-nowrap">{one.queue_name ?? '—'}</Td>
            <Td className="whitespace-nowrap text-mute">{one.answered_at && moment(one.answered_at)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
