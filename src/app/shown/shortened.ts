/** One line of at most `most` characters, so that one long name does not push out the rest. */
export function shortened(text: string, most = 60): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
