import type { ReactNode } from 'react';
import './states.css';

/** Nothing here yet: what would be here, and what brings it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="state" data-state="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
