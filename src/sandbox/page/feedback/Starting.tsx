import { BeatMark } from '../icons.js';

/** Before the first snapshot, and when none can be had. */
export function Starting({ error, onRetry }: { error: string | null; onRetry: () => void }) {
  return (
    <div className="starting" role="status">
      <span className={`starting-mark ${error ? '' : 'is-beating'}`}>
        <BeatMark size={40} />
      </span>
      <p>{error ?? 'Opening the sandbox'}</p>
      {error && (
        <button type="button" className="button button-primary" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
