/** Query keys that mail programs and social sites add to links; no value of ours has such a name. */
const tracker =
  /^(utm_\w+|mc_\w+|(fb|g|gb|dc|ms|y|tw|li_fat_|tt|wbra|gbra)clid|li_fat_id|igshid|igsh|_ga|_gl|_hsenc|_hsmi|mkt_tok|oly_\w+_id|vero_id|ref|ref_src|si|s_cid|__s)$/i;

export function isTracker(key: string): boolean {
  return tracker.test(key);
}

/** The same address without them, as the response cache knows it. */
export function withoutTrackers(address: string): string {
  const start = address.indexOf('?');
  if (start < 0) return address;
  const kept = address
    .slice(start + 1)
    .split('&')
    .filter((pair) => !isTracker(pair.split('=', 1)[0] ?? ''));
  return `${address.slice(0, start)}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}
