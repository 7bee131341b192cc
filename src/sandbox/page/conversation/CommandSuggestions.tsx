import type { CommandExample } from './commandExamples.js';

interface CommandSuggestionsProps {
  readonly id: string;
  readonly command: string;
  readonly suggestions: readonly CommandExample[];
  readonly active: number;
  readonly onPick: (example: CommandExample) => void;
}

export function CommandSuggestions({ id, command, suggestions, active, onPick }: CommandSuggestionsProps) {
  return (
    <div className="popup suggestions">
      <div className="suggestions-title">
        Commands <span>Tab to fill in</span>
      </div>
      <div id={id} role="listbox" aria-label="Commands">
        {suggestions.map((example, index) => (
          <div
            key={example.usage}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={`suggestion ${index === active ? 'is-active' : ''}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(example)}
            onKeyDown={(event) => event.key === 'Enter' && onPick(example)}
          >
            <code>
              {command} {example.usage}
            </code>
            <span>{example.purpose}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
