/** Of `Ada Byron <ada@example.com>` the name, of a bare address the address. */
export function nameIn(recipient: string): string {
  return /^\s*(.+?)\s*<[^<>]*>\s*$/.exec(recipient)?.[1]?.replace(/^"|"$/g, '') ?? recipient;
}
