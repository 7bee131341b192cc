import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useSandbox } from '../connection/SandboxContext.js';
import { SendIcon } from '../icons.js';
import { AttachButton } from './AttachButton.js';
import { CommandSuggestions } from './CommandSuggestions.js';
import { type CommandExample, suggestionsFor } from './commandExamples.js';
import { ShortcutMenu } from './ShortcutMenu.js';
import { useCommandHistory } from './useCommandHistory.js';

interface ComposerProps {
  readonly label: string;
  readonly threadTs?: string;
  /** A text to put in, and the count that tells one wish from the next. */
  readonly filled?: { readonly text: string; readonly turn: number } | null;
  /** Something is on its way. */
  readonly onSend: () => void;
  /** It was accepted. */
  readonly onSent?: () => void;
}

export function Composer({ label, threadTs, filled, onSend, onSent }: ComposerProps) {
  const { snapshot, conversation, send } = useSandbox();
  const { command, me } = snapshot;
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const [recalling, setRecalling] = useState(false);
  const [closed, setClosed] = useState(false);
  const history = useCommandHistory();
  const suggestions = recalling || closed || threadTs ? [] : suggestionsFor(text, command);

  useEffect(() => {
    if (!filled) return;
    setText(filled.text);
    setClosed(true);
    field.current?.focus();
  }, [filled]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
  }, [text]);

  const change = (value: string) => {
    setText(value);
    setActive(-1);
    setRecalling(false);
    setClosed(false);
    history.leave();
  };
  const pick = (example: CommandExample) => {
    change(`${command} ${example.usage}`);
    setClosed(true);
    field.current?.focus();
  };
  const submit = async () => {
    const message = text.trim();
    if (!message) return;
    if (message.startsWith('/')) history.add(message);
    setText('');
    setRecalling(false);
    onSend();
    const accepted = await send('messages', {
      person: me.id,
      conversation,
      text: message,
      ...(threadTs ? { threadTs } : {}),
    });
    if (accepted) onSent?.();
    else setText((now) => now || message);
  };
  const recall = (value: string) => {
    setText(value);
    setRecalling(value !== '');
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const picked = suggestions[active];
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (picked) pick(picked);
      else void submit();
    } else if (event.key === 'Tab' && !event.shiftKey && suggestions[0]) {
      event.preventDefault();
      pick(picked ?? suggestions[0]);
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      event.stopPropagation();
      setClosed(true);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      arrow(event, event.key === 'ArrowUp');
    }
  };
  const arrow = (event: KeyboardEvent, up: boolean) => {
    if (suggestions.length > 0) {
      event.preventDefault();
      setActive((at) => (up ? (at <= 0 ? suggestions.length - 1 : at - 1) : (at + 1) % suggestions.length));
    } else if (up && (text === '' || recalling)) {
      const older = history.older();
      if (older === null) return;
      event.preventDefault();
      recall(older);
    } else if (!up && recalling) {
      event.preventDefault();
      recall(history.newer());
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {suggestions.length > 0 && (
        <CommandSuggestions id={listId} command={command} suggestions={suggestions} active={active} onPick={pick} />
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={label}
        placeholder={threadTs ? 'Reply…' : `${label}, or type / for commands`}
        aria-autocomplete="list"
        aria-controls={suggestions.length > 0 ? listId : undefined}
        aria-activedescendant={suggestions[active] ? `${listId}-${active}` : undefined}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
        onBlur={() => setClosed(true)}
        onFocus={() => setClosed(false)}
      />
      <div className="composer-bar">
        {threadTs ? <span /> : <ShortcutMenu />}
        {!threadTs && <AttachButton />}
        <span className="composer-help">
          <kbd>Enter</kbd> sends, <kbd>Shift Enter</kbd> breaks the line
        </span>
        <button type="submit" className="composer-send" aria-label="Send" disabled={text.trim() === ''}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}
