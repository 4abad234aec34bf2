export function InboxesPage() { return null }
