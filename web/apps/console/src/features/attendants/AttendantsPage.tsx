export function AttendantsPage() { return null }
