/** A status as people read it; only data spells `cancelled` so. */
export function statusWord(status: string): string {
  return status === 'cancelled' ? 'canceled' : status;
}
