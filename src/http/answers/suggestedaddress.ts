/**
 * The address with the suggestion of a message in place of what was found: of `/exampel/` and `no calendar
 * "exampel"; did you mean "example"?` it is `/example/`. `undefined` where there is none.
 */
export function suggestedAddress(address: string, says: string): string | undefined {
  const [hint = '', near = ''] = /did you mean "([^"]+)"\?/.exec(says) ?? [];
  if (near === '' || !address.startsWith('/') || address.startsWith('//')) return undefined;
  const quoted = [...says.replace(hint, '').matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
  for (const found of quoted) {
    const place = placeOf(found, address);
    if (place !== undefined)
      return `${address.slice(0, place)}${encodeURIComponent(near).replaceAll('%2F', '/')}${address.slice(place + found.length)}`;
  }
  return undefined;
}

/** Where it stands as a whole part of a path or query. */
function placeOf(found: string, address: string): number | undefined {
  const edge = /^$|[/?&=,.]/;
  for (let place = address.indexOf(found); place >= 0; place = address.indexOf(found, place + 1)) {
    const before = address.charAt(place - 1);
    const after = address.charAt(place + found.length);
    if (edge.test(before) && edge.test(after)) return place;
  }
  return undefined;
}
