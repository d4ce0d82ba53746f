import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { formatCount } from '#shared/format';

export interface FilterBannerProps {
  readonly words: readonly string[];
  /** So many of the words come from a picture and go with it. */
  readonly nFixed: number;
  readonly total: number;
  readonly of: number;
  /** Whether the numbers belong to these words already. */
  readonly isCounted: boolean;
  onRemove(index: number): void;
  onClear(): void;
}

/** Which rows are left out of sight, and the way back to all of them. */
export function FilterBanner({ words, nFixed, total, of, isCounted, onRemove, onClear }: FilterBannerProps) {
  return (
    <div className="filterBanner" role="status">
      <strong>{isCounted ? `Filtered: ${formatCount(total)} of ${formatCount(of)} customers` : 'Filtering…'}</strong>
      {words.map((text, index) =>
        index < nFixed ? (
          <Chip key={`${index} ${text}`} size="small" variant="outlined" label={text} />
        ) : (
          <Chip key={`${index} ${text}`} size="small" label={text} onDelete={() => onRemove(index)} />
        ),
      )}
      <span className="grow" />
      <Button onClick={onClear}>Show all</Button>
    </div>
  );
}
