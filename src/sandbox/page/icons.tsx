import type { ReactNode } from 'react';

function Icon({ children, size = 18 }: { children: ReactNode; size?: number | undefined }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

type IconProps = { size?: number };

export const CloseIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const FileIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M6 3h6l3 3v11H6zM12 3v3h3" />
  </Icon>
);
export const AttachIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M14.5 9.5l-5 5a3 3 0 01-4.2-4.2l5.7-5.7a2 2 0 012.8 2.8l-5.6 5.6" />
  </Icon>
);
export const ChevronIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M6 8l4 4 4-4" />
  </Icon>
);
export const BackIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M12 5l-5 5 5 5" />
  </Icon>
);
export const BoltIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M11 2.5L4.5 11.5H9.5L9 17.5L15.5 8.5H10.5L11 2.5Z" />
  </Icon>
);
export const SendIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M3.5 10L16.5 4L12.5 16.5L9.5 11L3.5 10Z" fill="currentColor" />
  </Icon>
);
export const MailIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="2.5" y="4.5" width="15" height="11" rx="2" />
    <path d="M3 6l7 5 7-5" />
  </Icon>
);
export const PhoneIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="5.5" y="2.5" width="9" height="15" rx="2" />
    <path d="M9 14.8h2" />
  </Icon>
);
export const CardIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="2.5" y="4.5" width="15" height="11" rx="1.5" />
    <path d="M10.5 4.5v11M13 7.5h2M12.8 10.5h2.4M12.8 12.5h2.4" />
  </Icon>
);
export const ParcelIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M3 6.5 10 3l7 3.5v7L10 17l-7-3.5z" />
    <path d="M3 6.5 10 10l7-3.5M10 10v7" />
  </Icon>
);
export const ClockIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4l2.8 1.8" />
  </Icon>
);
export const ForwardIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M4 5.5v9l6-4.5zM11 5.5v9l6-4.5z" fill="currentColor" strokeWidth="1" />
  </Icon>
);
export const MenuIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M3.5 6h13M3.5 10h13M3.5 14h13" />
  </Icon>
);
export const EyeIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M2.5 10S5 5.5 10 5.5 17.5 10 17.5 10 15 14.5 10 14.5 2.5 10 2.5 10z" />
    <circle cx="10" cy="10" r="2.2" />
  </Icon>
);
export const CheckIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M4.5 10.5l3.5 3.5 7.5-8" />
  </Icon>
);
export const DotsIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="4.5" cy="10" r="1" fill="currentColor" />
    <circle cx="10" cy="10" r="1" fill="currentColor" />
    <circle cx="15.5" cy="10" r="1" fill="currentColor" />
  </Icon>
);
export const AlertIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6.5v4.2M10 13.4v.1" />
  </Icon>
);
export const ReplyIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 015 5v.5" />
  </Icon>
);
export const CalendarIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="3" y="4.5" width="14" height="12" rx="2" />
    <path d="M3 8.5h14M7 2.5v4M13 2.5v4" />
  </Icon>
);
export const BounceIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="10" cy="10" r="7" />
    <path d="M5.2 5.2l9.6 9.6" />
  </Icon>
);
export const LeaveIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M11 4H5.5A1.5 1.5 0 004 5.5v9A1.5 1.5 0 005.5 16H11M8.5 10H17M14 7l3 3-3 3" />
  </Icon>
);
export const LinkIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M8.5 11.5a3 3 0 004.2 0l2.4-2.4a3 3 0 00-4.2-4.2L9.8 6M11.5 8.5a3 3 0 00-4.2 0l-2.4 2.4a3 3 0 004.2 4.2l1.1-1.1" />
  </Icon>
);

/** Drumbeat's mark: a pulse of beats. */
export function BeatMark({ size = 20 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <g fill="currentColor">
        <rect x="2" y="8" width="2.6" height="4" rx="1.3" />
        <rect x="6.4" y="4" width="2.6" height="12" rx="1.3" />
        <rect x="10.8" y="6.5" width="2.6" height="7" rx="1.3" />
        <rect x="15.2" y="2.5" width="2.6" height="15" rx="1.3" />
      </g>
    </svg>
  );
}
