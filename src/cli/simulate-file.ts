import type { YAMLParseError } from 'yaml';
import { parseDocument } from 'yaml';
import { checkAlone } from '../app/sequences/checkSteps.js';
import { coach } from '../domain/coach/coach.js';
import { parseCustomValue } from '../domain/contact/custom-value.js';
import { standingOf } from '../domain/enrollment/date-standing.js';
import { enroll } from '../domain/enrollment/enroll.js';
import type { DateStanding, Progress } from '../domain/enrollment/progress.js';
import { type Refusal, refuse } from '../domain/refusal.js';
import { parseSequence } from '../domain/sequence/parse.js';
import type { Problem } from '../domain/sequence/problems.js';
import { isDateTimeText, readDateTime } from '../domain/simulate/date-time-text.js';
import type { PreviewedStep } from '../domain/simulate/preview.js';
import { previewDates } from '../domain/simulate/preview.js';
import { pausesCadence, stepLabel } from '../domain/steps/step.js';
import { explainMoves, showTime } from '../domain/timing/explain.js';
import { isZone, type Plan, planFor } from '../domain/timing/plan.js';
import { traceTime } from '../domain/timing/trace.js';
import type { CliIo } from './io.js';
import { remarkLines } from './remark-lines.js';
import { whyUnread } from './why-unread.js';

export interface SimulateFlags {
  readonly 'enrolled-at'?: string | undefined;
  readonly zone?: string | undefined;
  readonly 'contact-zone'?: string | undefined;
  /** `name=value` each. */
  readonly field?: readonly string[] | undefined;
  readonly tag?: readonly string[] | undefined;
}

/** A repeat without `times` never ends. */
const mostDates = 50;

/** Prints the dates of a sequence file as a table, or what is wrong with the file or the flags. Gives the exit code. */
export async function runSimulateFile(path: string, flags: SimulateFlags, io: CliIo): Promise<number> {
  const problems: Problem[] = [];
  const accountZone = flags.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const enrolledText = flags['enrolled-at'] ?? '';
  if (!isZone(accountZone)) problems.push({ path: '--zone', ...refuse('notZoneName') });
  if (flags['contact-zone'] !== undefined && !isZone(flags['contact-zone'])) {
    problems.push({ path: '--contact-zone', ...refuse('notZoneName') });
  }
  if (!isDateTimeText(enrolledText)) {
    const code = flags['enrolled-at'] === undefined ? 'noEnrolledAt' : 'notDateTime';
    problems.push({ path: '--enrolled-at', ...refuse(code) });
  }
  const fields = readFields(flags.field ?? [], problems);
  const parsed = parseSequence(await readYaml(path, io, problems));
  problems.push(...(parsed.ok ? checkAlone(parsed.sequence.steps, ['steps']) : parsed.problems));
  if (problems.some((problem) => problem.path === path))
    return tell(
      io,
      path,
      problems.filter((p) => p.path === path),
    );
  if (!parsed.ok || problems.length > 0) return tell(io, path, problems);
  const contact = { tags: flags.tag ?? [], fields };
  const contactZone = flags['contact-zone'] ?? null;
  const plan = planFor({ sequence: parsed.sequence, accountZone, contactZone, contact });
  const enrolledAt = readDateTime(enrolledText, accountZone);
  const steps = previewDates(plan, enrolledAt, { limit: mostDates + 1 });
  io.stdout(
    `${parsed.sequence.name}, enrolled ${showTime(traceTime(enrolledAt), plan.zone)}, times in ${plan.zone}\n\n`,
  );
  io.stdout(steps.length === 0 ? 'No steps.\n' : table(steps.slice(0, mostDates), plan.zone));
  if (steps.length > mostDates) io.stdout('and so on\n');
  io.stdout(unseen(plan, enroll(plan, enrolledAt).progress));
  if (steps.some(({ step }) => pausesCadence(step))) {
    io.stdout('\nTasks that pause the cadence are taken as done in the minute in which they appear.\n');
  }
  const remarks = coach(parsed.sequence);
  if (remarks.length > 0) io.stdout(`\n${remarkLines(remarks)}`);
  return 0;
}

function readFields(given: readonly string[], problems: Problem[]): Record<string, string | number> {
  const entries = given.flatMap((text) => {
    const [name = '', ...rest] = text.split('=');
    const value = parseCustomValue(rest.join('='));
    if (name !== '' && rest.length > 0 && value.ok) return [[name, value.value] as const];
    problems.push({ path: '--field', ...refuse('notField', text) });
    return [];
  });
  return Object.fromEntries(entries);
}

/** The steps of a date sequence that no table has: whose date is past, or not known of the contact. */
function unseen({ sequence }: Plan, progress: Progress): string {
  const labels = (isMeant: (standing: DateStanding) => boolean) =>
    sequence.steps.filter((step) => isMeant(standingOf(progress, step.id))).map(stepLabel);
  const [past, waiting] = [labels(({ isPast }) => isPast), labels(({ isWaiting }) => isWaiting)];
  return [
    past.length === 0 ? '' : `\nSkipped, as their date has passed: ${past.join(', ')}\n`,
    waiting.length === 0 ? '' : `\nWaiting for a date of the contact (give it with --field): ${waiting.join(', ')}\n`,
  ].join('');
}

async function readYaml(path: string, io: CliIo, problems: Problem[]): Promise<unknown> {
  try {
    const document = parseDocument(await io.readFile(path));
    problems.push(...document.errors.map((error) => ({ path, ...yamlRefusal(error) })));
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch (error) {
    problems.push({ path, ...refuse('unreadableFile', whyUnread(error)) });
    return undefined;
  }
}

/** What is wrong, and where; the library's word on several documents is advice for programmers. */
function yamlRefusal({ code, message }: YAMLParseError): Refusal {
  return code === 'MULTIPLE_DOCS' ? refuse('severalDocuments') : refuse('notYaml', message);
}

function tell(io: CliIo, file: string, problems: readonly Problem[]): number {
  for (const { path, message } of problems) io.stderr(`${path === file || path === '' ? file : path}: ${message}\n`);
  return 1;
}

function table(steps: readonly PreviewedStep[], zone: string): string {
  const rows = steps.map(({ step, occurrence, at, trace }) => [
    occurrence > 1 ? `${stepLabel(step)} (${occurrence})` : stepLabel(step),
    step.kind,
    showTime(traceTime(at), zone),
    explainMoves(trace),
  ]);
  const all = [['Step', 'Kind', 'When', 'Moved by'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
