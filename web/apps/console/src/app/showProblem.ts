import { toast } from 'sonner'
import { problemText } from './problems'

/** Says what went wrong without taking the page away. */
export function showProblem(problem: unknown): void {
  toast.error(problemText(problem))
}
