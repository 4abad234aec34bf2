import type { Activity } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { showProblem } from '@/app/showProblem'
import { changeActivity, deleteActivity, refreshActivities, restoreActivity } from './api'

/** Finishing and deleting activities, each with its way back. */
export function useEnding(): {
  setDone: (activity: Activity, isDone: boolean) => void
  remove: (activity: Activity) => void
} {
  const { t } = useLingui()
  const client = useQueryClient()

  async function run(act: () => Promise<unknown>, said: string, undo: () => Promise<unknown>) {
    try {
      await act()
      toast.success(said, {
        action: {
          label: t`Desfazer`,
          onClick: () =>
            void undo()
              .catch(showProblem)
              .finally(() => void refreshActivities(client)),
        },
      })
    } catch (problem) {
      showProblem(problem)
    }
    void refreshActivities(client)
  }

  return {
    setDone: ({ id, title }, isDone) =>
      void run(
        () => changeActivity(id, { is_done: isDone }),
        isDone ? t`Feita: ${title}` : t`Aberta de novo: ${title}`,
        () => changeActivity(id, { is_done: !isDone }),
      ),
    remove: ({ id, title }) =>
      void run(
        () => deleteActivity(id),
        t`Excluída: ${title}`,
        () => restoreActivity(id),
      ),
  }
}
