/** Works something out once for each object that it is asked about, for as long as the answer's function lives. */
export function once<T extends object, U>(work: (of: T) => U): (of: T) => U {
  return onceOf(Number.POSITIVE_INFINITY, work);
}

/**
 * Works something out once for what it is asked about again and again. When `most` answers are kept, all are forgotten.
 *
 * The one way in which a module of the domain may keep something between calls: `work` has to be pure, so that whoever asks, of
 * whatever workspace and at whatever time, gets what they would get without, and `most` bounds what is kept.
 */
export function onceOf<T, U>(most: number, work: (of: T) => U): (of: T) => U {
  const known = new Map<T, U>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const made = work(of);
    if (known.size >= most) known.clear();
    known.set(of, made);
    return made;
  };
}
