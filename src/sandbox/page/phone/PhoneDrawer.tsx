import { useSandbox } from '../connection/SandboxContext.js';
import { Line } from '../drawer/Line.js';
import { ListDrawer } from '../drawer/ListDrawer.js';
import { PhoneIcon } from '../icons.js';
import { PhoneView } from './PhoneView.js';
import { phonesOf } from './phones.js';
import { textEventWords } from './textEventWords.js';

/** Every text the program sent, on its recipients' phones. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const { phone: texts } = useSandbox().snapshot;
  const phones = phonesOf(texts);
  return (
    <ListDrawer
      title="Phones"
      listLabel="Phones"
      subtitle={`${texts.length === 1 ? '1 text' : `${texts.length} texts`}, none left your computer`}
      empty={{
        icon: <PhoneIcon size={34} />,
        title: 'No text yet',
        words: 'Texts that Drumbeat sends land here. Enroll someone in a sequence with a text, then move time to it.',
      }}
      things={phones}
      idOf={({ number }) => number}
      lines={(shown, choose) =>
        phones.map(({ number, newest }) => {
          const last = newest.events.at(-1);
          return (
            <Line
              key={number}
              to={number}
              at={newest.sentAt}
              says={newest.body}
              mark={last && <span className={`mail-event event-${last.kind}`}>{textEventWords[last.kind]}</span>}
              isShown={number === shown.number}
              onChoose={() => choose(number)}
            />
          );
        })
      }
      onClose={onClose}
    >
      {(shown, toList) => <PhoneView key={shown.number} phone={shown} onBack={toList} />}
    </ListDrawer>
  );
}
