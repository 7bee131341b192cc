import type { StepLane } from '../../domain/steps/lane.js';
import type { AnyOutcome } from './sending-outcome.js';

/** Who carries something: a lane of steps, or messages to Slack. */
export type MeasuredLane = StepLane | 'slack';

/** What became of something that was handed over. */
export type MeasuredOutcome = 'fired' | 'failed' | 'deferred' | 'uncertain';

/**
 * What firing tells whoever watches it. Nothing here may fail or wait, and nothing of what is told names a person: labels
 * are lanes and outcomes. Durations are seconds of steady time.
 */
export interface Measures {
  /** A claim that found something ended: so many enrollments were decided. */
  claimed(lane: MeasuredLane, seconds: number, decided: number): void;
  /** A request to a lane's provider begins. */
  requestBegins(lane: MeasuredLane): void;
  requestEnds(lane: MeasuredLane, seconds: number, outcomes: readonly MeasuredOutcome[]): void;
  /** What requests came to is committed. */
  settled(lane: MeasuredLane, seconds: number): void;
  /** Whether requests of a lane are held back because its provider fails. */
  shut(lane: MeasuredLane, isShut: boolean): void;
  /** A worker heard no alarm for too long and woke itself. */
  alarmMissed(): void;
}

/** For whoever is not watched. */
export const unmeasured: Measures = {
  claimed: () => {},
  requestBegins: () => {},
  requestEnds: () => {},
  settled: () => {},
  shut: () => {},
  alarmMissed: () => {},
};

/** What an answer of a provider counts as: one that opted out got nothing. */
export function measuredOutcome({ kind }: AnyOutcome): MeasuredOutcome {
  switch (kind) {
    case 'accepted':
      return 'fired';
    case 'refused':
    case 'opted-out':
      return 'failed';
    case 'deferred':
      return 'deferred';
    case 'unknown':
      return 'uncertain';
  }
}
