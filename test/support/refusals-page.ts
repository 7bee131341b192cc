import { refusals } from '../../src/domain/refusals.js';
import { settingRefusals } from '../../src/domain/refusals-of-settings.js';
import { storedRefusals } from '../../src/domain/refusals-of-stored.js';
import { textRefusals } from '../../src/domain/refusals-of-texts.js';

const parts = [
  ['What a file or a form says', refusals],
  ['Fields and tags of texts', textRefusals],
  ['What is stored, configured or in Slack', storedRefusals],
  ['Settings, and the form of a contact', settingRefusals],
] as const;

const head = `# Refusals

<!-- node scripts/refusals.js writes this page. -->

Every refusal has a code, which stays when its sentence is worded anew. Where a program reads, they are shown beside each
other: \`node bin/drumbeat.js simulate\` prints

\`\`\`json
{"errors": [{"path": "sequence.steps[0].id", "code": "stepIdTaken", "message": "\\"intro\\" is used by another step: write another id"}]}
\`\`\`

and \`node bin/drumbeat.js import --json FILE...\` the same, each with its \`file\`, \`line\` and \`column\` too. People see the
sentence alone, after its place. Below, \`…\` stands for what it is about.
`;

/** docs/refusals.md: all codes with their sentences. */
export function refusalsPage(): string {
  return [
    head,
    ...parts.map(([title, table]) => `\n## ${title}\n\n| code | sentence |\n|---|---|\n${rowsOf(table).join('')}`),
  ].join('');
}

function rowsOf(table: Readonly<Record<string, (...given: never[]) => string>>): string[] {
  return Object.entries(table).map(([code, sentence]) => `| \`${code}\` | ${shown(sentence)} |\n`);
}

/** A list of one reads as a text does, and may be joined. */
function shown(sentence: (...given: never[]) => string): string {
  const blanks = Array.from({ length: sentence.length }, () => ['…']) as never[];
  return sentence(...blanks)
    .replace(/…{2,}/g, '…')
    .replaceAll('|', '\\|')
    .replace(/(\{[{%].*?[%}]\}|<[^>]+>)/g, '`$1`');
}
