import Button from '@mui/material/Button';
import { formatCount } from '#shared/format';

export const PAGE_ROWS = 50;

/** The page that is asked for, or the last there is. */
export function pageWithin(page: number, total: number): number {
  return Math.min(page, Math.max(0, Math.ceil(total / PAGE_ROWS) - 1));
}

/** Which of the rows are shown, with the way to those before and after. */
export function PageButtons({ page, total, onChange }: { page: number; total: number; onChange(page: number): void }) {
  const from = page * PAGE_ROWS;
  return (
    <span className="row">
      <span className="muted" aria-live="polite">
        {total === 0
          ? 'None'
          : `${formatCount(from + 1)} to ${formatCount(Math.min(total, from + PAGE_ROWS))} of ${formatCount(total)}`}
      </span>
      <Button disabled={page === 0} onClick={() => onChange(page - 1)}>
        Before
      </Button>
      <Button disabled={from + PAGE_ROWS >= total} onClick={() => onChange(page + 1)}>
        Next
      </Button>
    </span>
  );
}
