import type { ReactNode } from 'react';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';

interface ViewTabsProps {
  /** Begins the ids of tabs and panel. */
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly title: string }[];
  readonly value: string;
  readonly children: ReactNode;
  onChange(id: string): void;
}

/** Views of one thing side by side, and the one that is open. */
export function ViewTabs({ name, label, tabs, value, children, onChange }: ViewTabsProps) {
  return (
    <>
      <Tabs
        value={value}
        onChange={(_, id: string) => onChange(id)}
        variant="scrollable"
        scrollButtons={false}
        aria-label={label}
      >
        {tabs.map(({ id, title }) => (
          <Tab key={id} value={id} label={title} id={`${name}-tab-${id}`} aria-controls={`${name}-panel-${id}`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`${name}-panel-${value}`} aria-labelledby={`${name}-tab-${value}`} className="stack">
        {children}
      </div>
    </>
  );
}
