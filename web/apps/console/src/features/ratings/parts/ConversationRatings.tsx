import type { Conversation } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/app/formats'
import { conversationRatingsQuery, useLiveRatings } from '../api'
import { stateWords } from '../words'
import { Score } from './Score'

/** What the customer thought of this conversation, beside it. Nothing is shown while nothing was asked. */
export function ConversationRatings({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  useLiveRatings()
  const { data, isError, refetch } = useQuery(conversationRatingsQuery(conversation.id))
  if (!isError && !data?.length) return null
  return (
    <section aria-label={t`Avaliação`} className="border-t border-line py-3">
      <h4 className="mb-1 text-2xs font-medium text-mute">{t`Avaliação`}</h4>
      {isError && <Button size="sm" onClick={() => void refetch()}>{t`Não carregou. Tentar de novo`}</Button>}
      <ul className="space-y-2">
        {data?.map((rating) => (
          <li key={rating.id} className="flex items-start gap-2">
            {rating.score !== null && <Score score={rating.score} />}
            <div className="min-w-0 flex-1">
              {rating.comment && <p className="wrap-anywhere whitespace-pre-line">{rating.comment}</p>}
              <p className="text-xs text-mute">
                {rating.answered_at ? moment(rating.answered_at) : stateWords(rating)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
