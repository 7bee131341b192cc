const mostLines = 3;
const mostCharacters = 300;

/** The beginning of what somebody wrote: three lines with something in them, 300 characters at most, with … where more follows. */
export function firstLines(text: string): string {
  const lines = text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  const first = lines.slice(0, mostLines).join('\n');
  const shown = [...first].slice(0, mostCharacters - 1).join('');
  if (shown.length < first.length) return `${shown.trimEnd()}…`;
  return lines.length > mostLines ? `${first} …` : first;
}
