import { useRef, useState } from 'react';
import type { Person } from '../../protocol.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { Avatar } from '../conversation/Avatar.js';
import { Menu } from '../elements/Menu.js';
import { ChevronIcon } from '../icons.js';

/** Whose Slack the page shows; another tab can be somebody else at the same time. */
export function PersonSwitcher() {
  const { snapshot, go } = useSandbox();
  const { me, people } = snapshot;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const firstName = me.realName.split(' ')[0];
  return (
    <div className="person-switcher">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`You are ${firstName} (${me.role}). Switch person`}
        onClick={() => setOpen(!open)}
      >
        <Avatar author={me} size={34} />
        <span className="person-lines">
          <span className="person-name">
            You are {firstName} <span>({me.role})</span>
          </span>
          <span className="person-title">{me.title}</span>
        </span>
        <ChevronIcon size={16} />
      </button>
      {open && (
        <Menu
          label="Switch person"
          anchor={button}
          items={people.map((person) => ({
            key: person.id,
            checked: person.id === me.id,
            content: <PersonLine person={person} />,
          }))}
          onChoose={(index) => go({ person: people[index]?.id ?? me.id, conversation: null, thread: null })}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

function PersonLine({ person }: { person: Person }) {
  return (
    <>
      <Avatar author={person} size={30} />
      <span className="person-lines">
        <span className="person-name">
          {person.realName} <span>({person.role})</span>
        </span>
        <span className="person-title">{person.title}</span>
      </span>
    </>
  );
}
