import type { ReactNode } from 'react';

/** A box that scrolls a wide or long table, reached with the keyboard by its name. */
export function TableScroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`tableScroll ${className ?? ''}`} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
