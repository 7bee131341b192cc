import { useState } from 'react';
import type { ClockRequest } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { ClockIcon, ForwardIcon } from '../icons.js';
import { formatMoment, formatShortDay, formatTime, placeOf, untilLabel } from '../time/zoneTime.js';
import { useProgramTime } from './useProgramTime.js';

const jumps = [
  { move: 'hour', label: '+1 hour', short: '1h' },
  { move: 'day', label: '+1 day', short: '1d' },
  { move: 'week', label: '+1 week', short: '1w' },
] as const;

/** The program's clock, and the buttons that move it forward; all that falls due on the way happens. */
export function TimeMachine() {
  const { snapshot, send } = useSandbox();
  const { zone, travelingTo, nextDueAt, taskWaits } = snapshot;
  const noStep = taskWaits ? 'a task waits for Done' : 'nothing is waiting';
  const now = useProgramTime(snapshot);
  const [asked, setAsked] = useState(false);
  const traveling = asked || travelingTo !== null;
  const travel = async (move: ClockRequest['move']) => {
    if (traveling) return;
    setAsked(true);
    await send('clock', { move });
    setAsked(false);
  };
  return (
    <section
      className={`time-machine ${traveling ? 'is-traveling' : ''}`}
      aria-label="Time machine"
      aria-busy={traveling}
    >
      <div className="clock" title={`The program's time, ${zone}`}>
        <ClockIcon size={16} />
        <time dateTime={new Date(now).toISOString()}>
          <span className="clock-day">{formatShortDay(now, zone)}</span> <strong>{formatTime(now, zone)}</strong>{' '}
          <span className="clock-zone">{placeOf(zone)}</span>
        </time>
      </div>
      <button
        type="button"
        className="time-next"
        aria-disabled={traveling || nextDueAt === null || undefined}
        title={nextDueAt ? `Goes to ${formatMoment(nextDueAt, zone)}` : `No step is planned: ${noStep}`}
        onClick={() => nextDueAt !== null && void travel('next')}
      >
        <ForwardIcon size={14} />
        <span className="time-next-label">To the next step</span>
        <span className="time-next-when">
          {nextDueAt ? `${formatMoment(nextDueAt, zone)} · ${untilLabel(nextDueAt, now)}` : noStep}
        </span>
      </button>
      <div className="time-jumps">
        {jumps.map(({ move, label, short }) => (
          <button
            key={move}
            type="button"
            aria-label={label}
            aria-disabled={traveling || undefined}
            onClick={() => void travel(move)}
          >
            <span className="only-wide">{label}</span>
            <span className="only-narrow">+{short}</span>
          </button>
        ))}
      </div>
      <span className="time-progress" role="status">
        {traveling && (travelingTo ? `On the way to ${formatMoment(travelingTo, zone)}` : 'Moving time')}
      </span>
    </section>
  );
}
