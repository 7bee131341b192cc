import type { StepRecord } from '../enrollment/progress.js';
import { stateOf } from '../enrollment/progress.js';
import type { Problem } from '../sequence/problems.js';
import { parseCase } from './case.js';
import { writeInstant } from './date-time-text.js';
import type { SimulationRun } from './run.js';
import { runCase } from './run.js';

/** One line of what `simulate` prints. `at` is UTC with milliseconds. */
export interface SimulatedStep {
  readonly step: string;
  readonly occurrence: number;
  readonly at: string;
  readonly outcome: 'fired' | 'skipped';
  readonly reason?: string;
}

export type SimulatedEnd =
  | { readonly state: 'completed'; readonly at?: string }
  | { readonly state: 'exited'; readonly reason: string; readonly at: string; readonly movedTo?: string }
  | { readonly state: 'waiting'; readonly step: string }
  | { readonly state: 'waiting'; readonly for: 'date' }
  | { readonly state: 'paused'; readonly at: string }
  | { readonly state: 'running'; readonly next: string };

export type SimulateOutput =
  | { readonly steps: readonly SimulatedStep[]; readonly end: SimulatedEnd }
  | { readonly errors: readonly Problem[] };

/** What would become of an enrollment (scheduling.md, "simulate"). Takes one case as parsed JSON; pure. */
export function simulate(input: unknown): SimulateOutput {
  const parsed = parseCase(input);
  if (!parsed.ok) return { errors: parsed.problems };
  const run = runCase(parsed.case);
  return { steps: run.records.map(printRecord), end: printEnd(run) };
}

function printRecord({ stepId, occurrence, at, outcome, reason }: StepRecord): SimulatedStep {
  return { step: stepId, occurrence, at: writeInstant(at), outcome, ...(reason === null ? {} : { reason }) };
}

function printEnd({ progress }: SimulationRun): SimulatedEnd {
  const state = stateOf(progress);
  switch (state.state) {
    case 'completed':
      return { state: 'completed', ...(state.at ? { at: writeInstant(state.at) } : {}) };
    case 'exited': {
      const { reason, at, movedTo } = state;
      return { state: 'exited', reason, at: writeInstant(at), ...(movedTo === null ? {} : { movedTo }) };
    }
    case 'waiting':
      return { state: 'waiting', step: state.step };
    case 'waiting-for-date':
      return { state: 'waiting', for: 'date' };
    case 'paused':
      return { state: 'paused', at: writeInstant(state.at) };
    case 'running':
      return { state: 'running', next: writeInstant(state.next) };
  }
}
