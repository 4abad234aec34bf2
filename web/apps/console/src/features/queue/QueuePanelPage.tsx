export function QueuePanelPage() { return null }
