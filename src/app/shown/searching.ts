/** Whether all words that somebody looks for stand in a text, in any case; null: nothing is looked for. */
export function hasAllWords(search: string | null): (text: string) => boolean {
  const words = (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (text) => words.every((word) => text.toLowerCase().includes(word));
}
