import { useSandbox } from '../connection/SandboxContext.js';
import { Line } from '../drawer/Line.js';
import { ListDrawer } from '../drawer/ListDrawer.js';
import { CardIcon } from '../icons.js';
import { CardView } from './CardView.js';

/** Every postcard the program had printed. */
export function PostboxDrawer({ onClose }: { onClose: () => void }) {
  const { postbox: cards } = useSandbox().snapshot;
  return (
    <ListDrawer
      title="Postbox"
      listLabel="Postcards"
      subtitle={`${cards.length === 1 ? '1 postcard' : `${cards.length} postcards`}, none was printed`}
      empty={{
        icon: <CardIcon size={34} />,
        title: 'No postcard yet',
        words: 'Postcards that Drumbeat sends land here. Enroll someone with an address in a sequence with one.',
      }}
      things={cards}
      idOf={({ id }) => id}
      lines={(shown, choose) =>
        cards.map(({ id, to, postedAt, size }) => (
          <Line
            key={id}
            to={to[0] ?? ''}
            at={postedAt}
            says={size}
            isShown={id === shown.id}
            onChoose={() => choose(id)}
          />
        ))
      }
      onClose={onClose}
    >
      {(shown, toList) => <CardView key={shown.id} card={shown} onBack={toList} />}
    </ListDrawer>
  );
}
