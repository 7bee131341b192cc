import { contactEvents } from '../../../../src/domain/enrollment/exit.js';
import { stateOf } from '../../../../src/domain/enrollment/progress.js';
import { stepKinds } from '../../../../src/domain/steps/step-kind.js';
import { anchorKinds, moveRules } from '../../../../src/domain/timing/trace.js';
import type { SimulatedLives } from './simulated.js';

/** How often each rule, record, reason and end was met, by a word for it. */
export type Coverage = ReadonlyMap<string, number>;

export function coverageOf(lives: SimulatedLives): Coverage {
  const met = new Map<string, number>();
  const meet = (word: string) => met.set(word, (met.get(word) ?? 0) + 1);
  for (const { told, run, handedOver } of lives.values()) {
    for (const { trace, outcome, reason, stepId, occurrence } of told.records) {
      meet(reason === null ? outcome : `${outcome}: ${reason}`);
      if (occurrence > 1) meet('again');
      const kind = run.plan.sequence.steps.find(({ id }) => id === stepId)?.kind;
      if (kind !== undefined) meet(`step: ${kind}`);
      for (const move of trace ?? []) {
        if (move.rule === 'anchor') meet(`counts from: ${move.of}`);
        else if (move.rule === 'base') meet(`form: ${move.by.form}`);
        else meet(`moved by: ${move.rule}`);
      }
    }
    if (run.progress.answers.opened.length > 0) meet('opened');
    if (run.progress.answers.clicked.length > 0) meet('clicked');
    if (handedOver.times > 0) meet('handed over');
    if (handedOver.away > 0) meet('handed over to somebody who is away');
    const end = stateOf(run.progress);
    meet(end.state === 'exited' ? `exited: ${end.reason}` : `end: ${end.state}`);
  }
  return met;
}

/** Nobody is late here: the clock stops at each moment at which something is due. */
const neverHere = ['late'];

/** Everything that a run has to meet. */
export const wanted: readonly string[] = [
  'fired',
  'again',
  'opened',
  'clicked',
  'handed over',
  ...['conditions', 'past', 'resume'].map((reason) => `skipped: ${reason}`),
  ...stepKinds.map((kind) => `step: ${kind}`),
  ...anchorKinds.map((kind) => `counts from: ${kind}`),
  ...['at', 'delay', 'repeat-days', 'repeat-hours', 'date'].map((form) => `form: ${form}`),
  ...moveRules.filter((rule) => !neverHere.includes(rule)).map((rule) => `moved by: ${rule}`),
  ...[...contactEvents, 'rule', 'branch', 'moved', 'exit step', 'no answer'].map((reason) => `exited: ${reason}`),
  ...['completed', 'waiting', 'waiting-for-date', 'running', 'paused'].map((state) => `end: ${state}`),
];

/** A line for each, what was never met first. */
export function tableOf(coverage: Coverage): string {
  const words = [...new Set([...wanted, ...coverage.keys()])];
  const counts = words.map((word) => ({ word, count: coverage.get(word) ?? 0 }));
  const lines = counts.sort((a, b) => a.count - b.count);
  return lines.map(({ word, count }) => `${String(count).padStart(6)} ${word}`).join('\n');
}
