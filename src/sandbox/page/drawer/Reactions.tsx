import { type ReactNode, useState } from 'react';
import { ReplyIcon } from '../icons.js';

interface ReactionsProps<K extends string> {
  /** What they may write: `kind` happens with it, or without words. */
  readonly answer: {
    readonly kind: K;
    readonly label: string;
    readonly field: string;
    readonly placeholder: string;
  };
  /** What takes no words. */
  readonly others: readonly { readonly kind: K; readonly label: string; readonly icon: ReactNode }[];
  /** Tells the program; whether it was taken. */
  readonly onHappen: (kind: K, said: string | null) => Promise<boolean>;
  /** Stands above the buttons. */
  readonly children?: ReactNode;
}

/** What somebody does with what was sent to them; one at a time. */
export function Reactions<K extends string>({ answer, others, onHappen, children }: ReactionsProps<K>) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const happen = async (kind: K) => {
    if (busy) return;
    setBusy(true);
    const isAnswer = kind === answer.kind;
    const taken = await onHappen(kind, isAnswer && said.trim() !== '' ? said.trim() : null);
    setBusy(false);
    if (taken && isAnswer) setSaid('');
  };
  return (
    <footer className="mail-reactions">
      {children}
      <form
        className="mail-reply"
        onSubmit={(event) => {
          event.preventDefault();
          void happen(answer.kind);
        }}
      >
        <input
          className="field"
          value={said}
          aria-label={answer.field}
          placeholder={answer.placeholder}
          onChange={(event) => setSaid(event.target.value)}
        />
        <button type="submit" className="button button-primary" aria-disabled={busy || undefined}>
          <ReplyIcon size={16} />
          {answer.label}
        </button>
      </form>
      <div className="mail-other">
        {others.map(({ kind, label, icon }) => (
          <button
            key={kind}
            type="button"
            className="button"
            aria-disabled={busy || undefined}
            onClick={() => happen(kind)}
          >
            {icon}
            {label}
          </button>
        ))}
      </div>
    </footer>
  );
}
