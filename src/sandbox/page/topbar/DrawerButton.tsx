import type { ReactNode } from 'react';

interface DrawerButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly count: number;
  /** What is counted: `mails`. */
  readonly what: string;
  readonly isOpen: boolean;
  readonly onClick: () => void;
}

export function DrawerButton({ label, icon, count, what, isOpen, onClick }: DrawerButtonProps) {
  return (
    <button type="button" className="drawer-button" title={label} aria-expanded={isOpen} onClick={onClick}>
      {icon}
      <span className="drawer-label">{label}</span>
      {count > 0 && (
        <span className="count-badge">
          {count}
          <span className="sr-only"> {what}</span>
        </span>
      )}
    </button>
  );
}
