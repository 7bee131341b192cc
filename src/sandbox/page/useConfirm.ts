import type { ConfirmationDialog } from '@slack/types';
import { useCallback, useState } from 'react';

interface Question {
  readonly dialog: ConfirmationDialog;
  readonly answer: (confirmed: boolean) => void;
}

/** Asks one question at a time; `ask` resolves with the answer. */
export function useConfirm() {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useCallback(
    (dialog: ConfirmationDialog) =>
      new Promise<boolean>((resolve) => {
        const answer = (confirmed: boolean) => {
          setQuestion(null);
          resolve(confirmed);
        };
        setQuestion({ dialog, answer });
      }),
    [],
  );
  return { question, ask };
}
