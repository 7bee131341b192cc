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

/**
 * {@link onceOf} for what is the same without being one object: it is compared with what came last, most recent first, and not
 * looked up, for which a text of it would have to be made and gone through again for its hash. Of `most` that are kept the
 * oldest is forgotten.
 */
export function onceAlike<T, U>(
  most: number,
  areAlike: (one: T, other: T) => boolean,
  work: (of: T) => U,
): (of: T) => U {
  const known: { readonly of: T; readonly answer: U }[] = [];
  return (of) => {
    for (const one of known) if (areAlike(one.of, of)) return one.answer;
    const answer = work(of);
    known.unshift({ of, answer });
    if (known.length > most) known.pop();
    return answer;
  };
}
