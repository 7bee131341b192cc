import type { Person, Snapshot } from '../../protocol.js';
import { BeatMark } from '../icons.js';

/** Who wrote a message: a person, Drumbeat, or Slack itself. */
export type Author = Person | 'app' | 'slackbot';

export function authorOf(id: string, people: Snapshot['people']): Author {
  if (id === 'slackbot') return id;
  return people.find((person) => person.id === id) ?? 'app';
}

export function authorName(author: Author): string {
  if (author === 'app') return 'Drumbeat';
  return author === 'slackbot' ? 'Slackbot' : author.realName;
}

/** A person's initials on their colour, or the mark of the app. */
export function Avatar({ author, size = 36 }: { author: Author; size?: number }) {
  const box = { width: size, height: size, fontSize: size * 0.4, borderRadius: Math.round(size / 4.5) };
  if (author === 'slackbot') {
    return (
      <span className="avatar avatar-slackbot" style={box} aria-hidden="true">
        S
      </span>
    );
  }
  if (author === 'app') {
    return (
      <span className="avatar avatar-app" style={box} aria-hidden="true">
        <BeatMark size={Math.round(size * 0.56)} />
      </span>
    );
  }
  return (
    <span className="avatar" style={{ ...box, background: author.color }} aria-hidden="true">
      {initials(author.realName)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
