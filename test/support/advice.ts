/** Words by which a sentence says what to do, or offers what was meant. */
const advice =
  /\b(?:must|write|keep|take|put|name|split|shorten|fill|begin|did you mean|mend|use|add|leave|save|close|choose|rename|call|change|invite|give|import|list|try again|an admin (?:sets|gets)|known here)\b/i;

export function saysWhatToDo(sentence: string): boolean {
  return advice.test(sentence);
}
