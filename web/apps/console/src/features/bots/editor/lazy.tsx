/** The editor, loaded when a file is first opened: the rest of the console goes without it. */
import { Skeleton } from '@attendance/ui'
import { lazy, Suspense, type ComponentProps } from 'react'

const Editor = lazy(() => import('./CodeEditor'))
const Diff = lazy(() => import('./DiffView'))

export function CodeEditor(props: ComponentProps<typeof Editor>) {
  return (
    <Suspense fallback={<Lines />}>
      <Editor {...props} />
    </Suspense>
  )
}

export function DiffView(props: ComponentProps<typeof Diff>) {
  return (
    <Suspense fallback={<Lines />}>
      <Diff {...props} />
    </Suspense>
  )
}

function Lines() {
  return (
    <div className="space-y-3 p-4">
      {[60, 35, 80, 50, 70, 40].map((width) => (
        <div key={width} style={{ width: `${width}%` }}>
          <Skeleton className="h-3" />
        </div>
      ))}
    </div>
  )
}
