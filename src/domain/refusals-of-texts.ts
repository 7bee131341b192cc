/** Refusals of fields and tags in texts, by code. As in {@link refusals}, which has those of the files around them. */
export const textRefusals = {
  unknownFilter: (name: string, hint: string) => `${name} is not a filter here${hint || ': take it out'}`,
  unknownTag: (name: string, hint: string) => `${name} is not a tag here${hint || ': take it out'}`,
  notReadable: (piece: string, like: string) => `“${piece}” cannot be read; write it as in ${like}`,
  strayEnd: (end: string, begin: string) =>
    `{% ${end} %} ends nothing here: take it out, or write {% ${begin} … %} before it`,
  strayMiddle: (tag: string, of: string) =>
    `{% ${tag} %} stands alone here: put it between {% ${of} … %} and {% end${of} %}`,
  twoElse: (piece: string) => `“${piece}” has a second {% else %}: take one out`,
  noEnd: (what: string, end: string) => `${what} has no end; write ${end}`,
  unknownField: (path: string, name: string, hint: string) =>
    `${path} is not known: no contact has a field ${name}${hint || '; write one that contacts have'}`,
  unknownVariable: (path: string, hint: string) => `${path} is not known${hint}`,
  tooLongForAll: (least: number, most: number) =>
    `has ${least} characters before anything is filled in, and at most ${most} go: shorten it`,
  filterForm: (name: string, example: string) => `${name} is written as in ${example}: write it so`,
  curlyQuotes: (piece: string) => `“${piece}” has curly quotes: write straight ones, as in "there"`,
  andBeforeOr: (piece: string) =>
    `“${piece}” has an or after an and, and would be read from the end: write one {% if %} inside of the other`,
  lostWords: (words: string) =>
    `“${words}” stands before the first {% when %}, where nobody reads it: put it elsewhere`,
  nameOfFields: (name: string) => `${name} is where fields are: choose another name`,
  oneBrace: (piece: string, path: string) => `“${piece}” would go out as it stands: write {{ ${path} }}`,
  lookedUp: (path: string) => `${path} looks a name up by another value; write the name out`,
} as const;
