/** Works something out once for each object that it is asked about, for as long as the answer's function lives. */
export function once<T extends object, U>(work: (of: T) => U): (of: T) => U {
  const known = new Map<T, U>();
  return (of) => {
    const found = known.get(of) ?? work(of);
    known.set(of, found);
    return found;
  };
}
