import type { ChannelInfo } from '@attendance/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '@/app/client'

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => api.get<ChannelInfo[]>('/api/channels'),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What can be done in this channel; undefined until it is known. */
export function useChannel(name: string): ChannelInfo | undefined {
  const { data } = useQuery(channelsQuery)
  return data?.find((one) => one.name === name)
}
