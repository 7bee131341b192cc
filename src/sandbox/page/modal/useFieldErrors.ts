import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { ShownView } from '../../protocol.js';

type Errors = Readonly<Record<string, string>>;

/**
 * The errors shown at a modal's fields: those found here before sending, then those of the app's answer. Editing a field
 * takes its error away; the first one gets the focus.
 */
export function useFieldErrors(shown: ShownView, form: RefObject<HTMLFormElement | null>) {
  const [errors, setErrors] = useState<Errors>(shown.errors);
  // An answer may repeat the very same errors: each answer shows them again.
  const [answers, setAnswers] = useState(0);
  const fromApp = JSON.stringify(shown.errors);

  useEffect(() => {
    void answers;
    setErrors(JSON.parse(fromApp) as Errors);
  }, [fromApp, answers]);

  const hasErrors = Object.keys(errors).length > 0;
  useEffect(() => {
    void answers;
    if (!hasErrors) return;
    form.current?.querySelector<HTMLElement>('.has-error :is(input, textarea, button)')?.focus();
  }, [hasErrors, answers, form]);

  const forget = useCallback((blockId: string) => {
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([id]) => id !== blockId)));
  }, []);
  const answered = useCallback(() => setAnswers((count) => count + 1), []);
  return { errors, show: setErrors, forget, answered };
}
