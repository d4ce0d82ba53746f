import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import { formatCount } from '#shared/format';

export interface FilterBannerProps {
  readonly words: readonly string[];
  /** So many of the words come from a picture and go with it. */
  readonly nFixed: number;
  readonly total: number;
  readonly of: number;
  onRemove(index: number): void;
  onClear(): void;
}

/** Which rows are left out of sight, and the way back to all of them. */
export function FilterBanner({ words, nFixed, total, of, onRemove, onClear }: FilterBannerProps) {
  return (
    <div className="filterBanner" role="status">
      <strong>
        Filtered: {formatCount(total)} of {formatCount(of)} customers
      </strong>
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
