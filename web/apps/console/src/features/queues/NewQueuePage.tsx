export function NewQueuePage() { return null }
