/**
 * The function, computed once for each object and kept as long as that object is. Only for what depends on
 * nothing else: every value here is read-only, so that an object is as good as what is in it.
 */
export function memoized<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, (found = { value: compute(key) }));
    return found.value;
  };
}
